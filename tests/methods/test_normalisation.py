from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from saidanddone.methods.normalisation import WAYS, normalised, placed

NAN = float("nan")
COLUMN = [[3.0], [1.0], [NAN], [4.0], [1.0], [9.0]]


def found(how: str, direction: int = 1, values=COLUMN, **more) -> list[float]:
    return normalised(values, [direction], how, **more)[:, 0].tolist()


@pytest.mark.parametrize(
    ("how", "direction", "wanted"),
    [
        ("minmax", 1, [25, 0, NAN, 37.5, 0, 100]),
        ("minmax", -1, [75, 100, NAN, 62.5, 100, 0]),
        ("scaled", -1, [-3, -1, NAN, -4, -1, -9]),
        ("rank", 1, [3, 1, NAN, 4, 1, 5]),
        ("rank", -1, [3, 4, NAN, 2, 4, 1]),
        ("borda", 1, [2, 0, NAN, 3, 0, 4]),
        ("prank", 1, [0.5, 0, NAN, 0.75, 0, 1]),
        ("dist2max", 1, [0.25, 0, NAN, 0.375, 0, 1]),
        ("fracmax", 1, [3 / 9, 1 / 9, NAN, 4 / 9, 1 / 9, 1]),
        ("fracmax", -1, [1 / 3, 1, NAN, 1 / 4, 1, 1 / 9]),
        ("quarter", 1, [0, 0, NAN, 0, 0, 1]),
    ],
)
def test_each_way_is_its_formula_and_a_missing_value_stays_missing(how, direction, wanted) -> None:
    assert found(how, direction) == pytest.approx(wanted, nan_ok=True)


def test_z_scores_have_mean_ten_and_standard_deviation_two_with_n_less_one() -> None:
    known = np.array([x for x in found("zscore") if not math.isnan(x)])
    assert known.mean() == pytest.approx(10) and known.std(ddof=1) == pytest.approx(2)


def test_the_exponential_of_the_indices_of_deprivation_averages_ties() -> None:
    """Five areas: the two lowest share the ranks 4 and 5, so R = (5 - 4.5 + 1) / 5."""
    share = 1.5 / 5
    lowest = -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
    assert found("imd")[1] == pytest.approx(lowest, abs=1e-12)
    assert found("imd")[5] == pytest.approx(100)


def test_goalposts_are_agreed_values_and_nothing_goes_beyond_them() -> None:
    assert found("goalposts", goalposts=[(2.0, 4.0)]) == pytest.approx([50, 0, NAN, 100, 0, 100], nan_ok=True)
    down = found("goalposts", -1, goalposts=[(4.0, 2.0)])
    assert down == pytest.approx([50, 100, NAN, 0, 100, 0], nan_ok=True)
    with pytest.raises(
        ValueError, match="goalposts of indicator 1 is 2 and 4; allowed: the value of least need"
    ):
        found("goalposts", -1, goalposts=[(2.0, 4.0)])
    with pytest.raises(ValueError, match="the goalposts is not there"):
        found("goalposts")


def test_an_indicator_that_is_the_same_everywhere_tells_nothing() -> None:
    for how in sorted(set(WAYS) - {"scaled", "goalposts"}):
        assert all(math.isnan(x) for x in found(how, values=[[2.0], [2.0], [NAN]])), how
    assert found("scaled", values=[[2.0], [2.0]]) == [2, 2]


def test_ranks_within_a_larger_number_of_areas_are_taken_as_they_are_and_no_direction_turns_them() -> None:
    up, down = ([found("imd", d, [[1.0], [500.0]], ranks_of=1000)] for d in (1, -1))
    assert up == down and up[0][0] == pytest.approx(100)
    for wrong in ([[0.0], [1.0]], [[1.0], [1001.0]]):
        with pytest.raises(ValueError, match=r"a rank is .*; allowed: 1 to 1,000"):
            found("imd", values=wrong, ranks_of=1000)
    with pytest.raises(ValueError, match="ranks within a larger number of areas is used with minmax"):
        found("minmax", ranks_of=1000)


def test_a_share_of_the_best_takes_no_value_of_nought_or_less() -> None:
    with pytest.raises(ValueError, match="a value under fracmax is 0; allowed: above 0"):
        found("fracmax", values=[[0.0], [1.0]])


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30),
    st.sampled_from([1, -1]),
    st.sampled_from(["minmax", "prank", "dist2max", "imd"]),
)
def test_normalised_values_lie_in_the_range_and_keep_the_order(column, direction, how) -> None:
    scaled = normalised(np.array(column)[:, None], [direction], how)[:, 0]
    if np.isnan(scaled).all():
        assert len(set(column)) == 1
        return
    assert scaled.min() >= -1e-9 and scaled.max() <= 100 + 1e-9
    y = np.array(column) * direction
    assert all(scaled[a] <= scaled[b] + 1e-9 for a in range(len(y)) for b in range(len(y)) if y[a] < y[b])


@given(
    st.lists(
        st.one_of(st.just(NAN), st.integers(-3, 3).map(float), st.floats(-9, 9)), min_size=1, max_size=40
    )
)
def test_places_are_those_that_scipy_gives(column):
    values = np.array([column, column[::-1]]).T
    for ties in ("min", "average"):
        expected = rankdata(values, axis=0, method=ties, nan_policy="omit")
        np.testing.assert_array_equal(placed(values, ties), expected)
