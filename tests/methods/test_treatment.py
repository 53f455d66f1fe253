from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from saidanddone.methods.treatment import again, kurtosis, skewness, treated
from tests.methods.asem import codes, matrix

NAN = float("nan")
PLAIN = [1.0, 2, 2, 3, 3, 3, 4, 4, 5]


def column(*values: float) -> list[list[float]]:
    return [[float(value)] for value in values]


def test_skewness_and_kurtosis_are_those_that_statistics_packages_print() -> None:
    x = np.array([1.0, 2, 2, 3, 9, 40, 41.5, 3])
    assert skewness(x) == pytest.approx(stats.skew(x, bias=False))
    assert kurtosis(x) == pytest.approx(stats.kurtosis(x, bias=False))
    assert skewness(x * 1e200) == pytest.approx(skewness(x))


def test_one_odd_place_takes_the_next_value_above_or_below() -> None:
    high = treated(column(*PLAIN, 90), ["x"])
    assert high.matrix[-1, 0] == 5 and high.done[0].high == 5 and high.done[0].moved == 1
    low = treated(column(*PLAIN, -90), ["x"])
    assert low.matrix[-1, 0] == 1 and low.done[0].low == 1 and low.done[0].high is None


def test_what_is_not_odd_is_left_as_it_is() -> None:
    found = treated(column(*PLAIN), ["x"])
    assert found.done == () and found.matrix[:, 0].tolist() == PLAIN


def test_gaps_stay_gaps_and_nothing_given_is_changed() -> None:
    given = np.array(column(*PLAIN, NAN, 90))
    found = treated(given, ["x"])
    assert np.isnan(found.matrix[-2, 0]) and found.matrix[-1, 0] == 5 and given[-1, 0] == 90


def test_where_five_would_share_the_cap_and_it_does_not_do_the_logarithm_of_the_original_is_taken() -> None:
    steep = [2.0**i for i in range(60)]
    found = treated(column(*steep), ["x"])
    assert found.done[0].how == "logarithm"
    span = steep[-1] - steep[0]
    assert found.matrix[55, 0] == pytest.approx(np.log(steep[55] - 1 + 0.01 * span))
    assert (found.matrix[55] - found.matrix[0]) / (found.matrix[-1] - found.matrix[0]) * 100 == pytest.approx(
        42.92415467, abs=1e-6
    )


def test_what_was_done_is_done_alike_to_other_values() -> None:
    capped = treated(column(*PLAIN, 90), ["x"])
    assert again([3.0, 70.0], capped.done[0]).tolist() == [3.0, 5.0]
    steep = column(*[2.0**i for i in range(60)])
    logged = treated(steep, ["x"])
    assert again(steep, logged.done[0])[:, 0] == pytest.approx(logged.matrix[:, 0])


@pytest.mark.shared_data
def test_fifteen_indicators_of_asem_are_treated_as_coinr_treats_them() -> None:
    found = treated(matrix("step_Imputed.csv"), codes())
    assert found.matrix == pytest.approx(matrix("step_Treated.csv"), abs=1e-9)
    moved = {done.indicator: done.moved for done in found.done}
    assert len(moved) == 15 and moved["Services"] == 4 and moved["Flights"] == 1
