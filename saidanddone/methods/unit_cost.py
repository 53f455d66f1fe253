"""What it cost a person, also where the number of people is only "around" so many.

    per person = total / people; dearest = total / fewest people; cheapest = total / most people

Money is exact: pounds as Decimal or whole number, never a float. What is given back is rounded to pence,
half-way cases up. This is an average cost, all spending by all people: it says neither what one more person would
cost nor what the money changed.

Beecham, 2000, "Unit Costs: Not Exactly Child's Play", https://kar.kent.ac.uk/32449/

    >>> cost = unit_cost(60_000, 400, *around(400))
    >>> cost.per_person, cost.low, cost.high
    (Decimal('150.00'), Decimal('133.63'), Decimal('171.43'))
    >>> course = course_cost(Decimal("1840.50"), enrolled=24, finished=18)
    >>> course.per_enrolled.per_person, course.per_finished.per_person
    (Decimal('76.69'), Decimal('102.25'))
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .checks import check_count, refuse
from .rounding import round_half_up

PENCE = 2  # digits after the point
HUNDREDS = 100


@dataclass(frozen=True)
class UnitCost:
    """Pounds a person, to the penny; low and high are None where the people were counted."""

    total: Decimal
    people: int
    per_person: Decimal
    low: Decimal | None
    high: Decimal | None
    method: str


@dataclass(frozen=True)
class CourseCost:
    per_enrolled: UnitCost
    per_finished: UnitCost


def around(people: int, to: int = HUNDREDS) -> tuple[int, int]:
    """The fewest and the most who round, half-way up, to `people` in steps of `to`.

    >>> around(400), around(40, to=10)
    ((350, 449), (35, 44))
    """
    check_count("to", to, least=1)
    check_count("people", people, least=1)
    if people % to:
        refuse("people", f"{people:,}", f"a multiple of {to:,}, as it is rounded to that")
    return max(1, people - to // 2), people + (to + 1) // 2 - 1


def unit_cost(
    total: Decimal | int, people: int, fewest: int | None = None, most: int | None = None
) -> UnitCost:
    """The cost of one of `people`, with its range where only `fewest` to `most` is known.

    Raises ValueError for money that is a float or below 0, for no people, and for a range that does not hold
    the people.
    """
    pounds = _money(total)
    check_count("people", people, least=1)
    if fewest is None and most is None:
        return UnitCost(
            pounds, people, _each(pounds, people), None, None, "Total cost divided by the people counted."
        )
    low_count = check_count("fewest", people if fewest is None else fewest, least=1, most=people)
    high_count = check_count("most", people if most is None else most, least=people)
    return UnitCost(
        total=pounds,
        people=people,
        per_person=_each(pounds, people),
        low=_each(pounds, high_count),
        high=_each(pounds, low_count),
        method=(
            f"Total cost divided by around {people:,} people; the range is for {low_count:,} to {high_count:,}."
        ),
    )


def course_cost(total: Decimal | int, *, enrolled: int, finished: int) -> CourseCost:
    """The same spending by all who enrolled, and by those alone who finished.

    Raises ValueError where nobody finished: there is then no such cost to give.
    """
    check_count("enrolled", enrolled, least=1)
    check_count("finished", finished, least=1, most=enrolled)
    return CourseCost(unit_cost(total, enrolled), unit_cost(total, finished))


def _money(total: Decimal | int) -> Decimal:
    if isinstance(total, bool) or not isinstance(total, Decimal | int):
        refuse("total", repr(total), "pounds as a Decimal or a whole number")
    pounds = Decimal(total)
    if not pounds.is_finite() or pounds < 0:
        refuse("total", total, "0 or more")
    return pounds


def _each(pounds: Decimal, people: int) -> Decimal:
    return round_half_up(Fraction(pounds) / people, PENCE)
