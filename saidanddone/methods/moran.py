"""Whether need clusters on the map, and where: Moran's I, global and local.

Takes a value for each of n areas and their neighbours, row-standardised: w_ij = 1 / (number of neighbours of i).
With z the deviations from the mean,

    global  I   = (n / Σ w) (Σ z_i Σ w_ij z_j) / Σ z²
    local   I_i = (n - 1) z_i Σ w_ij z_j / Σ z²
    p       = (the smaller of how many of R permutations give I at least as large, and how many less, + 1) / (R + 1)
    sure_p  = the same, with a draw that gives just what is seen counted on both sides

p is esda's. It counts such a draw on the upper side alone, and so finds the surest of outliers where no draw can come
out otherwise: at the mean, beside all others, or among many equal values. What stands out is told by sure_p.

The global permutations put every value anywhere; the local ones leave z_i where it is and draw its neighbours from
all others, without replacement (conditional permutation). One table of R draws serves all areas: from the first
c + 1 places of a draw, the c that are not area i are as good as drawn for i alone. So the sums are worked out once
for each number of neighbours, and an area counts by bisection and mends the few draws in which it stands itself.

Of many areas some cluster by chance: `discoveries` are those left when at most 5 in 100 of them are to be false
(Benjamini and Hochberg). Below about 50 areas real clusters are often missed, and the answer says so.

Anselin, 1995, "Local indicators of spatial association", https://doi.org/10.1111/j.1538-4632.1995.tb00338.x
Benjamini and Hochberg, 1995, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

    >>> line = Neighbours(np.array([0, 1, 3, 5, 7, 9, 10]), np.array([1, 0, 2, 1, 3, 2, 4, 3, 5, 4]))
    >>> found = moran([1, 2, 3, 7, 8, 9], line, permutations=99, seed=1)
    >>> round(found.I, 3), [area.quadrant for area in found.areas]
    (0.759, ['LL', 'LL', 'LL', 'HH', 'HH', 'HH'])
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import check_count, check_seed, refuse
from .contiguity import Neighbours

PERMUTATIONS = 9_999
MOST_PERMUTATIONS = 999_999
POWER_FROM = 50  # areas
FALSE_SHARE = 0.05
AT_ONCE = 4_000_000  # values permuted in one batch

Matrix = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class LocalMoran:
    """All None for an area without neighbours. quadrant: the area itself, then those around it, High or Low."""

    I: float | None  # noqa: E741
    p: float | None
    sure_p: float | None
    quadrant: str | None
    is_discovery: bool


@dataclass(frozen=True)
class Moran:
    I: float  # noqa: E741
    p: float
    sure_p: float
    areas: tuple[LocalMoran, ...]  # in the order given
    permutations: int

    @property
    def has_little_power(self) -> bool:
        return len(self.areas) < POWER_FROM


def moran(
    values: ArrayLike,
    beside: Neighbours,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
    globally: bool = True,
) -> Moran:
    """values: one for each area, none missing. Areas are drawn from in the order given: give them in that of codes.

    globally: draw for the global p too, which takes far longer than all local ones; else it is NaN.

    Raises ValueError for a missing value, values all alike, fewer than three areas, or no neighbours at all.
    """
    x = np.asarray(values, dtype=np.float64)
    permutations = check_count("permutations", permutations, least=1, most=MOST_PERMUTATIONS)
    if len(x) != len(beside) or len(x) < 3:
        refuse(
            "the number of areas", f"{len(x)} values and {len(beside)} places", "as many of each, 3 or more"
        )
    if not np.isfinite(x).all():
        refuse("a value", "missing", "a number for each area; leave out areas without one")
    z = x - x.mean()
    if not (z**2).sum() > 0:
        refuse("the value", "the same in every area", "one that varies")
    if not len(beside.columns):
        refuse("the neighbours", "none", "areas that share a vertex")
    random = np.random.default_rng(check_seed(seed))
    lags = _lags(z[None, :], beside)[0]
    local, p, sure_p = _local(z, lags, beside, permutations, random)
    global_I, global_p, global_sure_p = _global(z, lags, beside, permutations if globally else 0, random)
    found = _discoveries(sure_p)
    return Moran(
        I=global_I,
        p=global_p,
        sure_p=global_sure_p,
        areas=tuple(
            LocalMoran(
                float(local[at]), float(p[at]), float(sure_p[at]), _quadrant(z[at], lag), bool(found[at])
            )
            if beside.counts[at]
            else LocalMoran(None, None, None, None, False)
            for at, lag in enumerate(lags)
        ),
        permutations=permutations,
    )


def _lags(of: Matrix, beside: Neighbours) -> Matrix:
    """The mean of each area's neighbours, in every row; 0 for an area without any."""
    lags = np.zeros(of.shape)
    counts = beside.counts
    some = np.flatnonzero(counts)
    sums = np.add.reduceat(of[:, beside.columns], beside.starts[:-1][some], axis=1)
    lags[:, some] = sums / counts[some]
    return lags


def _quadrant(z: float, lag: float) -> str:
    return ("H" if z > 0 else "L") + ("H" if lag > 0 else "L")


def _global(
    z: Matrix, lags: Matrix, beside: Neighbours, permutations: int, random: np.random.Generator
) -> tuple[float, float, float]:
    scale = len(z) / np.count_nonzero(beside.counts) / (z**2).sum()
    seen = float(scale * (z @ lags))
    at_least, at_most, batch = 0, 0, max(AT_ONCE // len(beside.columns), 1)
    for begin in range(0, permutations, batch):
        many = np.broadcast_to(z, (min(batch, permutations - begin), len(z)))
        mixed = random.permuted(many, axis=1)
        drawn = scale * (mixed * _lags(mixed, beside)).sum(axis=1)
        at_least += int((drawn >= seen - 1e-12).sum())
        at_most += int((drawn <= seen + 1e-12).sum())
    if not permutations:
        return seen, nan, nan
    of = permutations + 1
    return seen, (min(at_least, permutations - at_least) + 1) / of, (min(at_least, at_most) + 1) / of


def _local(
    z: Matrix, lag: Matrix, beside: Neighbours, permutations: int, random: np.random.Generator
) -> tuple[Matrix, Matrix, Matrix]:
    scale = (len(z) - 1) / (z**2).sum()
    counts = beside.counts
    table = _drawn(len(z), min(int(counts.max()) + 1, len(z)), permutations, random)
    sums = np.cumsum(z[table], axis=1)
    p, sure_p = np.full((2, len(z)), nan)
    for count in np.unique(counts[counts > 0]):
        areas = np.flatnonzero(counts == count)
        p[areas], sure_p[areas] = _of_count(z, lag, areas, int(count), table, sums, permutations)
    return scale * z * lag, p, sure_p


def _of_count(
    z: Matrix, lag: Matrix, areas: Whole, count: int, table: Whole, sums: Matrix, permutations: int
) -> tuple[Matrix, Matrix]:
    """p and sure_p of the areas that have so many neighbours.

    I_i is at least as large as seen where z_i Σ z_j is; for z_i above 0 where the sum is, below 0 where it is at most.
    """
    whole = sums[:, count - 1]
    in_order = np.sort(whole)
    seen = lag[areas] * count
    # Sums that are alike but for the order of adding up count as alike.
    edge = 1e-9 * max(float(np.abs(whole).max()), 1e-300)
    at_least = permutations - np.searchsorted(in_order, seen - edge, side="left")
    at_most = np.searchsorted(in_order, seen + edge, side="right")
    # Where the area itself was drawn, the next in the draw takes its place.
    place_of = np.full(len(z), -1)
    place_of[areas] = np.arange(len(areas))
    draw, _ = np.nonzero(place_of[table[:, :count]] >= 0)
    itself = place_of[table[:, :count]]
    itself = itself[itself >= 0]
    target, own = seen[itself], z[areas][itself]
    wrong, right = whole[draw], sums[draw, min(count, sums.shape[1] - 1)] - own

    def mended(counted: Whole, now: NDArray[np.bool_], was: NDArray[np.bool_]) -> Whole:
        more = np.bincount(itself, now.astype(float) - was, minlength=len(areas))
        return counted + more.astype(np.int64)

    at_least = mended(at_least, right >= target - edge, wrong >= target - edge)
    at_most = mended(at_most, right <= target + edge, wrong <= target + edge)
    at_the_mean = np.abs(z[areas]) <= 1e-12 * np.abs(z).max()  # I is 0 whatever is around
    of_I = np.where(at_the_mean, permutations, np.where(z[areas] > 0, at_least, at_most))
    both_sides = np.where(at_the_mean, permutations, np.minimum(at_least, at_most))
    one_side = np.minimum(of_I, permutations - of_I)
    return (one_side + 1) / (permutations + 1), (both_sides + 1) / (permutations + 1)


def _drawn(n: int, places: int, permutations: int, random: np.random.Generator) -> Whole:
    """permutations x places: in each row different areas, every order as likely as any other."""
    table = np.empty((permutations, places), dtype=np.intp)
    for place in range(places):
        again = np.arange(permutations)
        while len(again):
            table[again, place] = random.integers(n, size=len(again))
            twice = (table[again, :place] == table[again, place : place + 1]).any(axis=1)
            again = again[twice]
    return table


def _discoveries(p: Matrix) -> NDArray[np.bool_]:
    """The k smallest p, k the largest for which the k-th is no more than k/m of the false share."""
    known = np.flatnonzero(~np.isnan(p))
    found = np.zeros(len(p), dtype=np.bool_)
    order = known[np.argsort(p[known], kind="stable")]
    few_enough = np.flatnonzero(p[order] <= FALSE_SHARE * np.arange(1, len(order) + 1) / len(order))
    if len(few_enough):
        found[order[: few_enough[-1] + 1]] = True
    return found
