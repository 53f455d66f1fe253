from __future__ import annotations

import math
import time
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from saidanddone.methods.proportion import corrected_size, estimate, wilson

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@st.composite
def samples(draw: st.DrawFn, most: int = 3000) -> tuple[int, int, int]:
    """k of n of N."""
    N = draw(st.integers(1, most))
    n = draw(st.integers(1, N))
    return draw(st.integers(0, n)), n, N


# Known answers ------------------------------------------------------------------------------------------


def test_forty_of_ninety_seven_of_a_thousand_is_318_to_511() -> None:
    found = estimate(40, 97, 1000)
    assert found.p == 40 / 97
    assert found.low == pytest.approx(0.323837, abs=1e-6)
    assert found.high == pytest.approx(0.506962, abs=1e-6)
    assert (found.total, found.total_low, found.total_high) == (412, 318, 511)
    assert (found.worst_low, found.worst_high) == (40, 943)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_are_those_newcombe_published_for_wilsons_method(
    k: int, n: int, low: float, high: float
) -> None:
    found = wilson(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_correction_is_wilsons_formula_with_fewer_doubts() -> None:
    size, z, p = 97 * 999 / 903, norm.ppf(0.975), 40 / 97
    assert corrected_size(97, 1000) == pytest.approx(size)
    half = z * math.sqrt(p * (1 - p) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    found = wilson(40, 97, N=1000)
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=1e-12)


def test_without_a_known_number_asked_nothing_is_said_of_all_of_them() -> None:
    found = estimate(40, 97)
    totals = (found.total, found.total_low, found.total_high, found.worst_low, found.worst_high)
    assert totals == (None,) * 5
    assert "not known" in found.method


def test_the_total_of_a_half_person_goes_up() -> None:
    assert estimate(1, 2, 5).total == 3


def test_a_tail_of_exactly_a_fortieth_is_not_more_than_a_fortieth() -> None:
    # One drawn of forty, and it said yes: with one yes among the forty the chance of that is 1/40.
    assert estimate(1, 1, 40).total_low == 2


def test_a_million_people_are_quick() -> None:
    begin = time.perf_counter()
    estimate(412_371, 970_000, 1_000_000)
    assert time.perf_counter() - begin < 2


def test_the_level_is_named_in_the_method() -> None:
    assert "90%" in estimate(4, 9, level=0.9).method
    assert "finite population correction" in estimate(4, 9, 20).method


# Properties ---------------------------------------------------------------------------------------------


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), LEVELS)
def test_the_limits_agree_with_statsmodels(counts: tuple[int, int], level: float) -> None:
    k, n = counts
    low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")
    found = wilson(k, n, level)
    assert found.low == pytest.approx(low, abs=1e-12)
    assert found.high == pytest.approx(high, abs=1e-12)


@given(samples(), LEVELS)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(
    sample: tuple[int, int, int], level: float
) -> None:
    found = estimate(*sample, level=level)
    assert 0 <= found.low <= found.p <= found.high <= 1
    assert found.worst_low <= found.total_low <= found.total <= found.total_high <= found.worst_high


@given(samples())
def test_knowing_how_many_were_asked_never_widens_the_interval(sample: tuple[int, int, int]) -> None:
    k, n, N = sample
    known, unknown = wilson(k, n, N=N), wilson(k, n)
    assert unknown.low - 1e-12 <= known.low
    assert known.high <= unknown.high + 1e-12


@given(samples())
def test_yes_and_no_mirror_each_other(sample: tuple[int, int, int]) -> None:
    k, n, N = sample
    yes, no = estimate(k, n, N), estimate(n - k, n, N)
    assert yes.low == pytest.approx(1 - no.high, abs=1e-12)
    assert yes.high == pytest.approx(1 - no.low, abs=1e-12)
    assert (yes.total_low, yes.total_high) == (N - no.total_high, N - no.total_low)


@given(st.integers(1, 500))
def test_where_everybody_answered_nothing_is_in_doubt(n: int) -> None:
    for k in {0, n // 3, n}:
        found = estimate(k, n, n)
        assert found.low == found.p == found.high
        assert found.total == found.total_low == found.total_high == found.worst_low == found.worst_high == k


@given(st.integers(1, 400), st.integers(0, 400))
def test_nobody_and_everybody_are_the_exact_ends(n: int, more: int) -> None:
    for N in (None, n + more):
        assert wilson(0, n, N=N).low == 0.0
        assert wilson(n, n, N=N).high == 1.0


@given(samples(most=60), LEVELS)
def test_the_totals_are_the_extreme_ones_that_the_answers_do_not_rule_out(
    sample: tuple[int, int, int], level: float
) -> None:
    """By counting every way in which the answers could have come about, for every total there could be."""
    k, n, N = sample
    tail = (1 - Fraction(str(level))) / 2

    def chance(total: int, drawn: range) -> Fraction:
        ways = sum(
            comb(total, x) * comb(N - total, n - x) for x in drawn if x <= total and n - x <= N - total
        )
        return Fraction(ways, comb(N, n))

    possible = range(k, N - (n - k) + 1)
    found = estimate(k, n, N, level)
    assert found.total_low == min(M for M in possible if chance(M, range(k, n + 1)) > tail)
    assert found.total_high == max(M for M in possible if chance(M, range(k + 1)) > tail)


# Refusals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((98, 97, 1000), r"k \(how many said yes\) is 98; allowed: 0 to n, the 97 who answered"),
        ((-1, 97, 1000), r"k \(how many said yes\) is -1; allowed: a whole number from 0"),
        ((0, 0, 10), r"n \(how many answered\) is 0; allowed: a whole number from 1"),
        ((40, 97, 96), r"N \(how many were asked\) is 96; allowed: n, the 97 who answered, or more"),
        ((1, 2, 10**12), r"N \(how many were asked\) is 1,000,000,000,000; allowed: a whole number from 1"),
        ((1.5, 2, 10), r"k \(how many said yes\) is 1.5; allowed: a whole number"),
        ((True, 2, 10), r"k \(how many said yes\) is 1; allowed: a whole number"),
        ((1, 2, 10, 1.0), "level is 1.0; allowed: a number between 0 and 1"),
        ((1, 2, 10, 95), "level is 95; allowed: a number between 0 and 1"),
        ((1, 2, 10, math.nan), "level is nan; allowed: a number between 0 and 1"),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(arguments: tuple, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        estimate(*arguments)
