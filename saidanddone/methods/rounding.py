"""Half-way cases round up, as readers expect and Python's `round` does not do.

Up means towards the larger number, floor(x + 1/2), so -2.5 becomes -2. Counts, fractions and decimals are
rounded exactly. A float is taken as the shortest decimal that names it: 0.285 is 0.285, not the 0.28499… that a
computer holds.

    >>> percent_of(13, 16), percent_of(1, 200)
    (81, 1)
    >>> round_half_up(0.285, 2), round_half_up(2.5)
    (Decimal('0.29'), Decimal('3'))
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import SupportsIndex

from .checks import check_count, refuse

Number = int | float | Fraction | Decimal


def percent_of(k: SupportsIndex, n: SupportsIndex) -> int:
    """k as a whole percentage of n: floor(100 k / n + 1/2). Raises ValueError for k < 0 or n < 1.

    k may be more than n: 12 came where 10 had signed up.
    """
    part = check_count("k", k)
    whole = check_count("n", n, least=1)
    return (200 * part + whole) // (2 * whole)


def round_half_up(value: Number, digits: int = 0) -> Decimal:
    """The value to so many digits after the point: floor(value * 10^digits + 1/2) / 10^digits.

    Raises ValueError for a value that is no number, and for digits below 0.
    """
    check_count("digits", digits, most=100)
    moved = _exact(value) * 10**digits
    # Made from text, because a Decimal that is worked out is cut to 28 digits.
    return Decimal(f"{math.floor(moved + Fraction(1, 2))}E-{digits}")


def _exact(value: Number) -> Fraction:
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        refuse("value", value, "a finite number")
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
