"""What a row of drawn bars shows: a name, a length, the number in words. The table twin is the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    name: str
    value: float
    says: str  # the number with its base, for everybody
    address: str = ""


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    width: str  # of 100, as the drawing needs it: a point for the decimal, whatever the language


def drawn(bars: Sequence[Bar], full: float | None = None) -> list[DrawnBar]:
    """Bars against one full length: the given one, or that of the longest."""
    whole = full or max((bar.value for bar in bars), default=0) or 1
    return [DrawnBar(bar, f"{min(100.0, max(0.0, 100 * bar.value / whole)):.1f}") for bar in bars]
