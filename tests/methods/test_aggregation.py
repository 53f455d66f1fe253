from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.methods.aggregation import mean
from saidanddone.methods.imputation import filled

NAN = float("nan")


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("arithmetic", (1 * 2 + 3 * 8) / 4),
        ("geometric", (2 * 8**3) ** 0.25),
        ("harmonic", 4 / (1 / 2 + 3 / 8)),
        ("power:1", (1 * 2 + 3 * 8) / 4),
        ("power:0", (2 * 8**3) ** 0.25),
        ("power:-1", 4 / (1 / 2 + 3 / 8)),
        ("power:2", ((4 + 3 * 64) / 4) ** 0.5),
        ("sum", 2 + 24),
    ],
)
def test_each_mean_is_its_formula(how: str, wanted: float) -> None:
    assert mean([[2.0, 8.0]], [1, 3], how)[0] == pytest.approx(wanted)


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "harmonic", "power:3"])
def test_a_missing_child_leaves_its_weight_to_the_others(how: str) -> None:
    assert mean([[2.0, NAN, 8.0]], [1, 5, 3], how) == pytest.approx(mean([[2.0, 8.0]], [1, 3], how))
    assert np.isnan(mean([[NAN, NAN]], [1, 1], how)[0])


@pytest.mark.parametrize("how", ["geometric", "harmonic", "power:-2"])
def test_a_value_of_nought_or_less_makes_a_mean_of_products_nought_unless_it_has_no_weight(how: str) -> None:
    assert mean([[0.0, 8.0], [-3.0, 8.0]], [1, 1], how).tolist() == [0, 0]
    assert mean([[0.0, 8.0]], [0, 1], how)[0] == pytest.approx(8)


@given(
    st.lists(st.floats(0.01, 1e4), min_size=2, max_size=6),
    st.lists(st.floats(0.1, 10), min_size=6, max_size=6),
)
def test_the_smaller_the_power_the_less_a_high_value_makes_up_for_a_low_one(values, weights) -> None:
    ways = ["power:-3", "harmonic", "geometric", "arithmetic", "power:2"]
    means = [float(mean([values], weights[: len(values)], how)[0]) for how in ways]
    for smaller, larger in pairwise(means):
        assert smaller <= larger * (1 + 1e-9)
    assert min(values) * (1 - 1e-9) <= means[0] and means[-1] <= max(values) * (1 + 1e-9)


def test_a_negative_value_has_no_fractional_power() -> None:
    with pytest.raises(ValueError, match=r"a value under power:1.5 is -1; allowed: 0 or more"):
        mean([[-1.0, 2.0]], [1, 1], "power:1.5")


def test_a_gap_takes_the_middle_of_all_or_of_its_group_and_of_all_where_its_group_has_none() -> None:
    values = [[1.0], [3.0], [NAN], [20.0], [NAN], [NAN]]
    groups = ["a", "a", "a", "b", "b", "c"]
    assert filled(values, "none")[2, 0] != filled(values, "none")[2, 0]
    assert filled(values, "mean")[:, 0] == pytest.approx([1, 3, 8, 20, 8, 8])
    assert filled(values, "median")[:, 0] == pytest.approx([1, 3, 3, 20, 3, 3])
    assert filled(values, "mean", groups)[:, 0] == pytest.approx([1, 3, 2, 20, 20, 8])
    with pytest.raises(ValueError, match="the number of groups is 1; allowed: 6"):
        filled(values, "mean", ["a"])
    assert np.isnan(filled([[NAN], [NAN]], "mean")).all()
