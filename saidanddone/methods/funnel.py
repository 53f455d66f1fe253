"""A funnel plot: which areas lie further from the average than chance and their size explain.

Takes counts: events O of n in each area. Around the average of all, θ = Σ O / Σ n, control limits for an area of
size n are where 95% and 99.8% of areas would lie if all were alike:

    proportion  the Wilson limits turned round: (θ + z²/2n ± z √(θ(1-θ)/n + z²/4n²)) / (1 + z²/n)
    rate        Byar's, or the exact, limits of the expected count θ n, over n

An area beyond 99.8% is to be looked into, not blamed: where all vary more than chance alone would have it
(overdispersion) many lie outside, and `dispersion` (the mean of squared z scores, near 1 for chance alone) says so.

Spiegelhalter, 2005, "Funnel plots for comparing institutional performance", https://doi.org/10.1002/sim.1970
OHID, PHEindicatormethods, phe_funnels,
https://cran.r-project.org/web/packages/PHEindicatormethods/index.html

    >>> plot = funnel([40, 60, 90], [1000, 1000, 1000], kind="rate")
    >>> round(plot.average, 4), [point.where for point in plot.points]
    (0.0633, ['below 99.8%', 'inside', 'above 95%'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainccinv, gammaincinv, ndtri

from .benchmark import BYAR_FROM, KINDS, PROPORTION
from .checks import check_count, refuse

INNER, OUTER = 0.95, 0.998
INSIDE = "inside"
DISPERSED_ABOVE = 1.5

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """Control limits at one size, in the unit of the average."""

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
        bands=tuple(_band(float(size), average, kind) for size in sizes),
        dispersion=_dispersion(np.array(numerators, float), np.array(denominators, float), average, kind),
    )


def _point(count: int, size: float, average: float, kind: str) -> Point:
    value, band = count / size, _band(size, average, kind)
    for side, outer, inner in (
        ("above", value > band.high_outer, value > band.high_inner),
        ("below", value < band.low_outer, value < band.low_inner),
    ):
        if outer or inner:
            return Point(value, size, f"{side} {'99.8%' if outer else '95%'}")
    return Point(value, size, INSIDE)


def _band(size: float, average: float, kind: str) -> Band:
    limits = _of_proportion if kind == PROPORTION else _of_rate
    low_inner, high_inner = limits(average, size, INNER)
    low_outer, high_outer = limits(average, size, OUTER)
    return Band(size, low_outer, low_inner, high_inner, high_outer)


def _of_proportion(average: float, n: float, level: float) -> tuple[float, float]:
    z = -float(ndtri((1 - level) / 2))
    centre, whole = average + z * z / (2 * n), 1 + z * z / n
    half = z * sqrt(average * (1 - average) / n + z * z / (4 * n * n))
    return (centre - half) / whole, (centre + half) / whole


def _of_rate(average: float, n: float, level: float) -> tuple[float, float]:
    expected, tail = average * n, (1 - level) / 2
    if expected < BYAR_FROM:
        return float(gammaincinv(expected, tail)) / n, float(gammainccinv(expected + 1, tail)) / n
    z = -float(ndtri(tail))
    more = expected + 1
    low = expected * (1 - 1 / (9 * expected) - z / (3 * sqrt(expected))) ** 3
    return low / n, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3 / n


def _dispersion(counts: Matrix, sizes: Matrix, average: float, kind: str) -> float:
    variance = average * (1 - average) if kind == PROPORTION else average
    return float(((counts / sizes - average) ** 2 * sizes / variance).mean())
