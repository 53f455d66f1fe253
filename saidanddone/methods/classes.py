"""A few classes for a map: where one shade ends and the next begins.

Takes the values of areas, NaN where there is none.

    quantile      as many areas in each class as can be; areas with the same value stay together
    equal         classes of the same width
    fisher-jenks  the classes within which values differ least: the least Σ (v - mean of its class)² of all ways
                  to cut, found exactly

With quantiles neighbours in value may fall apart and strangers together; with equal widths most areas may share
a class. A map shows its bounds and how many areas are in each.

Fisher, 1958, "On grouping for maximum homogeneity", https://doi.org/10.1080/01621459.1958.10501479
Jenks and Caspall, 1971, https://doi.org/10.1111/j.1467-8306.1971.tb00779.x

    >>> cut = classes([1, 2, 3, 10, 11, 30], 3, "fisher-jenks")
    >>> cut.bounds, cut.numbers
    (((1.0, 3.0), (10.0, 11.0), (30.0, 30.0)), (1, 1, 1, 2, 2, 3))
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import check_count, refuse

QUANTILE, EQUAL, FISHER_JENKS = "quantile", "equal", "fisher-jenks"
WAYS = (QUANTILE, EQUAL, FISHER_JENKS)
MOST = 9  # shades that an eye tells apart

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Classes:
    """The lowest and highest value in each class, and of each area its class from 1 up; None without a value."""

    bounds: tuple[tuple[float, float], ...]
    numbers: tuple[int | None, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(self.numbers.count(number) for number in range(1, len(self.bounds) + 1))


def classes(values: ArrayLike, count: int = 5, how: str = QUANTILE) -> Classes:
    """Fewer classes where there are fewer different values; none that is empty. Raises ValueError for an unknown way."""
    check_count("the number of classes", count, least=1, most=MOST)
    if how not in WAYS:
        refuse("the way to cut classes", how, ", ".join(WAYS))
    v = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(v)
    different, times = np.unique(v[known], return_counts=True)
    if not len(different):
        return Classes((), (None,) * len(v))
    if how != EQUAL:
        count = min(count, len(different))
    cut = {QUANTILE: _by_quantile, EQUAL: _by_width, FISHER_JENKS: _by_likeness}[how]
    of_value = cut(different, times, count)
    # Numbers without gaps: equal widths may leave a class without anybody.
    _, of_value = np.unique(of_value, return_inverse=True)
    of_area = np.zeros(len(v), dtype=np.intp)
    of_area[known] = of_value[np.searchsorted(different, v[known])] + 1
    bounds = tuple(
        (float(different[of_value == number].min()), float(different[of_value == number].max()))
        for number in range(of_value.max() + 1)
    )
    return Classes(bounds, tuple(int(number) or None for number in of_area))


def _by_quantile(different: Matrix, times: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    middle = np.cumsum(times) - times / 2  # where the middle area of those that share a value stands
    numbers: NDArray[np.intp] = np.minimum((middle * count / times.sum()).astype(np.intp), count - 1)
    return numbers


def _by_width(different: Matrix, times: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    span = different[-1] - different[0]
    if span <= 0:
        return np.zeros(len(different), dtype=np.intp)
    numbers: NDArray[np.intp] = np.minimum(
        ((different - different[0]) * count / span).astype(np.intp), count - 1
    )
    return numbers


def _by_likeness(different: Matrix, times: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Dynamic programming; where the last class of the first j values begins only ever moves up with j, so that
    the search halves (Xiaolin, 1991, divide and conquer)."""
    shifted = (
        different - different.mean()
    )  # so that squares of large numbers do not swallow their differences
    n, total, square = (
        np.concatenate([[0.0], np.cumsum(times * power)]) for power in (1.0, shifted, shifted**2)
    )

    def spread(begin: NDArray[np.intp], end: int) -> Matrix:
        """Σ (v - mean)² of values begin .. end - 1."""
        size, of = n[end] - n[begin], total[end] - total[begin]
        return np.asarray(square[end] - square[begin] - of * of / size)

    length = len(different)
    least = np.concatenate([[0.0], [spread(np.array([0]), end)[0] for end in range(1, length + 1)]])
    begins = []
    for number in range(1, count):
        now, begin = np.full(length + 1, np.inf), np.zeros(length + 1, dtype=np.intp)
        # (first and last end to settle, first and last place where their last class may begin)
        to_do = [(number + 1, length, number, length - 1)]
        while to_do:
            low, high, first, last = to_do.pop()
            if low > high:
                continue
            end = (low + high) // 2
            at = np.arange(first, min(last, end - 1) + 1)
            whole = least[at] + spread(at, end)
            best = int(at[np.argmin(whole)])
            now[end], begin[end] = whole.min(), best
            to_do += [(low, end - 1, first, best), (end + 1, high, best, last)]
        least = now
        begins.append(begin)
    numbers, end = np.zeros(length, dtype=np.intp), length
    for number in range(count - 1, 0, -1):
        at_begin = int(begins[number - 1][end])
        numbers[at_begin:end] = number
        end = at_begin
    return numbers
