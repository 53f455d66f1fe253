"""What share said yes, how sure that is, and how many it is of all who were asked.

Takes counts: k said yes of n who answered of N who were asked.

    p = k / n
    Wilson's limits: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    of a known N:    the same with n* = n (N - 1) / (N - n) in place of n
    total:           N k / n, half-way cases up; its limits are the fewest and the most who could have said yes
                     with a tail of more than (1 - level)/2 each
    worst case:      nobody who did not answer would say yes, or all of them would: k .. k + N - n

Wilson, 1927, "Probable inference, the law of succession, and statistical inference",
https://doi.org/10.1080/01621459.1927.10502953
Its correction for a known N: O'Neill, 2021, "Mathematical properties and finite-population correction for the
Wilson score interval",
https://deepai.org/publication/mathematical-properties-and-finite-population-correction-for-the-wilson-score-interval

    >>> useful = estimate(40, 97, 1000)
    >>> round(useful.p, 3), round(useful.low, 3), round(useful.high, 3)
    (0.412, 0.324, 0.507)
    >>> useful.total, useful.total_low, useful.total_high
    (412, 318, 511)
    >>> useful.worst_low, useful.worst_high
    (40, 943)
    >>> everybody = estimate(13, 16, 16)
    >>> everybody.low == everybody.p == everybody.high
    True
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf, sqrt

from scipy.special import ndtri

from .checks import check_level, check_sample, percent
from .hypergeometric import fewest_marked, most_marked
from .rounding import round_half_up

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """Shares, in 0..1."""

    low: float
    high: float


@dataclass(frozen=True)
class ProportionEstimate:
    """Shares in 0..1; totals in people, all None where nobody knows how many were asked."""

    p: float
    low: float
    high: float
    total: int | None
    total_low: int | None
    total_high: int | None
    worst_low: int | None
    worst_high: int | None
    method: str


def wilson(k: int, n: int, level: float = LEVEL, N: int | None = None) -> Interval:
    """Limits for the share of which k of n are a sample. Raises ValueError for counts that cannot be.

    With N known they are corrected for it; where all of them answered, low = high = k/n.

        >>> low_and_high = wilson(0, 10)
        >>> low_and_high.low, round(low_and_high.high, 4)
        (0.0, 0.2775)
    """
    check_sample(k, n, N)
    check_level(level)
    p = k / n
    size = corrected_size(n, N)
    if size == inf:
        return Interval(p, p)
    z = -float(ndtri((1 - level) / 2))
    centre = p + z * z / (2 * size)
    half = z * sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    whole = 1 + z * z / size
    # At the two ends the formula gives 0 and 1, but for its last digit; between, p lies inside.
    low = 0.0 if k == 0 else min((centre - half) / whole, p)
    high = 1.0 if k == n else max((centre + half) / whole, p)
    return Interval(low, high)


def corrected_size(n: int, N: int | None) -> float:
    """n* = n (N - 1) / (N - n): the sample that would tell as much of people without number."""
    if N is None:
        return float(n)
    return inf if n == N else n * (N - 1) / (N - n)


def estimate(k: int, n: int, N: int | None = None, level: float = LEVEL) -> ProportionEstimate:
    """The share, its limits, and what they are in people. Raises ValueError for counts that cannot be."""
    share = wilson(k, n, level, N)
    method = _method(n, N, level)
    if N is None:
        return ProportionEstimate(k / n, share.low, share.high, None, None, None, None, None, method)
    tail = (1 - Fraction(repr(float(level)))) / 2
    return ProportionEstimate(
        p=k / n,
        low=share.low,
        high=share.high,
        total=int(round_half_up(Fraction(N * k, n))),
        total_low=fewest_marked(k, n, N, tail),
        total_high=most_marked(k, n, N, tail),
        worst_low=k,
        worst_high=k + N - n,
        method=method,
    )


def _method(n: int, N: int | None, level: float) -> str:
    if N is None:
        return (
            f"Wilson's {percent(level)} interval; how many were asked is not known, so it is not corrected."
        )
    if n == N:
        return "A full count: everybody who was asked answered, so there is no interval."
    return (
        f"Wilson's {percent(level)} interval with finite population correction, n* = n(N-1)/(N-n); "
        "the total by exact hypergeometric limits."
    )
