from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.stats import fisher_exact, hypergeom

from saidanddone.methods.hypergeometric import chance_of_at_least, fisher, weights

COUNTS = st.integers(0, 300)
COUNTS_OF_FEW = st.integers(0, 30)


@st.composite
def draws(draw: st.DrawFn) -> tuple[int, int, int]:
    """n drawn, M marked, N in all."""
    N = draw(st.integers(1, 5000))
    return draw(st.integers(0, N)), draw(st.integers(0, N)), N


@given(draws())
def test_the_weights_are_the_chances_that_scipy_gives(counts: tuple[int, int, int]) -> None:
    n, M, N = counts
    low, weight = weights(n, M, N)
    expected = hypergeom.pmf(range(low, low + len(weight)), N, M, n)
    assert weight / weight.sum() == pytest.approx(expected, rel=1e-7, abs=1e-12)


@given(draws(), st.integers(0, 5000))
def test_the_tail_is_the_one_that_scipy_gives(counts: tuple[int, int, int], k: int) -> None:
    n, M, N = counts
    assert chance_of_at_least(k, n, M, N) == pytest.approx(hypergeom.sf(k - 1, N, M, n), rel=1e-7, abs=1e-12)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
@example(0, 1, 1, 0)
def test_fishers_test_agrees_with_scipy(yes_a: int, no_a: int, yes_b: int, no_b: int) -> None:
    assume(yes_a + no_a and yes_b + no_b)
    expected = fisher_exact([[yes_a, no_a], [yes_b, no_b]]).pvalue
    assert fisher(yes_a, yes_a + no_a, yes_b, yes_b + no_b) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(COUNTS_OF_FEW, COUNTS_OF_FEW, COUNTS_OF_FEW, COUNTS_OF_FEW)
@example(
    1, 5, 9, 2
)  # one in six against nine in eleven: six in six against four in eleven is exactly as likely
def test_fishers_test_counts_outcomes_that_are_exactly_as_likely(
    yes_a: int, no_a: int, yes_b: int, no_b: int
) -> None:
    n_a, n_b, yes = yes_a + no_a, yes_b + no_b, yes_a + yes_b
    assume(n_a and n_b)
    ways = [comb(n_a, x) * comb(n_b, yes - x) for x in range(min(n_a, yes) + 1)]
    seen = comb(n_a, yes_a) * comb(n_b, yes_b)
    exact = Fraction(sum(each for each in ways if each <= seen), comb(n_a + n_b, yes))
    assert fisher(yes_a, n_a, yes_b, n_b) == pytest.approx(float(exact), rel=1e-9)


def test_fishers_tea_taster_is_one_in_seventy_either_way() -> None:
    # All four cups told apart: 1/70, and 1/70 for getting all of them wrong.
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_groups_too_far_apart_for_a_float_have_no_chance_left() -> None:
    assert fisher(1_000_000, 1_000_000, 0, 1_000_000) == 0.0
