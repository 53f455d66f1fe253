"""Indicators in different units, each brought to one scale on which more means more need.

Takes a matrix, areas x indicators, NaN where a value is missing, and for each indicator a direction d, +1 where
a higher value x raises the index and -1 where it lowers it. With y = d x, over the n areas that have a value:

    minmax      low + (high - low) (y - min y) / (max y - min y)
    zscore      10 + 2 (y - mean y) / sd y, sd with n - 1
    scaled      y
    rank        1 for the lowest y, ties sharing the smaller
    borda       rank - 1
    prank       (rank - 1) / (n - 1)
    dist2max    1 - (max y - y) / (max y - min y)
    fracmax     x / max x for d = +1, min x / x for d = -1; values above 0 only
    imd         -23 ln(1 - R (1 - e^(-100/23))), R = (N - r + 1) / N, r = 1 for the highest y, ties averaged
    goalposts   low + (high - low) (y - y0) / (y1 - y0) between two values of x that were agreed on as the least
                and the greatest need, and no further
    quarter     1 where no more than a quarter of the areas stand at y or above it, else 0

An indicator that is the same everywhere tells no area from another: it becomes NaN, but for scaled and goalposts,
which do not compare areas.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", step 5,
https://doi.org/10.1787/9789264043466-en; imd: MHCLG, 2025, "English Indices of Deprivation: technical report",
https://www.gov.uk/government/collections/english-indices-of-deprivation; goalposts: UNDP, "Human Development
Report: technical notes", https://hdr.undp.org

    >>> normalised([[10.0, 3.0], [30.0, 1.0], [20.0, nan]], [1, -1], "minmax").tolist()
    [[0.0, 0.0], [100.0, 100.0], [50.0, nan]]
    >>> normalised([[1.0], [33755.0]], [1], "imd", ranks_of=33755)[:, 0].round(2).tolist()
    [100.0, 0.0]
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, isfinite, nan
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import refuse

MINMAX, ZSCORE, SCALED, RANK, BORDA, PRANK = "minmax", "zscore", "scaled", "rank", "borda", "prank"
DIST2MAX, FRACMAX, IMD, GOALPOSTS, QUARTER = "dist2max", "fracmax", "imd", "goalposts", "quarter"
WAYS = (MINMAX, ZSCORE, SCALED, RANK, BORDA, PRANK, DIST2MAX, FRACMAX, IMD, GOALPOSTS, QUARTER)
COMPARES_NO_AREAS = {SCALED, GOALPOSTS}

LOW, HIGH = 0.0, 100.0
Z_MEAN, Z_SD = 10.0, 2.0
IMD_SHAPE = 23.0  # so that the tenth of areas in greatest need spreads over half of the scale

Matrix = NDArray[np.float64]
Posts = Sequence[tuple[float, float]]


def normalised(
    values: ArrayLike,
    directions: Sequence[int],
    how: str = MINMAX,
    *,
    low: float = LOW,
    high: float = HIGH,
    ranks_of: int | None = None,
    goalposts: Posts | None = None,
) -> Matrix:
    """The matrix on one scale, NaN where a value is missing or an indicator is the same everywhere.

    values: areas x indicators, in their own units; with `ranks_of` N they are ranks already, 1 the greatest need
    within N areas, and directions are not applied. goalposts: for each indicator the value of least need and
    the value of greatest need, in its unit.
    Raises ValueError for an unknown way, a range the wrong way round, ranks outside 1..N, or goalposts that are
    missing or alike; fracmax also for values of 0 or less.
    """
    x = np.asarray(values, dtype=np.float64)
    if how not in WAYS:
        refuse("the way to normalise", how, ", ".join(WAYS))
    if not (isfinite(low) and isfinite(high) and low < high):
        refuse("the range", f"{low}:{high}", "two numbers, the lower first")
    if ranks_of is not None:
        _check_ranks(x, how, ranks_of)
    y = x * np.asarray(directions, dtype=np.float64)
    scaled: Matrix
    match how:
        case "minmax":
            scaled = minmax(y, low, high)
        case "zscore":
            scaled = _zscore(y)
        case "scaled":
            scaled = y
        case "rank":
            scaled = placed(y)
        case "borda":
            scaled = placed(y) - 1
        case "prank":
            scaled = (placed(y) - 1) / np.maximum(_known(y) - 1, 1)
        case "dist2max":
            scaled = minmax(y, 0.0, 1.0)
        case "fracmax":
            scaled = _share_of_best(x, directions)
        case "imd":
            scaled = _exponential(y if ranks_of is None else x, ranks_of)
        case "goalposts":
            scaled = _between(y, directions, goalposts, low, high)
        case _:
            scaled = _worst_quarter(y)
    return scaled if how in COMPARES_NO_AREAS or ranks_of else np.where(_alike(y), nan, scaled)


def minmax(y: Matrix, low: float = LOW, high: float = HIGH) -> Matrix:
    """Each column from low to high; NaN stays, and a column with one value everywhere becomes NaN."""
    least, most = _least(y), _most(y)
    span = np.where(most > least, most - least, nan)
    scaled: Matrix = low + (high - low) * ((y - least) / span)
    return scaled


def _least(y: Matrix) -> Matrix:
    least: Matrix = np.where(np.isnan(y), np.inf, y).min(axis=0, initial=np.inf)
    return least


def _most(y: Matrix) -> Matrix:
    most: Matrix = np.where(np.isnan(y), -np.inf, y).max(axis=0, initial=-np.inf)
    return most


def _alike(y: Matrix) -> NDArray[np.bool_]:
    return ~(_most(y) > _least(y))


def _known(y: Matrix) -> Matrix:
    known: Matrix = (~np.isnan(y)).sum(axis=0, dtype=np.float64)
    return known


def _zscore(y: Matrix) -> Matrix:
    n = np.maximum(_known(y), 2)
    mean = np.nansum(y, axis=0) / n
    sd = np.sqrt(np.nansum((y - mean) ** 2, axis=0) / (n - 1))
    scaled: Matrix = Z_MEAN + Z_SD * (y - mean) / np.where(sd > 0, sd, nan)
    return scaled


def placed(y: Matrix, ties: Literal["min", "average"] = "min") -> Matrix:
    """Within each column 1 for the lowest, ties sharing a place; NaN stays NaN and takes none.

    As scipy.stats.rankdata gives them: scipy.stats alone takes every command half a second to start.
    """
    order = y.argsort(axis=0, kind="stable")  # NaN last
    ordered = np.take_along_axis(y, order, axis=0)
    is_new = np.ones(y.shape, dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    place = np.arange(1.0, len(y) + 1)[:, None]
    first = np.maximum.accumulate(np.where(is_new, place, 0.0), axis=0)
    if ties == "average":
        is_last = np.ones(y.shape, dtype=np.bool_)
        is_last[:-1] = is_new[1:]
        after = np.where(is_last, place, float(len(y)))
        first = (first + np.minimum.accumulate(after[::-1], axis=0)[::-1]) / 2
    ranks = np.full(y.shape, nan)
    np.put_along_axis(ranks, order, first, axis=0)
    ranks[np.isnan(y)] = nan
    return ranks


def _share_of_best(x: Matrix, directions: Sequence[int]) -> Matrix:
    if (x <= 0).any():
        refuse("a value under fracmax", f"{x[x <= 0].max():g}", "above 0")
    up = np.asarray(directions) > 0
    with np.errstate(invalid="ignore"):
        return np.where(up, x / _most(x), _least(x) / x)


def _exponential(of: Matrix, ranks_of: int | None) -> Matrix:
    # rank 1 the highest y is n - (rank from below) + 1, so R = (n - r + 1)/n is the rank from below over n.
    share = (
        placed(of, "average") / np.maximum(_known(of), 1)
        if ranks_of is None
        else (ranks_of - of + 1) / ranks_of
    )
    return -IMD_SHAPE * np.log(1 - share * (1 - exp(-100 / IMD_SHAPE)))


def _between(y: Matrix, directions: Sequence[int], posts: Posts | None, low: float, high: float) -> Matrix:
    if posts is None or len(posts) != y.shape[1]:
        refuse("the goalposts", "not there", "for each indicator the values of least and of greatest need")
    ends = np.asarray(posts, dtype=np.float64) * np.asarray(directions, dtype=np.float64)[:, None]
    if not (ends[:, 0] < ends[:, 1]).all():
        at = int(np.argmin(ends[:, 0] < ends[:, 1]))
        refuse(
            f"the goalposts of indicator {at + 1}",
            f"{posts[at][0]:g} and {posts[at][1]:g}",
            "the value of least need first, in the indicator's direction",
        )
    share = np.clip((y - ends[:, 0]) / (ends[:, 1] - ends[:, 0]), 0.0, 1.0)
    return low + (high - low) * share


def _worst_quarter(y: Matrix) -> Matrix:
    from_above = placed(-y)
    return np.where(np.isnan(y), nan, (from_above <= _known(y) / 4).astype(np.float64))


def _check_ranks(x: Matrix, how: str, ranks_of: int) -> None:
    if how != IMD:
        refuse("ranks within a larger number of areas", f"used with {how}", IMD)
    outside = (x < 1) | (x > ranks_of)
    if outside.any():
        refuse("a rank", f"{x[outside][0]:g}", f"1 to {ranks_of:,}, the number of areas it is within")
