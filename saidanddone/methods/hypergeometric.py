"""Drawing without replacement: n drawn of N, of whom M are marked; X is how many of the drawn are marked.

    P(X = x) = C(M, x) C(N - M, n - x) / C(N, n)

Takes counts. Weights are built outwards from the likeliest x by the ratio of neighbours, so that nothing
overflows, and only over the x that matter: a population of a million takes milliseconds.

The limits for M turn two one-sided tests round, as Clopper and Pearson's do for draws with replacement; compared
with others in Schilling and Stanley, 2020, "A new approach to precise interval estimation for the parameters of
the hypergeometric distribution", https://doi.org/10.1080/03610926.2020.1737879
Fisher's exact test: https://en.wikipedia.org/wiki/Fisher%27s_exact_test

    >>> fewest_marked(k=40, n=97, N=1000, tail=Fraction(1, 40))
    318
    >>> most_marked(k=40, n=97, N=1000, tail=Fraction(1, 40))
    511
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, isqrt

import numpy as np
from numpy.typing import NDArray

WEIGHED_SD = 40  # so many standard deviations each side of the likeliest x: what is past them underflows
WEIGHED_MORE = 1000  # and so many x besides, because tails of rare marks are longer than a normal curve's
TOO_CLOSE = 1e-9  # a floating tail so near its threshold, relatively, is counted in whole numbers instead
COUNTED_UP_TO = 1000  # draws: past them whole numbers take too long, and a tie is past all likelihood
AS_LIKELY = 1e-7  # two outcomes whose chances are as near as this count as equally likely (as in R)


def weights(n: int, M: int, N: int) -> tuple[int, NDArray[np.float64]]:
    """The lowest x weighed, and weights proportional to P(X = x) from it on, in steps of one."""
    bottom, top = max(0, n - (N - M)), min(n, M)
    mode = min(max((n + 1) * (M + 1) // (N + 2), bottom), top)
    variance = n * M * (N - M) * (N - n) // (N * N * max(N - 1, 1))
    reach = WEIGHED_SD * (isqrt(variance) + 1) + WEIGHED_MORE
    low, high = max(bottom, mode - reach), min(top, mode + reach)
    x = np.arange(mode, high, dtype=np.float64)
    rising = (M - x) * (n - x) / ((x + 1) * (N - M - n + x + 1))  # P(x + 1) / P(x)
    x = np.arange(mode, low, -1, dtype=np.float64)
    falling = x * (N - M - n + x) / ((M - x + 1) * (n - x + 1))  # P(x - 1) / P(x)
    return low, np.concatenate([np.cumprod(falling)[::-1], [1.0], np.cumprod(rising)])


def chance_of_at_least(k: int, n: int, M: int, N: int) -> float:
    """P(X >= k)."""
    low, weight = weights(n, M, N)
    return float(weight[max(k - low, 0) :].sum() / weight.sum())


def fewest_marked(k: int, n: int, N: int, tail: Fraction) -> int:
    """The smallest M under which drawing k marked or more is likelier than `tail`."""
    low, high = k, N - (n - k)  # drawing k or more is certain at `high`
    while low < high:
        M = (low + high) // 2
        if _is_likelier(k, n, M, N, tail):
            high = M
        else:
            low = M + 1
    return low


def most_marked(k: int, n: int, N: int, tail: Fraction) -> int:
    """The largest M under which drawing k marked or fewer is likelier than `tail`."""
    return N - fewest_marked(n - k, n, N, tail)


def _is_likelier(k: int, n: int, M: int, N: int, tail: Fraction) -> bool:
    chance = chance_of_at_least(k, n, M, N)
    if n > COUNTED_UP_TO or abs(chance - float(tail)) > TOO_CLOSE * float(tail):
        return chance > tail
    ways = sum(comb(M, x) * comb(N - M, n - x) for x in range(k, min(n, M) + 1))
    return ways > tail * comb(N, n)


def fisher(k_a: int, n_a: int, k_b: int, n_b: int) -> float:
    """Two-sided p: the chance of a table no likelier than this one, were both groups alike."""
    low, weight = weights(n_a, k_a + k_b, n_a + n_b)
    place = k_a - low
    seen = weight[place] if 0 <= place < len(weight) else 0.0
    return float(weight[weight <= seen * (1 + AS_LIKELY)].sum() / weight.sum())
