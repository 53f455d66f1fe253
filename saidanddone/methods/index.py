"""Where need is greatest, over many indicators at once: a composite index.

Takes a matrix, areas x indicators, NaN where a value is missing, and a tree of nodes: the indicators are its
leaves, aggregates stand above them, and one or several nodes stand at the top.

    normalise: with y = direction · x, low + (high - low) (y - min y) / (max y - min y) over the areas that
               have a value
    aggregate: each parent is Σ w·v / Σ w over its children that have a value, level by level to the top

A missing value is left out of its parent and its weight is shared among the others in proportion; nothing is
put in its place. An indicator with one value everywhere tells no area from another and is left out. Whether a
higher value raises the index is declared on the indicator, never guessed. Rank 1 is the highest score; areas
with equal scores share the smaller rank.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", steps 5 and 6,
https://doi.org/10.1787/9789264043466-en
Known answers: the ASEM example of the R package COINr, https://bluefoxr.github.io/COINr/

    >>> nodes = flat(["poverty", "sport"], directions=[1, -1], weights=[3, 1])
    >>> index = composite_index(["A", "B", "C"], ["poverty", "sport"], [[30, 40], [10, 60], [20, nan]], nodes)
    >>> [float(score) for score in index.scores], index.ranks
    ([100.0, 0.0, 50.0], (1, 3, 2))
    >>> index.left_out
    (LeftOut(area='C', indicator='sport', why='missing'),)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import refuse

LOW, HIGH = 0.0, 100.0
TIE_DIGITS = 9  # scores alike to so many digits are equal: the rest is the order of adding up
MISSING = "missing"
SAME_EVERYWHERE = "the same in every area"

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """An indicator or an aggregate. A blank parent is the top; the direction of an aggregate says nothing."""

    code: str
    parent: str = ""
    direction: int = 1  # +1: a higher value raises the index; -1: it lowers it
    weight: float = 1.0


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
    normalised: Matrix  # areas x indicators
    values: Mapping[str, Matrix]  # every code at every level, over the areas
    scores: Matrix  # over the areas
    ranks: tuple[int | None, ...]
    left_out: tuple[LeftOut, ...]


def flat(codes: Sequence[str], directions: Sequence[int], weights: Sequence[float]) -> list[Node]:
    """Indicators without aggregates: all at the top, so that the score is their weighted mean."""
    if not len(codes) == len(directions) == len(weights):
        refuse(
            "the number of directions and weights", f"{len(directions)} and {len(weights)}", f"{len(codes)}"
        )
    return [Node(c, "", d, w) for c, d, w in zip(codes, directions, weights, strict=True)]


def composite_index(
    areas: Sequence[str],
    indicators: Sequence[str],
    values: ArrayLike,
    nodes: Sequence[Node],
    low: float = LOW,
    high: float = HIGH,
) -> CompositeIndex:
    """The index with all it is made of. Raises ValueError for a matrix or a tree that cannot be."""
    matrix = _checked_matrix(areas, indicators, values)
    children = _checked_tree(indicators, nodes)
    if not (isfinite(low) and isfinite(high) and low < high):
        refuse("the range", f"{low}:{high}", "two numbers, the lower first")
    by_code = {node.code: node for node in nodes}
    directions = np.array([by_code[code].direction for code in indicators], dtype=np.float64)
    normalised = minmax(matrix, directions, low, high)
    columns = dict(zip(indicators, normalised.T, strict=True))
    scores = _aggregate("", children, columns)
    return CompositeIndex(
        areas=tuple(areas),
        indicators=tuple(indicators),
        normalised=normalised,
        values=columns,
        scores=scores,
        ranks=ranks(scores),
        left_out=_left_out(areas, indicators, matrix, normalised),
    )


def minmax(matrix: Matrix, directions: Matrix, low: float = LOW, high: float = HIGH) -> Matrix:
    """Each column from low to high; NaN stays, and a column with one value everywhere becomes NaN.

    matrix: areas x indicators; directions: +1 or -1 for each indicator.
    """
    y = matrix * directions
    least = np.where(np.isnan(y), np.inf, y).min(axis=0)
    most = np.where(np.isnan(y), -np.inf, y).max(axis=0)
    span = np.where(most > least, most - least, nan)
    normalised: Matrix = low + (high - low) * ((y - least) / span)
    return normalised


def weighted_mean(columns: Matrix, weights: Matrix) -> Matrix:
    """Σ w·v / Σ w of each row over its cells that have a value; NaN where no weight is left.

    columns: areas x children; weights: one for each child.
    """
    known = ~np.isnan(columns)
    total = np.where(known, columns, 0.0) * weights
    share = known * weights
    left = share.sum(axis=1)
    mean: Matrix = np.divide(total.sum(axis=1), left, out=np.full(len(columns), nan), where=left > 0)
    return mean


def ranks(scores: Matrix) -> tuple[int | None, ...]:
    """1 for the highest; equal scores share the smaller rank; None for NaN."""
    near = np.round(scores, TIE_DIGITS)
    return tuple(None if np.isnan(score) else 1 + int((near > score).sum()) for score in near)


def _aggregate(parent: str, children: Mapping[str, list[Node]], columns: dict[str, Matrix]) -> Matrix:
    """The mean of a parent's children, after theirs; `columns` takes every aggregate on the way."""
    under = children[parent]
    for node in under:
        if node.code in children:
            columns[node.code] = _aggregate(node.code, children, columns)
    if parent == "" and len(under) == 1:
        return columns[under[0].code]
    return weighted_mean(
        np.column_stack([columns[node.code] for node in under]), np.array([node.weight for node in under])
    )


def _checked_matrix(areas: Sequence[str], indicators: Sequence[str], values: ArrayLike) -> Matrix:
    matrix = np.asarray(values, dtype=np.float64)
    if matrix.shape != (len(areas), len(indicators)) or not matrix.size:
        refuse(
            "the shape of values", matrix.shape, f"{len(areas)} areas x {len(indicators)} indicators, not 0"
        )
    for name, codes in (("area", areas), ("indicator", indicators)):
        twice = _first_twice(codes)
        if twice is not None:
            refuse(name, f"{twice} twice", "each once")
    for area, indicator in np.argwhere(np.isinf(matrix)):
        refuse(
            f"the value of {indicators[indicator]} in {areas[area]}",
            "infinite",
            "a number, or NaN if missing",
        )
    return matrix


def _checked_tree(indicators: Sequence[str], nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """The children of every parent, the top's under "". Sorted, so that the order of nodes changes nothing."""
    twice = _first_twice([node.code for node in nodes])
    if twice is not None:
        refuse("code", f"{twice} twice", "each code once")
    parents = {node.code: node.parent for node in nodes}
    children: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.code):
        _check_node(node, parents, indicators)
        children.setdefault(node.parent, []).append(node)
    for code in indicators:
        if code not in parents:
            refuse("values", f"with a column {code} that no node describes", "a node for each column")
        if code in children:
            refuse("parent", f"{code}, which is an indicator", "an aggregate")
    for code in parents:
        if code not in children and code not in indicators:
            refuse("code", f"{code}, which has neither a column of values nor children", "one of the two")
    return children


def _check_node(node: Node, parents: Mapping[str, str], indicators: Sequence[str]) -> None:
    if not node.code:
        refuse("code", "blank", "a name")
    if node.code in indicators and node.direction not in (1, -1):
        refuse(f"the direction of {node.code}", node.direction, "1 or -1")
    if not (isfinite(node.weight) and node.weight >= 0):
        refuse(f"the weight of {node.code}", node.weight, "0 or more")
    seen, above = {node.code}, node.parent
    while above:
        if above not in parents:
            refuse(f"the parent of {node.code}", node.parent, "the code of another node, or blank at the top")
        if above in seen:
            refuse(f"the parent of {node.code}", f"{node.parent}, which is below it", "a node above it")
        seen.add(above)
        above = parents[above]


def _first_twice(codes: Sequence[str]) -> str | None:
    return next((code for code, times in Counter(codes).items() if times > 1), None)


def _left_out(
    areas: Sequence[str], indicators: Sequence[str], matrix: Matrix, normalised: Matrix
) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            areas[area],
            indicators[indicator],
            MISSING if np.isnan(matrix[area, indicator]) else SAME_EVERYWHERE,
        )
        for area, indicator in np.argwhere(np.isnan(normalised))
    )
