from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep

from saidanddone.methods.difference import Side, newcombe
from saidanddone.methods.proportion import wilson


@st.composite
def sides(draw: st.DrawFn) -> Side:
    n = draw(st.integers(1, 400))
    N = draw(st.none() | st.integers(n, 2000))
    return Side(draw(st.integers(0, n)), n, N)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    # Newcombe 1998, table II, method 10: score, no continuity correction
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_limits_are_those_newcombe_published(a: tuple, b: tuple, low: float, high: float) -> None:
    found = newcombe(Side(*a), Side(*b))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_organisers_and_participants_differ_though_every_organiser_answered() -> None:
    found = newcombe(Side(13, 16, 16), Side(40, 97, 1000))
    assert found.difference == pytest.approx(13 / 16 - 40 / 97, abs=1e-12)
    assert found.low == pytest.approx(0.3055, abs=1e-4)
    assert found.high == pytest.approx(0.4887, abs=1e-4)
    assert found.p == pytest.approx(fisher_exact([[13, 3], [40, 57]]).pvalue, rel=1e-9)
    assert "a full count" in found.method
    assert "Fisher" in found.method


def test_beside_a_full_count_only_the_other_groups_doubt_is_left() -> None:
    found = newcombe(Side(13, 16, 16), Side(40, 97))
    limits = wilson(40, 97)
    assert found.low == pytest.approx(13 / 16 - limits.high, abs=1e-12)
    assert found.high == pytest.approx(13 / 16 - limits.low, abs=1e-12)


def test_two_full_counts_differ_by_what_they_differ() -> None:
    found = newcombe(Side(3, 4, 4), Side(1, 4, 4))
    assert found.low == found.difference == found.high == 0.5


@given(sides(), sides(), st.sampled_from([0.8, 0.95, 0.99]))
def test_without_known_numbers_the_limits_agree_with_statsmodels(a: Side, b: Side, level: float) -> None:
    expected = confint_proportions_2indep(a.k, a.n, b.k, b.n, method="newcomb", alpha=1 - level)
    found = newcombe(Side(a.k, a.n), Side(b.k, b.n), level)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-12)


@given(sides(), sides())
def test_the_limits_hold_the_difference_and_stay_between_minus_one_and_one(a: Side, b: Side) -> None:
    found = newcombe(a, b)
    assert -1 - 1e-12 <= found.low <= found.difference <= found.high <= 1 + 1e-12
    assert 0 <= found.p <= 1 + 1e-12


@given(sides(), sides())
def test_the_other_way_round_is_the_same_with_its_sign_turned(a: Side, b: Side) -> None:
    one, other = newcombe(a, b), newcombe(b, a)
    assert one.difference == -other.difference
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)
    assert one.p == pytest.approx(other.p, rel=1e-9)


@given(sides(), sides())
def test_knowing_how_many_were_asked_never_widens_the_limits(a: Side, b: Side) -> None:
    known, unknown = newcombe(a, b), newcombe(Side(a.k, a.n), Side(b.k, b.n))
    assert unknown.low - 1e-12 <= known.low
    assert known.high <= unknown.high + 1e-12


def test_a_group_that_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(
        ValueError, match=r"k \(how many said yes\) is 5; allowed: 0 to n, the 4 who answered"
    ):
        newcombe(Side(5, 4), Side(1, 4))
