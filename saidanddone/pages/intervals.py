"""Shares as dots with their intervals on one common axis from 0 to 100 %. The table twin is the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Dot:
    """One group's share. Without a value it is shown as missing, in words alone."""

    who: str
    says: str  # the share with its base, for everybody
    value: float | None = None  # shares, in 0..1
    low: float | None = None
    high: float | None = None
    shape: int = 1


@dataclass(frozen=True)
class IntervalRow:
    name: str
    dots: tuple[Dot, ...]
    address: str = ""


@dataclass(frozen=True)
class DrawnDot:
    dot: Dot
    at: str  # of 100, as the drawing needs it: a point for the decimal, whatever the language
    low: str
    high: str


@dataclass(frozen=True)
class DrawnRow:
    row: IntervalRow
    dots: tuple[DrawnDot, ...]


def drawn_intervals(rows: Sequence[IntervalRow]) -> list[DrawnRow]:
    return [DrawnRow(row, tuple(_drawn(dot) for dot in row.dots)) for row in rows]


def _drawn(dot: Dot) -> DrawnDot:
    if dot.value is None:
        return DrawnDot(dot, "", "", "")
    low = dot.value if dot.low is None else dot.low
    high = dot.value if dot.high is None else dot.high
    return DrawnDot(dot, place_of(dot.value), place_of(low), place_of(high))


def place_of(share: float) -> str:
    """A share's place on a line of length 100."""
    return f"{100 * min(max(share, 0.0), 1.0):.2f}"
