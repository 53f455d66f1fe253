"""Where need is greatest, over many indicators at once: a composite index.

Takes a matrix, areas x indicators, NaN where a value is missing, a tree of nodes with the indicators as its
leaves, and a recipe: what is done, in this order.

    denominate  a value that is to be seen against another is divided by it
    impute      see imputation
    treat       see treatment
    normalise   see normalisation
    aggregate   see aggregation, level by level to the top

Whether a higher value raises the index is declared on the indicator, never guessed. Rank 1 is the highest score;
areas with equal scores share the smaller rank. What was left out, put in, capped is part of the answer.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators",
https://doi.org/10.1787/9789264043466-en
Known answers: the ASEM example of the R package COINr, https://bluefoxr.github.io/COINr/

    >>> nodes = flat(["poverty", "sport"], directions=[1, -1], weights=[3, 1])
    >>> values = [[30, 40], [10, 60], [20, float("nan")]]
    >>> index = composite_index(["A", "B", "C"], ["poverty", "sport"], values, nodes)
    >>> [float(score) for score in index.scores], index.ranks
    ([100.0, 0.0, 50.0], (1, 3, 2))
    >>> index.left_out
    (LeftOut(area='C', indicator='sport', why='missing'),)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import aggregation, imputation, normalisation, treatment
from .checks import refuse
from .treatment import Treated
from .tree import Node, Tree, first_twice, flat, tree_of

TIE_DIGITS = 9  # scores alike to so many digits are equal: the rest is the order of adding up
MISSING = "missing"
SAME_EVERYWHERE = "the same in every area"

Matrix = NDArray[np.float64]

__all__ = ["CompositeIndex", "LeftOut", "Node", "Recipe", "composite_index", "denominated", "flat", "ranks"]


@dataclass(frozen=True)
class Recipe:
    """Every choice that the index hangs on. The defaults are the plainest."""

    impute: str = imputation.NONE
    groups: tuple[str, ...] | None = None  # of each area, where a gap takes the middle of its group
    treat: bool = False
    most_capped: int = treatment.MOST
    normalise: str = normalisation.MINMAX
    low: float = normalisation.LOW
    high: float = normalisation.HIGH
    ranks_of: int | None = None
    goalposts: tuple[tuple[float, float], ...] | None = None
    aggregate: str = aggregation.ARITHMETIC


@dataclass(frozen=True)
class LeftOut:
    area: str
    indicator: str
    why: str


@dataclass(frozen=True, eq=False)
class CompositeIndex:
    """Areas and indicators in the order given. A score is NaN, and its rank None, where nothing is known."""

    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    tree: Tree
    recipe: Recipe
    imputed: Matrix  # areas x indicators, as is what follows
    treated: Matrix
    normalised: Matrix
    values: Mapping[str, Matrix]  # every code at every level, over the areas
    scores: Matrix  # over the areas
    ranks: tuple[int | None, ...]
    left_out: tuple[LeftOut, ...]
    put_in: tuple[LeftOut, ...]  # cells that had no value and were imputed
    outliers: tuple[Treated, ...]


def composite_index(
    areas: Sequence[str],
    indicators: Sequence[str],
    values: ArrayLike,
    nodes: Sequence[Node],
    recipe: Recipe | None = None,
    not_applicable: ArrayLike | None = None,
) -> CompositeIndex:
    """The index with all it is made of. Raises ValueError for a matrix, a tree or a recipe that cannot be.

    values: areas x indicators; not_applicable: the same, true where a gap is never to be filled.
    """
    recipe = recipe or Recipe()
    raw = _checked(areas, indicators, values)
    tree = tree_of(indicators, nodes)
    filled = imputation.filled(raw, recipe.impute, recipe.groups)
    if not_applicable is not None:
        filled = np.where(np.isnan(raw) & np.asarray(not_applicable, dtype=np.bool_), np.nan, filled)
    outliers = treatment.treated(filled, indicators, recipe.most_capped) if recipe.treat else None
    treated = filled if outliers is None else outliers.matrix
    scaled = scaled_as(treated, tree, recipe)
    columns = dict(zip(tree.indicators, scaled.T, strict=True))
    scores = climbed(columns, tree, recipe.aggregate)
    return CompositeIndex(
        areas=tuple(areas),
        indicators=tuple(indicators),
        tree=tree,
        recipe=recipe,
        imputed=filled,
        treated=treated,
        normalised=scaled,
        values=columns,
        scores=scores,
        ranks=ranks(scores),
        left_out=_cells(areas, indicators, np.isnan(scaled), np.isnan(filled)),
        put_in=_cells(areas, indicators, np.isnan(raw) & ~np.isnan(filled), np.isnan(raw)),
        outliers=() if outliers is None else outliers.done,
    )


def denominated(values: ArrayLike, by: ArrayLike) -> Matrix:
    """Each value divided by its denominator, NaN where either is missing. Raises ValueError for one of 0.

    values, by: areas x indicators; a column of ones leaves an indicator as it is.
    """
    below = np.asarray(by, dtype=np.float64)
    if (below == 0).any():
        refuse("a denominator", 0, "any other number")
    divided: Matrix = np.asarray(values, dtype=np.float64) / below
    return divided


def scaled_as(treated: Matrix, tree: Tree, recipe: Recipe) -> Matrix:
    """The indicators on one scale, as the recipe says."""
    return normalisation.normalised(
        treated,
        tree.directions,
        recipe.normalise,
        low=recipe.low,
        high=recipe.high,
        ranks_of=recipe.ranks_of,
        goalposts=recipe.goalposts,
    )


def climbed(columns: dict[str, Matrix], tree: Tree, how: str) -> Matrix:
    """The score of every area; `columns`, which holds the indicators, takes every aggregate on the way up."""
    for group in tree.groups:
        columns[group.code] = aggregation.mean(
            np.column_stack([columns[code] for code in group.children]), group.weights, how
        )
    scores = columns[tree.top.code]
    columns.pop("", None)
    return scores


def ranks(scores: Matrix) -> tuple[int | None, ...]:
    """1 for the highest; equal scores share the smaller rank; None for NaN."""
    near: Matrix = np.asarray(scores, dtype=np.float64).round(TIE_DIGITS)
    places = normalisation.placed(-near[:, None])[:, 0]
    return tuple(None if np.isnan(place) else int(place) for place in places)


def _checked(areas: Sequence[str], indicators: Sequence[str], values: ArrayLike) -> Matrix:
    matrix = np.asarray(values, dtype=np.float64)
    if matrix.shape != (len(areas), len(indicators)) or not matrix.size:
        refuse(
            "the shape of values", matrix.shape, f"{len(areas)} areas x {len(indicators)} indicators, not 0"
        )
    for name, codes in (("area", areas), ("indicator", indicators)):
        twice = first_twice(codes)
        if twice is not None:
            refuse(name, f"{twice} twice", "each once")
    for area, indicator in np.argwhere(np.isinf(matrix)):
        refuse(
            f"the value of {indicators[indicator]} in {areas[area]}",
            "infinite",
            "a number, or NaN if missing",
        )
    return matrix


def _cells(
    areas: Sequence[str], indicators: Sequence[str], where: NDArray[np.bool_], missing: NDArray[np.bool_]
) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(areas[area], indicators[at], MISSING if missing[area, at] else SAME_EVERYWHERE)
        for area, at in np.argwhere(where)
    )
