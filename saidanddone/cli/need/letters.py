"""How far the first places hang on the method, drawn in letters: it needs no more than a terminal."""

from __future__ import annotations

from .index import Built

ACROSS = 40  # letters


def picture_in_letters(built: Built) -> str:
    """A line an area: a dot at its rank, and dashes over the ranks it may have."""
    sure = built.sure
    assert sure is not None
    drawn = built.near_the_first
    width = max(len(built.name(built.areas[at])) for at in drawn)
    cut = _at(sure.k + 0.5, built.ranked)
    lines = []
    for at in drawn:
        line = [" "] * ACROSS
        line[cut] = "|"
        rank, low, high = built.span(at)
        for place in range(_at(low, built.ranked), _at(high, built.ranked) + 1):
            line[place] = "-"
        line[_at(rank, built.ranked)] = "o"
        lines.append(f"{built.name(built.areas[at]):<{width}}  {''.join(line).rstrip()}")
    legend = (
        f"o the rank, --- where 90 of 100 other ways put it, | where the first {sure.k} end; rank 1 is left"
    )
    return "\n".join([*lines, legend])


def _at(rank: float, of: int) -> int:
    return round((rank - 1) / max(of - 1, 1) * (ACROSS - 1))
