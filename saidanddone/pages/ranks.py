"""What a row of drawn ranks shows: a place, its rank, and the ranks it may have. The table twin is the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RankSpan:
    name: str
    rank: int
    low: int  # the smaller rank: nearer to the top
    high: int
    says: str  # the ranks and what they mean, for everybody
    address: str = ""


@dataclass(frozen=True)
class DrawnSpan:
    """Of 100, as the drawing needs it: a point for the decimal, whatever the language."""

    span: RankSpan
    at: str
    low: str
    high: str


def drawn_ranks(spans: Sequence[RankSpan], of: int) -> list[DrawnSpan]:
    """Against all that are ranked: rank 1 stands at the left edge, the last at the right."""
    return [
        DrawnSpan(span, *(place_of(rank, of) for rank in (span.rank, span.low, span.high))) for span in spans
    ]


def place_of(rank: float, of: int) -> str:
    return f"{100 * (rank - 1) / max(of - 1, 1):.1f}"
