"""`said need inequality`: how far a figure follows deprivation, on a person's own file."""

from __future__ import annotations

import numpy as np
import pytest

# Directly standardised rates by quintile of deprivation in 2010, with their limits, as OHID gives them out with its
# package: https://github.com/ukhsa-collaboration/PHEindicatormethods, tests/testthat/DSR_testdata.csv
PEOPLE = (1434002, 1450590, 1453827, 1440980, 1457780)
RATES = (150.2200205, 131.0221747, 127.4954973, 130.494241, 135.4664241)
LOW = (147.3194185, 128.3676972, 125.0421198, 128.2469515, 133.2469515)
HIGH = (153.1498241, 133.7051129, 129.975513, 132.7657553, 137.8657553)
OF_OHID = [
    f"Q{at},{n},{y},{a},{b}" for at, (n, y, a, b) in enumerate(zip(PEOPLE, RATES, LOW, HIGH, strict=True), 1)
]
HEADER = "group,people,value,low,high"
STRAIGHT = [f"d{at},100,{50 - 3 * at}" for at in range(10)]  # 51.5 at the one end and 21.5 at the other


@pytest.fixture
def written(written):
    return lambda rows, header=HEADER: written("\n".join([header, *rows]) + "\n", "values.csv")


def test_the_quintiles_of_ohid_have_the_slope_of_a_line_weighted_by_people(said, written) -> None:
    """The line by numpy's own least squares, and the limits by the spread of a sum of normal values."""
    found = said("need", "inequality", written(OF_OHID), "--json").json
    n = np.array(PEOPLE, dtype=float)
    x = (n.cumsum() - n / 2) / n.sum()
    slope, at_0 = np.polyfit(x, RATES, 1, w=np.sqrt(n))
    assert found["sii"] == pytest.approx(-slope, rel=1e-9)
    assert found["rii"] == pytest.approx(at_0 / (at_0 + slope), rel=1e-9)
    assert [each["on_the_line"] for each in found["groups"]] == pytest.approx((at_0 + slope * x).tolist())
    share = n * (x - (n * x).sum() / n.sum())
    share /= (share * x).sum()
    errors = (np.array(HIGH) - LOW) / (2 * 1.959963984540054)
    half = 1.959963984540054 * np.sqrt(((share * errors) ** 2).sum())
    assert (found["sii_low"], found["sii_high"]) == pytest.approx((-slope - half, -slope + half), rel=0.02)
    assert found["rii_low"] < found["rii"] < found["rii_high"]


def test_groups_that_do_not_lie_near_a_line_are_said_not_to(said, written) -> None:
    """Those quintiles fall and rise again."""
    done = said("need", "inequality", written(OF_OHID), "--json")
    assert done.json["fits_badly"] and done.json["fit"] == pytest.approx(0.274, abs=5e-4)
    said_so = " ".join(done.json["sentences"])
    assert "The line explains 27% of how the groups differ. That is little" in said_so
    straight = said("need", "inequality", written(STRAIGHT, "group,people,value"), "--json").json
    assert not straight["fits_badly"] and "That is little" not in " ".join(straight["sentences"])


def test_what_is_pasted_names_both_indices_their_limits_and_the_level(said, written) -> None:
    shown = said("need", "inequality", written(OF_OHID), "--level", 0.99).out
    assert (
        "By a line weighted by people through 5 groups, from Q1 to Q5, the value is 14.8 higher at the most deprived "
        "end than at the least deprived (slope index of inequality, 99% interval" in shown
    )
    assert "1.12 times as high (relative index of inequality, 99% interval" in shown
    assert "10,000 times within its own (seed 1)" in shown
    assert "not that deprivation is the cause" in shown


def test_a_straight_line_is_exact_and_without_limits_nothing_is_said_of_chance(said, written) -> None:
    found = said("need", "inequality", written(STRAIGHT, "group,people,value"), "--json").json
    assert (found["sii"], found["rii"], found["fit"]) == pytest.approx((30, 51.5 / 21.5, 1))
    assert (found["sii_low"], found["rii_high"], found["seed"]) == (None, None, None)
    assert any("nothing is said of chance" in sentence for sentence in found["cannot_say"])


def test_a_value_that_is_better_when_higher_is_said_to_be_lower(said, written) -> None:
    rows = [f"d{at},100,{70 + at},{69 + at},{71 + at}" for at in range(10)]
    found = said("need", "inequality", written(rows), "--json").json
    assert found["sii"] == pytest.approx(-10) and found["sii_low"] < -10 < found["sii_high"]
    first = found["sentences"][0]
    assert "the value is 10.0 lower at the most deprived end" in first and "interval 8." in first


def test_a_column_of_ranks_orders_the_groups_whatever_the_order_of_rows(said, written) -> None:
    ranked = [f"{row},{at}" for at, row in enumerate(OF_OHID, 1)]
    asked = ("--seed", 3, "--json")
    before = said("need", "inequality", written(OF_OHID), *asked).json
    after = said("need", "inequality", written(ranked[::-1], f"{HEADER},rank"), *asked).json
    assert after == before
    other = said("need", "inequality", written(OF_OHID[::-1]), *asked).json
    assert other["sii"] == pytest.approx(-before["sii"])


def test_areas_may_stand_in_the_place_of_groups_and_have_names(said, written) -> None:
    rows = [f"E{at},100,{9 - at},Place {at}" for at in range(5)]
    shown = said("need", "inequality", written(rows, "area,people,value,name"))
    assert shown.code == 0 and "from Place 0 to Place 4" in shown.out


def test_fewer_than_five_groups_are_warned_of_and_fewer_than_three_refused(said, written, refused) -> None:
    found = said("need", "inequality", written(STRAIGHT[:4], "group,people,value"), "--json").json
    assert any(
        "only 4 groups: of fewer than 5 one alone can turn the line" in each for each in found["sentences"]
    )
    told = refused("need", "inequality", written(STRAIGHT[:2], "group,people,value"))
    assert told == "values.csv: there are 2 groups; allowed: 3 or more, and better 5."


def test_no_slope_is_said_to_be_one_where_chance_could_make_it(said, written) -> None:
    rows = [f"d{at},100,{50 + (at % 2)},40,60" for at in range(6)]
    found = said("need", "inequality", written(rows), "--json").json
    assert any("Chance alone could explain such a difference" in each for each in found["sentences"])


def test_a_ratio_that_cannot_be_is_left_out(said, written) -> None:
    found = said(
        "need", "inequality", written(["a,1,9", "b,1,4", "c,1,0"], "group,people,value"), "--json"
    ).json
    assert found["rii"] is None and "relative index" not in found["sentences"][0]
    rows = [f"g{at},1,{y},{y - 8},{y + 8}" for at, y in enumerate((50, 40, 30, 21, 12))]
    assert "without an upper end" in said("need", "inequality", written(rows)).out


@pytest.mark.parametrize(
    ("rows", "header", "options", "sentence"),
    [
        (STRAIGHT, "group,people,figure", [], "line 1, column value: this column is missing"),
        (STRAIGHT, "band,people,value", [], "column group: this column is missing; allowed: group or area"),
        (["a,1,2,1"], "group,people,value,low", [], "line 1, column high: this column is missing"),
        (["a,1,2,9"], "group,people,value,colour", [], "there is no such column"),
        ([",1,2", *STRAIGHT], "group,people,value", [], "line 2, column group: the cell is blank"),
        (["a,0,2", *STRAIGHT], "group,people,value", [], "line 2, column people: 0 is not above 0"),
        (["a,1,", *STRAIGHT], "group,people,value", [], "line 2, column value: the cell is blank"),
        (["a,1,[c]", *STRAIGHT], "group,people,value", [], "column value: “[c]” is no number (suppressed)"),
        (["a,1,tall", *STRAIGHT], "group,people,value", [], "line 2, column value: “tall” is no number"),
        ([*STRAIGHT, STRAIGHT[0]], "group,people,value", [], "line 12, column group: the group “d0” is there"),
        (["a,1,2,1", "b,1,2,1", "c,1,2,3"], "group,people,value,rank", [], "line 3, column rank: the rank “1”"),
        (["a,1,2,", "b,1,2,1", "c,1,2,3"], "group,people,value,rank", [], "line 2, column rank: the cell is"),
        (["a,1,2,1,3", "b,1,2,,", "c,1,2,1,3"], HEADER, [], "line 3, column low: the cell is blank"),
        (["a,1,2,1,3", "b,1,2,3,4", "c,1,2,1,3"], HEADER, [], "line 3, column low: the value 2 is not between"),
        (["a,1,2,1,3", "b,1,9,3,4", "c,1,2,1,3"], HEADER, [], "line 3, column high: the value 9 is not between"),
        (OF_OHID, HEADER, ["--level", 0], "level is 0.0; allowed: a number between 0 and 1"),
        (OF_OHID, HEADER, ["--seed", -1], "the seed is -1"),
    ],
)  # fmt: skip
def test_bad_values_are_one_sentence(written, refused, rows, header, options, sentence) -> None:
    assert sentence in refused("need", "inequality", written(rows, header), *options, "--json")
