"""Whether indicators belong together, and what each of them really does.

    correlations      Pearson's r of each two indicators over the areas that have both, with what should be looked at:
                      above 0.92 they say the same; below -0.4 they pull against each other
    cronbach_alpha    c / (c - 1) (1 - Σ var / var of the sum), over the areas that have all c of them
    effective_weights what each indicator has of the whole: the product of its shares up to the top, where nothing
                      is missing
    remove_one        the index without an indicator: how far areas move, and who moves most

Indicators are compared on one scale, on which more means more need, so that a negative correlation is a conflict.

Cronbach, 1951, "Coefficient alpha and the internal structure of tests", https://doi.org/10.1007/BF02310555
Thresholds of flags: Becker and others, 2022, "COINr", https://doi.org/10.21105/joss.04567

    >>> round(cronbach_alpha([[1, 2, 1], [2, 3, 3], [3, 4, 3], [4, 4, 5]]), 3)
    0.947
    >>> effective_weights(tree_of(["x", "y"], [Node("a"), Node("b", weight=3), Node("x", "a"), Node("y", "b")]))
    {'x': 0.25, 'y': 0.75}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .index import CompositeIndex, climbed, ranks
from .tree import Node, Tree, tree_of

SAME_ABOVE = 0.92
CONFLICT_BELOW = -0.4
LEAST_AREAS = 3  # two areas always correlate perfectly

SAYS_THE_SAME, CONFLICT = "they say nearly the same", "they pull against each other"

Matrix = NDArray[np.float64]

__all__ = [
    "Correlation",
    "Node",
    "Removed",
    "correlations",
    "cronbach_alpha",
    "effective_weights",
    "remove_one",
    "tree_of",
]


@dataclass(frozen=True)
class Correlation:
    a: str
    b: str
    r: float | None  # None where fewer than three areas have both, or one does not vary
    n: int  # areas that have both
    flag: str  # blank where there is nothing to look at


@dataclass(frozen=True)
class Removed:
    """The index without one indicator. Places are ranks; areas are those that are ranked both times."""

    indicator: str
    mean_move: float
    furthest: str  # the area that moves most
    from_rank: int
    to_rank: int
    first_changed: tuple[str, ...]  # of the first k, those that are no longer


def correlations(values: ArrayLike, codes: Sequence[str]) -> list[Correlation]:
    """values: areas x indicators, on one scale. Each two once, in the order given."""
    x = np.asarray(values, dtype=np.float64)
    return [_correlation(x[:, i], x[:, j], codes[i], codes[j]) for i, j in combinations(range(len(codes)), 2)]


def _correlation(x: Matrix, y: Matrix, a: str, b: str) -> Correlation:
    both = ~(np.isnan(x) | np.isnan(y))
    n = int(both.sum())
    if n < LEAST_AREAS:
        return Correlation(a, b, None, n, "")
    dx, dy = x[both] - x[both].mean(), y[both] - y[both].mean()
    spread = float(np.sqrt((dx**2).sum() * (dy**2).sum()))
    if not spread > 0:
        return Correlation(a, b, None, n, "")
    r = float((dx * dy).sum() / spread)
    flag = SAYS_THE_SAME if r > SAME_ABOVE else CONFLICT if r < CONFLICT_BELOW else ""
    return Correlation(a, b, r, n, flag)


def cronbach_alpha(values: ArrayLike) -> float:
    """values: areas x indicators, on one scale. NaN for one indicator, for fewer than two whole areas, or where
    the sum does not vary."""
    x = np.asarray(values, dtype=np.float64)
    whole = x[~np.isnan(x).any(axis=1)]
    count = x.shape[1]
    if count < 2 or len(whole) < 2:
        return nan
    of_sum = whole.sum(axis=1).var(ddof=1)
    if not of_sum > 0:
        return nan
    return float(count / (count - 1) * (1 - whole.var(axis=0, ddof=1).sum() / of_sum))


def effective_weights(tree: Tree) -> dict[str, float]:
    """Of every indicator; they add to 1."""
    share = {tree.top.code: 1.0}
    for group in reversed(tree.groups):
        total = sum(group.weights)
        for child, weight in zip(group.children, group.weights, strict=True):
            share[child] = share[group.code] * (weight / total if total else 0.0)
    return {code: share[code] for code in tree.indicators}


def remove_one(index: CompositeIndex, first: int = 0) -> list[Removed]:
    """The index without each indicator in turn; none where there is only one.

    first: how many places are to be begun with; 0 where nobody asks.
    """
    if len(index.indicators) < 2:
        return []
    return [_removed(index, at, first) for at in range(len(index.indicators))]


def _removed(index: CompositeIndex, at: int, first: int) -> Removed:
    columns = dict(zip(index.indicators, index.normalised.T, strict=True))
    columns[index.indicators[at]] = np.full(len(index.areas), nan)
    without = ranks(climbed(columns, index.tree, index.recipe.aggregate))
    moved = [
        (abs(now - was), area, was, now)
        for area, was, now in zip(index.areas, index.ranks, without, strict=True)
        if was is not None and now is not None
    ]
    _, furthest, was, now = max(moved, key=lambda move: (move[0], move[1]), default=(0, "", 0, 0))
    left = [
        area
        for area, was, now in zip(index.areas, index.ranks, without, strict=True)
        if was is not None and was <= first and (now is None or now > first)
    ]
    mean_move = sum(move[0] for move in moved) / len(moved) if moved else nan
    return Removed(index.indicators[at], mean_move, furthest, was, now, tuple(sorted(left)))
