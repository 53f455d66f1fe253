from .turning import Line, Turn, crisis_lines, turn_to

__all__ = ["Line", "Turn", "crisis_lines", "turn_to"]
