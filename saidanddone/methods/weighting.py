"""Where weights come from, other than from one person's hand.

    equal       every child of a parent counts the same
    from_pca    of the children of a parent: the squared loadings on their first principal component, which add
                to 1; takes areas x children, over the areas that have them all
    by_parent   from_pca for the indicators of each parent of an index
    from_votes  what people gave: each voter's points as shares of what that voter gave in all; the mean share,
                with the standard error of that mean, and Student's interval from it

A principal component weighs what varies together, not what matters: it is a description of the data. A child that
loads against the others is named, for a weight cannot say so.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", step 6,
https://doi.org/10.1787/9789264043466-en

    >>> votes = [Vote("Ada", "poverty", 60), Vote("Ada", "sport", 40), Vote("Ben", "poverty", 3), Vote("Ben", "sport", 1)]
    >>> [(w.code, round(w.weight, 3), w.voters) for w in from_votes(votes)]
    [('poverty', 0.675, 2), ('sport', 0.325, 2)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from .checks import refuse
from .index import CompositeIndex
from .tree import Node

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Component:
    """The first principal component of some children."""

    weights: tuple[float, ...]  # add to 1
    explained: float  # of the variance of all, 0..1
    against: tuple[int, ...]  # which children load against the most
    areas: int  # that have a value of every child


@dataclass(frozen=True)
class UnderParent:
    parent: str  # blank at the top
    children: tuple[str, ...]  # the indicators under it
    found: Component

    @property
    def weights(self) -> dict[str, float]:
        return dict(zip(self.children, self.found.weights, strict=True))

    @property
    def against(self) -> tuple[str, ...]:
        return tuple(self.children[at] for at in self.found.against)


@dataclass(frozen=True)
class Vote:
    voter: str
    code: str
    points: float


@dataclass(frozen=True)
class VotedWeight:
    code: str
    weight: float
    standard_error: float | None  # None where fewer than two voted
    voters: int

    def limits(self, level: float = 0.95) -> tuple[float, float] | None:
        """Student's interval of the mean share, kept within 0 to 1; None where there is no standard error."""
        if self.standard_error is None:
            return None
        half = float(stdtrit(self.voters - 1, (1 + level) / 2)) * self.standard_error
        return max(0.0, self.weight - half), min(1.0, self.weight + half)


def equal(nodes: Iterable[Node], codes: Iterable[str]) -> list[Node]:
    """The nodes, those named with a weight of 1: alike within whatever they stand under."""
    alike = set(codes)
    return [replace(node, weight=1.0) if node.code in alike else node for node in nodes]


def from_pca(values: ArrayLike) -> Component:
    """values: areas x children, on whatever scale. Raises ValueError for fewer than three whole rows, or no spread."""
    x = np.asarray(values, dtype=np.float64)
    whole = x[~np.isnan(x).any(axis=1)]
    if len(whole) < 3:
        refuse("the number of areas that have every indicator", len(whole), "3 or more for a component")
    sd = whole.std(axis=0, ddof=1)
    if not (sd > 0).all():
        refuse("an indicator", "the same in every area", "one that varies")
    correlation = np.atleast_2d(np.corrcoef(whole, rowvar=False))
    variances, axes = np.linalg.eigh(correlation)
    first = axes[:, -1] * (1 if axes[:, -1].sum() >= 0 else -1)
    weights = first**2
    return Component(
        weights=tuple(float(w) for w in weights),
        explained=float(variances[-1] / variances.sum()),
        against=tuple(int(at) for at in np.flatnonzero(first < 0)),
        areas=len(whole),
    )


def by_parent(index: CompositeIndex) -> list[UnderParent]:
    """Of each parent with two indicators or more, on the scale of the index. Raises ValueError as from_pca does."""
    found = []
    for group in index.tree.groups:
        leaves = tuple(code for code in group.children if code in index.indicators)
        if len(leaves) > 1:
            columns = np.column_stack([index.values[code] for code in leaves])
            found.append(UnderParent(group.code, leaves, from_pca(columns)))
    return found


def from_votes(votes: Sequence[Vote]) -> list[VotedWeight]:
    """In the order of codes. What a voter left out counts as 0 points. Raises ValueError for points below 0, a
    voter who gave none, or one who voted on a code twice."""
    given: dict[str, dict[str, float]] = {}
    for vote in votes:
        if not (isfinite(vote.points) and vote.points >= 0):
            refuse(f"the points that {vote.voter} gave {vote.code}", vote.points, "0 or more")
        mine = given.setdefault(vote.voter, {})
        if vote.code in mine:
            refuse(f"the vote of {vote.voter} on {vote.code}", "there twice", "once")
        mine[vote.code] = vote.points
    if not given:
        refuse("the vote", "empty", "points by at least one voter")
    codes = sorted({vote.code for vote in votes})
    shares = []
    for voter, mine in sorted(given.items()):
        total = sum(mine.values())
        if total <= 0:
            refuse(f"the points of {voter}", "0 in all", "more than 0 for one code at least")
        shares.append([mine.get(code, 0.0) / total for code in codes])
    of_all = np.array(shares)
    n = len(of_all)
    error = of_all.std(axis=0, ddof=1) / sqrt(n) if n > 1 else None
    return [
        VotedWeight(code, float(of_all[:, at].mean()), None if error is None else float(error[at]), n)
        for at, code in enumerate(codes)
    ]
