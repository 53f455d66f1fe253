from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.methods.unit_cost import around, course_cost, unit_cost


def test_sixty_thousand_pounds_for_around_four_hundred_is_a_hundred_and_fifty_a_person() -> None:
    cost = unit_cost(60_000, 400, *around(400))
    assert cost.per_person == Decimal("150.00")
    assert (cost.low, cost.high) == (Decimal("133.63"), Decimal("171.43"))
    assert "350 to 449" in cost.method


def test_counted_people_have_no_range() -> None:
    cost = unit_cost(Decimal("100.00"), 3)
    assert cost.per_person == Decimal("33.33")
    assert cost.low is None and cost.high is None


def test_half_a_penny_goes_up() -> None:
    assert unit_cost(Decimal("0.05"), 2).per_person == Decimal("0.03")


def test_those_who_finished_cost_more_each_than_those_who_enrolled() -> None:
    cost = course_cost(Decimal("1840.50"), enrolled=24, finished=18)
    assert cost.per_enrolled.per_person == Decimal("76.69")
    assert cost.per_finished.per_person == Decimal("102.25")


@given(st.integers(1, 100), st.sampled_from([10, 50, 100]))
def test_around_is_every_number_that_rounds_to_it(steps: int, to: int) -> None:
    people = steps * to
    fewest, most = around(people, to)
    rounds_to_it = [n for n in range(1, people + 2 * to) if (n + to // 2) // to * to == people]
    assert (fewest, most) == (rounds_to_it[0], rounds_to_it[-1])


@given(st.decimals(0, 10**9, places=2), st.integers(1, 10**6))
def test_the_cost_is_within_half_a_penny_of_the_exact_one(total: Decimal, people: int) -> None:
    exact = Fraction(total) / people
    assert abs(Fraction(unit_cost(total, people).per_person) - exact) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: unit_cost(100, 0), "people is 0; allowed: a whole number from 1"),
        (lambda: unit_cost(100.0, 4), "total is 100.0; allowed: pounds as a Decimal or a whole number"),
        (lambda: unit_cost(Decimal("-1"), 4), "total is -1; allowed: 0 or more"),
        (lambda: unit_cost(Decimal("NaN"), 4), "total is NaN; allowed: 0 or more"),
        (lambda: unit_cost(100, 4, 5, 6), "fewest is 5; allowed: a whole number from 1 to 4"),
        (lambda: unit_cost(100, 4, most=3), "most is 3; allowed: a whole number from 4"),
        (
            lambda: course_cost(100, enrolled=4, finished=0),
            "finished is 0; allowed: a whole number from 1 to 4",
        ),
        (
            lambda: course_cost(100, enrolled=4, finished=5),
            "finished is 5; allowed: a whole number from 1 to 4",
        ),
        (lambda: around(420), "people is 420; allowed: a multiple of 100"),
    ],
)
def test_what_cannot_be_shared_out_is_refused_in_a_sentence(call, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
