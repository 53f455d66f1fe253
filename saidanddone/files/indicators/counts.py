"""A value from its counts: what an indicator's kind makes of a numerator and a denominator, and what cannot be."""

from __future__ import annotations

from typing import NamedTuple

from saidanddone.methods.benchmark import PROPORTION
from saidanddone.methods.checks import MOST_PEOPLE

NUMERATOR, DENOMINATOR = "numerator", "denominator"
LEAST, MOST = 1e-6, 1e15  # of people or person-years: beyond them a rate is no number that anybody could use


class Wrong(NamedTuple):
    """Of a cell."""

    column: str
    problem: str
    allowed: str


def no_count(column: str, number: float) -> Wrong | None:
    """Why a number is no count, where it is none."""
    if number != int(number) or number < 0:
        return Wrong(column, f"{number:g} is no count", "a whole number from 0")
    if number > MOST_PEOPLE:
        return Wrong(column, f"{number:g} is too large", f"{MOST_PEOPLE:,} at most")
    return None


def no_size(column: str, number: float) -> Wrong | None:
    """Why a number cannot be how many people or person-years there are, where it cannot."""
    if number <= 0:
        return Wrong(column, f"{number:g} is not above 0", "a number above 0")
    if not LEAST <= number <= MOST:
        return Wrong(
            column, f"{number:g} is too {'small' if number < LEAST else 'large'}", f"{LEAST:f} to {MOST:g}"
        )
    return None


def wrong_in(numerator: float, denominator: float, kind: str) -> Wrong | None:
    """Why the two are no counts of the kind, where they are none."""
    wrong = no_count(NUMERATOR, numerator) or no_size(DENOMINATOR, denominator)
    if wrong is not None or kind != PROPORTION:
        return wrong
    if denominator != int(denominator):
        return Wrong(DENOMINATOR, f"{denominator:g} is no whole number", "how many people there are")
    if denominator > MOST_PEOPLE:
        return Wrong(DENOMINATOR, f"{denominator:g} is too large", f"{MOST_PEOPLE:,} at most")
    if numerator > denominator:
        return Wrong(NUMERATOR, f"{numerator:g} is more than its denominator", f"0 to {denominator:g}")
    return None
