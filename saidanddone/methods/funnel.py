"""A funnel plot: which areas lie further from the average than chance and their size explain.

Takes counts: events O of n in each area. Around the average of all, θ = Σ O / Σ n, an area lies outside where its own
interval at 95%, or at 99.8%, does not hold the average. Drawn as limits over the size n, that is

    proportion  Wilson's limits turned round: θ ± z √(θ(1-θ)/n), within 0..1
    rate        Byar's, or the exact, limits turned round: the most events whose upper limit is below θ n, and the
                fewest whose lower limit is above it, over n

An area beyond 99.8% is to be looked into, not blamed: where all vary more than chance alone would have it
(overdispersion) many lie outside, and `dispersion` (the mean of squared z scores, near 1 for chance alone) says so.

Spiegelhalter, 2005, "Funnel plots for comparing institutional performance", https://doi.org/10.1002/sim.1970
OHID, PHEindicatormethods, calculate_funnel_limits and assign_funnel_significance,
https://cran.r-project.org/web/packages/PHEindicatormethods/index.html

    >>> plot = funnel([40, 60, 90], [1000, 1000, 1000], kind="rate")
    >>> round(plot.average, 4), [point.where for point in plot.points]
    (0.0633, ['below 95%', 'inside', 'above 99.8%'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtri

from .benchmark import KINDS, PROPORTION, count_limits
from .checks import check_count, refuse

INNER, OUTER = 0.95, 0.998
INSIDE, ABOVE, BELOW = "inside", "above", "below"
DISPERSED_ABOVE = 1.5

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """Control limits at one size: shares, or events per one of the denominator."""

    size: float
    low_outer: float
    low_inner: float
    high_inner: float
    high_outer: float


@dataclass(frozen=True)
class Point:
    value: float
    size: float
    where: str  # inside, above 95%, above 99.8%, below 95%, below 99.8%


@dataclass(frozen=True)
class Funnel:
    average: float
    points: tuple[Point, ...]  # in the order given
    bands: tuple[Band, ...]  # from the smallest size to the largest, for the curves
    dispersion: float

    @property
    def varies_too_much(self) -> bool:
        return self.dispersion > DISPERSED_ABOVE


def funnel(
    numerators: Sequence[int], denominators: Sequence[float], kind: str = PROPORTION, curve: int = 100
) -> Funnel:
    """Raises ValueError for fewer than two areas, a kind not known, counts that cannot be, or no event at all."""
    if kind not in KINDS:
        refuse("the kind", kind, ", ".join(KINDS))
    if len(numerators) != len(denominators) or len(numerators) < 2:
        refuse(
            "the number of areas", f"{len(numerators)} and {len(denominators)}", "as many of each, 2 or more"
        )
    for count, size in zip(numerators, denominators, strict=True):
        check_count("a numerator", count)
        if not (isfinite(size) and size > 0):
            refuse("a denominator", f"{size:g}", "above 0")
        if kind == PROPORTION and count > size:
            refuse("a numerator", f"{count:,}", f"0 to {size:,g}, its denominator")
    average = sum(numerators) / sum(denominators)
    if not average or (kind == PROPORTION and average == 1):
        refuse("the average", f"{average:g}", "something between, for there is nothing to compare")
    sizes = np.geomspace(min(denominators), max(denominators), curve)
    return Funnel(
        average=average,
        points=tuple(
            _point(count, size, average, kind) for count, size in zip(numerators, denominators, strict=True)
        ),
        bands=tuple(band_at(float(size), average, kind) for size in sizes),
        dispersion=_dispersion(np.array(numerators, float), np.array(denominators, float), average, kind),
    )


def _point(count: int, size: float, average: float, kind: str) -> Point:
    for level in (OUTER, INNER):
        side = _side_of_proportion if kind == PROPORTION else _side_of_rate
        beyond = side(count, size, average, level)
        if beyond:
            return Point(count / size, size, f"{beyond} {level * 100:g}%")
    return Point(count / size, size, INSIDE)


def _side_of_proportion(count: int, size: float, average: float, level: float) -> str:
    low, high = _of_proportion(average, size, level)
    return ABOVE if count / size > high else BELOW if count / size < low else ""


def _side_of_rate(count: int, size: float, average: float, level: float) -> str:
    """From the area's own limits: no equation need be solved for each of thousands of areas."""
    limits, expected = count_limits(count, level), average * size
    return ABOVE if limits.low > expected else BELOW if limits.high < expected else ""


def band_at(size: float, average: float, kind: str) -> Band:
    """The control limits for an area of one size."""
    limits = _of_proportion if kind == PROPORTION else _of_rate
    low_inner, high_inner = limits(average, size, INNER)
    low_outer, high_outer = limits(average, size, OUTER)
    return Band(size, low_outer, low_inner, high_inner, high_outer)


def _of_proportion(average: float, n: float, level: float) -> tuple[float, float]:
    half = _z(level) * sqrt(average * (1 - average) / n)
    return max(average - half, 0.0), min(average + half, 1.0)


def _of_rate(average: float, n: float, level: float) -> tuple[float, float]:
    expected = average * n
    far = expected + 10 * (_z(level) + 1) * (sqrt(expected) + 1)
    low = 0.0
    if count_limits(0, level).high < expected:
        low = brentq(lambda events: count_limits(events, level).high - expected, 0.0, expected)
    high = brentq(lambda events: count_limits(events, level).low - expected, expected, far)
    return float(low) / n, float(high) / n


def _z(level: float) -> float:
    return -float(ndtri((1 - level) / 2))


def _dispersion(counts: Matrix, sizes: Matrix, average: float, kind: str) -> float:
    variance = average * (1 - average) if kind == PROPORTION else average
    return float(((counts / sizes - average) ** 2 * sizes / variance).mean())
