"""Outliers, so that one odd place does not flatten what tells all others apart.

Takes a matrix, areas x indicators, NaN where a value is missing. For each indicator over its n known values,
with central moments m_r:

    g1 = m3 / m2^1.5,   g2 = m4 / m2² - 3
    skew = g1 √(n (n-1)) / (n - 2)
    kurt = ((n + 1) g2 + 6) (n - 1) / ((n - 2)(n - 3))

While |skew| > 2 and kurt > 3.5 and fewer than `most` points share the cap: where skew >= 0 every value equal to
the maximum takes the next lower value, else every minimum the next higher. If that does not do, the capping is
forgotten and

    ln(x - min + 0.01 (max - min))

is taken of the original.

Becker and others, 2022, "COINr: An R package for developing composite indicators",
https://doi.org/10.21105/joss.04567; thresholds: OECD and JRC, 2008, step 2.
The formulas of skewness and kurtosis: Joanes and Gill, 1998, https://doi.org/10.1111/1467-9884.00122

    >>> once = treated([[float(x)] for x in (1, 2, 2, 3, 3, 3, 4, 4, 5, 90)], ["x"])
    >>> once.matrix[:, 0].tolist(), once.done
    ([1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0], (Treated(indicator='x', how='capped', moved=1, low=None, high=5.0),))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

SKEW_ABOVE = 2.0
KURTOSIS_ABOVE = 3.5
MOST = 5  # so many share the cap at most; past this a cap hides more than one odd place
LOG_OFFSET = 0.01  # of the range, so that the logarithm of the least is defined

CAPPED, LOGGED = "capped", "logarithm"
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Treated:
    indicator: str
    how: str  # capped or logarithm
    moved: int  # values that were changed to a cap; all of them under a logarithm
    low: float | None = None  # the cap from below, where there is one; under a logarithm the least value
    high: float | None = None  # the cap from above; under a logarithm the greatest value


@dataclass(frozen=True, eq=False)
class Treatment:
    matrix: Matrix  # areas x indicators
    done: tuple[Treated, ...]  # only what was changed


def treated(values: ArrayLike, indicators: Sequence[str], most: int = MOST) -> Treatment:
    """Every indicator as it is to be normalised, and what was done to it. Nothing given is changed."""
    matrix = np.array(values, dtype=np.float64)
    done = []
    for at, indicator in enumerate(indicators):
        known = ~np.isnan(matrix[:, at])
        column, what = _column(matrix[known, at], indicator, most)
        matrix[known, at] = column
        if what is not None:
            done.append(what)
    return Treatment(matrix, tuple(done))


def skewness(x: Matrix) -> float:
    """NaN for fewer than three values, or values that are all alike."""
    n = len(x)
    m2, m3 = _moment(x, 2), _moment(x, 3)
    if n < 3 or m2 <= 0:
        return nan
    return float(m3 / m2**1.5 * sqrt(n * (n - 1)) / (n - 2))


def kurtosis(x: Matrix) -> float:
    """Above that of a normal distribution. NaN for fewer than four values, or values that are all alike."""
    n = len(x)
    m2, m4 = _moment(x, 2), _moment(x, 4)
    if n < 4 or m2 <= 0:
        return nan
    return float(((n + 1) * (m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def is_odd(x: Matrix) -> bool:
    """Skewed and with long tails, both: a sign of outliers."""
    return abs(skewness(x)) > SKEW_ABOVE and kurtosis(x) > KURTOSIS_ABOVE


def _moment(x: Matrix, r: int) -> float:
    # Divided by the range first: the fourth power of a large number is past what a float holds.
    return float(np.mean(_scaled(x) ** r)) if len(x) else nan


def _scaled(x: Matrix) -> Matrix:
    """Deviations from the mean, in units of the range: skewness and kurtosis know no unit."""
    span = float(x.max() - x.min())
    centred: Matrix = x - x.mean()
    return centred / span if 0 < span < inf else centred


def again(values: ArrayLike, indicator: Treated) -> Matrix:
    """What was done to an indicator, done to other values of it: the same caps, the same logarithm."""
    x = np.clip(np.asarray(values, dtype=np.float64), indicator.low, indicator.high)
    if indicator.how == CAPPED:
        return x
    assert indicator.low is not None
    assert indicator.high is not None
    return _logarithm(x, indicator.low, indicator.high)


def _column(x: Matrix, indicator: str, most: int) -> tuple[Matrix, Treated | None]:
    capped, shared = x.copy(), 0
    low: float | None = None
    high: float | None = None
    while is_odd(capped) and shared < most:
        if skewness(capped) >= 0:
            cap = high = float(capped[capped != capped.max()].max())
            capped = np.minimum(capped, cap)
        else:
            cap = low = float(capped[capped != capped.min()].min())
            capped = np.maximum(capped, cap)
        shared = int((capped == cap).sum())
    if low is None and high is None:
        return x, None
    if not is_odd(capped):
        return capped, Treated(indicator, CAPPED, int((capped != x).sum()), low, high)
    least, most_of = float(x.min()), float(x.max())
    return _logarithm(x, least, most_of), Treated(indicator, LOGGED, len(x), least, most_of)


def _logarithm(x: Matrix, least: float, greatest: float) -> Matrix:
    return np.log(x - least + LOG_OFFSET * (greatest - least))
