"""How sure a choice of the first k places is, when other defensible choices could have been made.

Takes an index to be worked out again (see rerun), draws what is in doubt, and ranks. Of every area: the share of
replications in which it is among the first k, and the 5th and 95th percentile of its rank (the least rank that so
many replications do not pass).

Nobody can say that the choices drawn are all that could be made, or equally good: a probability here is the share
of the choices tried, not the chance that an area is in need.

Saisana, Saltelli and Tarantola, 2005, "Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators", https://doi.org/10.1111/j.1467-985X.2005.00350.x

    >>> rerun = Rerun(["A", "B", "C"], ["x", "y"], [[9, 9], [5, 4], [4, 5]], flat(["x", "y"], [1, 1], [1, 1]),
    ...               Doubt(weights=0.25))
    >>> sure = first_k(rerun, k=2, replications=1000, seed=1)
    >>> [round(float(p)) for p in sure.p_first][0], float(sure.p_first.sum())
    (1, 2.0)
    >>> sure.rank_low, sure.rank_high
    ((1, 2, 2), (1, 3, 3))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .checks import check_count
from .rerun import Doubt, Rerun, flat, in_order, ranks

TAILS = (0.05, 0.95)
MOST_COUNTED = 2_000  # areas

Matrix = NDArray[np.float64]

__all__ = ["Doubt", "HowSure", "Rerun", "first_k", "flat"]


@dataclass(frozen=True, eq=False)
class HowSure:
    """Areas in the order given; where nothing is known of one, p_first is NaN and its ranks None."""

    areas: tuple[str, ...]
    k: int
    p_first: Matrix
    rank_low: tuple[int | None, ...]
    rank_high: tuple[int | None, ...]
    replications: int


def first_k(rerun: Rerun, k: int, *, replications: int = 1000, seed: int = 1) -> HowSure:
    """How often each area is among the first k, and between which ranks it lies.

    Raises ValueError for what cannot be: k beyond the areas, no replication, a seed below 0.
    """
    areas = len(rerun.areas)
    k = check_count("k (how many places to begin with)", k, least=1, most=areas)
    drawn = (rerun.scores(draws) for draws in rerun.drawn(replications, seed))
    spread = _counted_ranks if areas <= MOST_COUNTED else _sorted_ranks
    in_first, low, high = spread(drawn, areas, k, replications)
    return HowSure(
        areas=rerun.areas,
        k=k,
        p_first=rerun.as_given(np.where(rerun.scored, in_first, np.nan)),
        rank_low=_whole(rerun.as_given(np.where(rerun.scored, low, np.nan))),
        rank_high=_whole(rerun.as_given(np.where(rerun.scored, high, np.nan))),
        replications=replications,
    )


def _counted_ranks(
    drawn: Iterator[Matrix], areas: int, k: int, replications: int
) -> tuple[Matrix, Matrix, Matrix]:
    """From how often each area took each rank; nothing is kept of a replication."""
    times = np.zeros(areas * areas, dtype=np.int64)
    for scores in drawn:
        order, place = in_order(scores)
        order *= areas
        order += place - 1
        times += np.bincount(order.ravel(), minlength=areas * areas)
    so_far = times.reshape(areas, areas).cumsum(axis=1)
    low, high = ((so_far >= _nth(tail, replications)).argmax(axis=1) + 1.0 for tail in TAILS)
    return so_far[:, k - 1] / replications, low, high


def _sorted_ranks(
    drawn: Iterator[Matrix], areas: int, k: int, replications: int
) -> tuple[Matrix, Matrix, Matrix]:
    """The same where areas times areas is too many to count in."""
    ranked = np.concatenate([ranks(scores) for scores in drawn])
    in_first = (ranked <= k).mean(axis=0)
    ranked.sort(axis=0)
    low, high = (ranked[_nth(tail, replications) - 1].astype(np.float64) for tail in TAILS)
    return in_first, low, high


def _nth(tail: float, replications: int) -> int:
    return max(int(np.ceil(round(tail * replications, 6))), 1)


def _whole(ranks: Matrix) -> tuple[int | None, ...]:
    return tuple(None if np.isnan(rank) else int(rank) for rank in ranks)
