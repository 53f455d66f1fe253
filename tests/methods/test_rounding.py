from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.methods.rounding import percent_of, round_half_up


def test_a_half_goes_up_where_python_would_go_to_the_even_number() -> None:
    assert percent_of(1, 200) == 1  # 0.5
    assert percent_of(5, 200) == 3  # 2.5
    assert round_half_up(Decimal("2.5")) == 3
    assert round_half_up(Fraction(5, 2)) == 3


def test_up_means_towards_the_larger_number_also_below_zero() -> None:
    assert round_half_up(Decimal("-2.5")) == -2


def test_the_published_percentages_of_97_participants_come_from_whole_people() -> None:
    found = {percent: [k for k in range(98) if percent_of(k, 97) == percent] for percent in (41, 18, 60, 84)}
    assert found == {41: [40], 18: [17], 60: [58], 84: [81]}


def test_eighty_percent_of_sixteen_organisers_cannot_be() -> None:
    assert 80 not in {percent_of(k, 16) for k in range(17)}


def test_a_float_is_rounded_as_the_decimal_a_person_reads() -> None:
    assert round_half_up(0.285, 2) == Decimal("0.29")  # the float is 0.28499999999999998
    assert round_half_up(1.005, 2) == Decimal("1.01")


def test_the_digits_asked_for_are_kept() -> None:
    assert str(round_half_up(150, 2)) == "150.00"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_the_floor_of_the_exact_value_and_a_half(k: int, n: int) -> None:
    assert percent_of(k, n) == math.floor(Fraction(100 * k, n) + Fraction(1, 2))


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_a_value_by_no_more_than_half_a_step(value: Fraction, digits: int) -> None:
    moved = Fraction(round_half_up(value, digits)) - value
    assert -Fraction(1, 2) / 10**digits < moved <= Fraction(1, 2) / 10**digits


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: percent_of(1, 0), "n is 0; allowed: a whole number from 1"),
        (lambda: percent_of(-1, 10), "k is -1; allowed: a whole number from 0"),
        (lambda: round_half_up(math.nan), "value is nan; allowed: a finite number"),
        (lambda: round_half_up(1, -1), "digits is -1; allowed: a whole number from 0"),
    ],
)
def test_what_cannot_be_rounded_is_refused_in_a_sentence(call, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()
