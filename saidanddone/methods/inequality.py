"""How far health follows deprivation: slope and relative index of inequality.

Takes groups of areas or people in order of deprivation, the most deprived first, each with a size n and a value
y, such as the ten deciles. Each group stands at the middle of its span on a scale from 0 (most deprived) to 1:

    x_i  = (people before the group + n_i / 2) / all people
    SII  = the slope of the regression of y on x, weighted by n, turned so that it says how much more of y the most
           deprived end has than the least deprived: -slope
    RII  = what the line says at 0 over what it says at 1, where both are above 0

Limits come from drawing each group's value anew from N(y, its standard error) and fitting again. The slope is a
straight line through the groups: where they do not lie near one, it says little, which `fit` (the weighted R²)
shows. Below 0.5 more of what tells the groups apart lies off the line than on it. Of fewer than five groups one alone
turns the line; OHID's own function refuses them.

OHID, PHEindicatormethods, phe_sii, "Slope index of inequality",
https://cran.r-project.org/web/packages/PHEindicatormethods/vignettes/WorkedExamples_phe_sii.html
Mackenbach and Kunst, 1997, https://doi.org/10.1016/S0277-9536(96)00073-1

    >>> found = slope_index([100, 100, 100, 100], [40.0, 30.0, 20.0, 10.0])
    >>> round(found.sii, 3), round(found.rii, 3), found.low
    (40.0, 9.0, None)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from .checks import check_count, check_level, check_seed, refuse
from .proportion import LEVEL

Matrix = NDArray[np.float64]
DRAWS = 10_000
POOR_FIT_BELOW = 0.5
ENOUGH_GROUPS = 5


@dataclass(frozen=True)
class Inequality:
    """In the unit of the value; the relative index has none. Limits are None without standard errors."""

    sii: float
    low: float | None
    high: float | None
    rii: float | None  # None where the line is not above 0 at both ends
    rii_low: float | None
    rii_high: float | None  # also None where the least deprived end may well be 0
    fit: float  # 0..1
    fitted: tuple[float, ...]  # what the line says of each group

    @property
    def fits_badly(self) -> bool:
        return self.fit < POOR_FIT_BELOW

    @property
    def has_few_groups(self) -> bool:
        return len(self.fitted) < ENOUGH_GROUPS


def slope_index(
    sizes: Sequence[float],
    values: Sequence[float],
    standard_errors: Sequence[float] | None = None,
    *,
    deprivation: Sequence[float] | None = None,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 1,
) -> Inequality:
    """sizes, values, standard_errors: one for each group, the most deprived first.

    deprivation: what puts them in order; neighbours of which it is the same share the middle of their span.

    Raises ValueError for fewer than three groups, a size not above 0, or a value that is no number.
    """
    check_level(level)
    n, y = np.asarray(sizes, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if len(n) != len(y) or len(n) < 3:
        refuse("the number of groups", f"{len(n)} sizes and {len(y)} values", "as many of each, 3 or more")
    if not (np.isfinite(n).all() and (n > 0).all()):
        refuse("the size of a group", n[~(n > 0)][:1].tolist() or "not a number", "above 0")
    if not np.isfinite(y).all():
        refuse("the value of a group", "missing", "a number")
    x = middles(sizes, deprivation)
    (most, least), fit, fitted = _line(x, n, y)
    sii, rii = most - least, most / least if most > 0 and least > 0 else None
    if standard_errors is None:
        return Inequality(sii, None, None, rii, None, None, fit, fitted)
    errors = np.asarray(standard_errors, dtype=np.float64)
    if len(errors) != len(y) or not (np.isfinite(errors).all() and (errors >= 0).all()):
        refuse("the standard errors", "not one for each group", "0 or more for each group")
    draws = check_count("draws", draws, least=100, most=1_000_000)
    drawn = y + errors * np.random.default_rng(check_seed(seed)).standard_normal((draws, len(y)))
    low, high, rii_low, rii_high = _limits(*_ends(x, n, drawn), level)
    if rii is None:
        rii_low = rii_high = None
    return Inequality(sii, low, high, rii, rii_low, rii_high, fit, fitted)


def middles(sizes: Sequence[float], deprivation: Sequence[float] | None = None) -> Matrix:
    """Where each group stands, from 0 the most deprived to 1: the middle of its span, or of that of all alike."""
    n = np.asarray(sizes, dtype=np.float64)
    first = np.ones(len(n), dtype=np.bool_)
    if deprivation is not None:
        first[1:] = np.diff(np.asarray(deprivation, dtype=np.float64)) != 0
    which = np.cumsum(first) - 1
    spans = np.bincount(which, weights=n)
    middle: Matrix = ((np.cumsum(spans) - spans / 2) / n.sum())[which]
    return middle


def _limits(most: Matrix, least: Matrix, level: float) -> tuple[float, float, float | None, float | None]:
    """Of the slope and of the ratio; a draw whose least deprived end is not above 0 has a ratio beyond any."""
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(most - least, tails)
    ratio = np.divide(most, least, out=np.full(len(most), inf), where=least > 0)
    of_ratio = np.quantile(ratio, tails, method="linear" if np.isfinite(ratio).all() else "inverted_cdf")
    rii_low, rii_high = (float(limit) if isfinite(limit) else None for limit in of_ratio)
    return float(low), float(high), rii_low, rii_high


def _line(x: Matrix, n: Matrix, y: Matrix) -> tuple[tuple[float, float], float, tuple[float, ...]]:
    most, least = _ends(x, n, y[None, :])
    fitted = most[0] + (least[0] - most[0]) * x
    middle = (n * y).sum() / n.sum()
    spread = (n * (y - middle) ** 2).sum()
    fit = 1 - (n * (y - fitted) ** 2).sum() / spread if spread > 0 else 1.0
    return (float(most[0]), float(least[0])), float(fit), tuple(fitted.tolist())


def _ends(x: Matrix, n: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """What weighted lines through draws x groups say at 0 and at 1."""
    mean_x = (n * x).sum() / n.sum()
    mean_y = (y * n).sum(axis=1) / n.sum()
    slope = ((y - mean_y[:, None]) * n * (x - mean_x)).sum(axis=1) / (n * (x - mean_x) ** 2).sum()
    at_0 = mean_y - slope * mean_x
    return at_0, at_0 + slope
