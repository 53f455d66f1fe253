from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.stats import fisher_exact, hypergeom

from saidanddone.methods.hypergeometric import chance_of_at_least, fisher, weights

COUNTS = st.integers(0, 300)


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


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))))
def test_fishers_test_counts_outcomes_that_are_exactly_as_likely(counts: tuple[int, int, int]) -> None:
    """Two groups of one size mirror each other, so that every outcome but the middle one has an equal."""
    k_a, k_b, n = counts
    ways = [comb(n, x) * comb(n, k_a + k_b - x) for x in range(min(n, k_a + k_b) + 1) if k_a + k_b - x <= n]
    seen = comb(n, k_a) * comb(n, k_b)
    exact = Fraction(sum(each for each in ways if each <= seen), comb(2 * n, k_a + k_b))
    assert fisher(k_a, n, k_b, n) == pytest.approx(float(exact), rel=1e-9)


def test_fishers_tea_taster_is_one_in_seventy_either_way() -> None:
    # All four cups told apart: 1/70, and 1/70 for getting all of them wrong.
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_groups_too_far_apart_for_a_float_have_no_chance_left() -> None:
    assert fisher(1_000_000, 1_000_000, 0, 1_000_000) == 0.0
