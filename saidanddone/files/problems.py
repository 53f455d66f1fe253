from __future__ import annotations


class BadTable(ValueError):
    """Something is wrong in a file; its text is one sentence: where, what, and what is allowed."""

    def __init__(
        self, *, file: str, line: int | None, column: str | None, problem: str, allowed: str = ""
    ) -> None:
        self.file, self.line, self.column = file, line, column
        self.problem, self.allowed = problem, allowed
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        where = [self.file]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column is not None:
            where.append(f"column {self.column}")
        said = f"{', '.join(where)}: {self.problem}"
        return f"{said}; allowed: {self.allowed}" if self.allowed else said
