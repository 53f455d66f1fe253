"""An area's proportion or rate with its limits, and whether it differs from a benchmark.

Takes counts: a numerator O of a denominator n for each area.

    proportion   O / n, limits by Wilson (see proportion)
    rate         O / n times a multiplier; with z the normal quantile of the level
                 O from 10:  Byar,  O (1 - 1/(9O) - z/(3√O))³  and  (O+1) (1 - 1/(9(O+1)) + z/(3√(O+1)))³
                 O under 10: exact, χ²(tail; 2O) / 2            and  χ²(1 - tail; 2O + 2) / 2
                 each over n; at O = 0 the lower limit is 0
    worse        of a matrix, 1 where the whole interval lies on the worse side of the benchmark, else 0
    standard_errors  (high - low) / (2 z), of 95% limits
    verdict      higher or lower where the whole interval lies beyond the benchmark, else similar; similar where
                 a limit equals it

Whether higher is better or worse is declared on the indicator, never here. Of many areas that do not differ, 5 in
100 look as if they did at 95%, and 2 in 1,000 at 99.8%.

OHID, 2023, "Technical guidance: confidence intervals",
https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/Statistical-methods/Confidence-intervals.html
Byar's approximation: Breslow and Day, 1987, "Statistical methods in cancer research", volume II

    >>> rate = rate_of(65, 100, multiplier=100)
    >>> round(rate.low, 4), round(rate.high, 4)
    (50.1632, 82.8491)
    >>> verdict(rate, 50.0), verdict(rate, 60.0), verdict(rate, 90.0)
    ('higher', 'similar', 'lower')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, ndtri

from .checks import check_count, check_level, percent, refuse
from .proportion import LEVEL, wilson

PROPORTION, RATE = "proportion", "rate"
KINDS = (PROPORTION, RATE)
BYAR_FROM = 10  # OHID: below it the approximation strays
MULTIPLIER = 100_000.0
LEVELS = (0.95, 0.998)
Z_95 = 1.959963984540054
HIGHER, SIMILAR, LOWER = "higher", "similar", "lower"


@dataclass(frozen=True)
class Estimate:
    """In the unit of the figure: a share in 0..1, or a rate times its multiplier."""

    value: float
    low: float
    high: float
    method: str


@dataclass(frozen=True)
class Limits:
    """Of a count, in events."""

    low: float
    high: float


def proportion_of(numerator: int, denominator: int, level: float = LEVEL) -> Estimate:
    """Raises ValueError for a numerator that is no whole number from 0 to the denominator, or an empty one."""
    check_count("the denominator", denominator, least=1)
    check_count("the numerator", numerator)
    if numerator > denominator:
        refuse("the numerator", f"{numerator:,}", f"0 to {denominator:,}, the denominator")
    limits = wilson(numerator, denominator, level)
    return Estimate(numerator / denominator, limits.low, limits.high, f"Wilson's {percent(level)} interval")


def rate_of(
    numerator: int, denominator: float, multiplier: float = MULTIPLIER, level: float = LEVEL
) -> Estimate:
    """Events per `multiplier` of a denominator such as person-years, which may be a fraction.

    Raises ValueError for a numerator that is no whole number from 0, or a denominator or multiplier not above 0.
    """
    check_count("the numerator", numerator)
    for name, number in (("the denominator", denominator), ("the multiplier", multiplier)):
        if not (isfinite(number) and number > 0):
            refuse(name, f"{number:g}", "above 0")
    limits = count_limits(numerator, level)
    scale = multiplier / denominator
    how = "Byar's" if numerator >= BYAR_FROM else "The exact Poisson"
    return Estimate(
        numerator * scale, limits.low * scale, limits.high * scale, f"{how} {percent(level)} interval"
    )


def estimate_of(
    numerator: int, denominator: float, kind: str, multiplier: float = MULTIPLIER, level: float = LEVEL
) -> Estimate:
    """A proportion or a rate, as the kind says; a proportion has no multiplier. Raises ValueError as the two do."""
    if kind not in KINDS:
        refuse("the kind", kind, ", ".join(KINDS))
    if kind == PROPORTION:
        if denominator != int(denominator):
            refuse("the denominator", f"{denominator:g}", "a whole number, for people are counted")
        return proportion_of(numerator, int(denominator), level)
    return rate_of(numerator, denominator, multiplier, level)


def count_limits(observed: float, level: float = LEVEL) -> Limits:
    """Limits of the expected number of events of which so many were seen; a fraction only where a curve is drawn."""
    check_level(level)
    tail = (1 - level) / 2
    return byar(observed, tail) if observed >= BYAR_FROM else exact(observed, tail)


def byar(observed: float, tail: float) -> Limits:
    """tail: what is left on either side, such as 0.025."""
    z = -float(ndtri(tail))
    more = observed + 1
    low = observed * (1 - 1 / (9 * observed) - z / (3 * sqrt(observed))) ** 3 if observed else 0.0
    return Limits(max(low, 0.0), more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3)


def exact(observed: float, tail: float) -> Limits:
    """From the Poisson distribution itself; half a χ² quantile is a gamma quantile."""
    low = float(gammaincinv(observed, tail)) if observed else 0.0
    return Limits(low, float(gammainccinv(observed + 1, tail)))


def verdict(estimate: Estimate, benchmark: float) -> str:
    """higher, similar or lower. Raises ValueError for a benchmark that is no number."""
    if not isfinite(benchmark):
        refuse("the benchmark", benchmark, "a number in the figure's own unit")
    if estimate.low > benchmark:
        return HIGHER
    return LOWER if estimate.high < benchmark else SIMILAR


def standard_errors(low: ArrayLike, high: ArrayLike) -> NDArray[np.float64]:
    """Of values with 95% limits, as if they were normal; NaN where a limit is. low, high: of one shape."""
    found: NDArray[np.float64] = (np.asarray(high, np.float64) - np.asarray(low, np.float64)) / (2 * Z_95)
    return found


def worse(
    low: ArrayLike, high: ArrayLike, benchmarks: Sequence[float], directions: Sequence[int]
) -> NDArray[np.float64]:
    """1 where significantly worse, else 0; NaN where there are no limits.

    low, high: areas x indicators; of each indicator a benchmark in its unit, and 1 where higher is worse, else -1.
    """
    lower, upper = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    beyond = np.where(
        np.asarray(directions) > 0, lower > np.asarray(benchmarks), upper < np.asarray(benchmarks)
    )
    return np.where(np.isnan(lower) | np.isnan(upper), np.nan, beyond)
