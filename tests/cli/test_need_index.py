"""`said need index`: a person's own spreadsheet, in and out."""

from __future__ import annotations

import csv
import random

import pytest
from openpyxl import Workbook

from .conftest import changed

AREAS = ["a1", "a2", "a3", "a4", "a5"]
VALUES = [
    ["area", "name", "poverty", "sport", "homeless"],
    ["a1", "Ash", "10", "60", "5"],
    ["a2", "Beech", "20", "40", ""],
    ["a3", "Cedar", "30", "50", "7"],
    ["a4", "Damson", "15", "45", "suppressed"],
    ["a5", "Elm", "12", "70", "[z]"],
]
INDICATORS = [
    ["code", "parent", "direction", "weight"],
    ["poverty", "money", "1", "1"],
    ["homeless", "money", "1", "3"],
    ["sport", "need", "-1", "1"],
    ["money", "need", "", "2"],
    ["need", "", "", "1"],
]


@pytest.fixture
def files(two_files):
    return lambda values=VALUES, indicators=INDICATORS: two_files(values, indicators)


def test_areas_come_by_rank_with_every_value_at_every_level(said, files) -> None:
    found = said("need", "index", *files(), "--json").json
    assert [area["rank"] for area in found["areas"]] == [1, 2, 3, 4, 5]
    first = found["areas"][0]
    assert (first["area"], first["name"]) == ("a3", "Cedar")
    assert set(first["values"]) == {"poverty", "homeless", "sport", "money", "need"}
    assert first["values"]["money"] == 100 and first["score"] == pytest.approx((2 * 100 + 200 / 3) / 3)
    assert "p_first" not in first


def test_missing_suppressed_and_not_applicable_are_told_apart_to_the_last_table(said, files) -> None:
    found = said("need", "index", *files(), "--json").json
    why = {(cell["area"], cell["indicator"]): cell["why"] for cell in found["left_out"]}
    assert why == {
        ("a2", "homeless"): "missing",
        ("a4", "homeless"): "suppressed",
        ("a5", "homeless"): "not applicable",
    }
    filled = said("need", "index", *files(), "--impute", "mean", "--json").json
    assert {cell["area"] for cell in filled["imputed"]} == {"a2", "a4"}
    assert [cell["why"] for cell in filled["left_out"]] == ["not applicable"]
    assert "1 not applicable, 1 suppressed" not in " ".join(filled["cannot_say"])


def test_a_long_file_gives_the_same_and_takes_each_indicators_latest_year(said, files, tmp_path) -> None:
    wide = said("need", "index", *files(), "--json").json["areas"]
    rows = [["area", "indicator", "value", "year"]]
    for row in VALUES[1:]:
        for code, cell in zip(VALUES[0][2:], row[2:], strict=True):
            rows += [[row[0], code, cell, "2021" if code == "sport" else "2020"], [row[0], code, "1", "2019"]]
    found = said("need", "index", *files(values=rows), "--json").json
    strip = [{key: area[key] for key in ("area", "rank", "score", "values")} for area in wide]
    assert found["areas"] == strip
    assert any("different years, 2020 to 2021" in sentence for sentence in found["cannot_say"])


def test_a_workbook_gives_the_same_as_csv(said, files, tmp_path) -> None:
    values, indicators = files()
    book = Workbook()
    for row in VALUES:
        book.active.append([float(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(tmp_path / "values.xlsx")
    by_csv = said("need", "index", values, indicators, "--json").json
    assert said("need", "index", tmp_path / "values.xlsx", indicators, "--json").json == by_csv


def test_the_order_of_rows_and_columns_changes_nothing_but_order(said, files) -> None:
    asked = ("--first", 2, "--replications", 200, "--json")
    before = said("need", "index", *files(), *asked).json
    r = random.Random(2)
    rows, columns = r.sample(VALUES[1:], 5), [0, *r.sample(range(1, 5), 4)]
    mixed = [[row[at] for at in columns] for row in [VALUES[0], *rows]]
    after = said("need", "index", *files(mixed, [INDICATORS[0], *r.sample(INDICATORS[1:], 5)]), *asked).json
    assert after["areas"] == before["areas"]


def test_the_first_k_have_their_probabilities_and_add_to_k(said, files) -> None:
    found = said("need", "index", *files(), "--first", 2, "--replications", 500, "--json").json
    assert sum(area["p_first"] for area in found["areas"]) == pytest.approx(2, abs=0.05)
    assert all(area["rank_low"] <= area["rank_high"] for area in found["areas"])
    assert found["sure"] == {
        "first": 2,
        "replications": 500,
        "seed": 1,
        "vary": ["weights", "normalise", "aggregate", "treat"],
        "noise": 0.25,
    }
    assert len(found["sentences"]) == 2 and "500 other ways" in found["sentences"][1]


def test_values_with_limits_may_be_in_doubt_themselves(said, files) -> None:
    rows = [["area", "indicator", "value", "low", "high"]]
    rows += [[area, "x", str(10 + at), str(4 + at), str(16 + at)] for at, area in enumerate(AREAS)]
    one = [INDICATORS[0], ["x", "", "1", "1"]]
    found = said("need", "index", *files(rows, one), "--first", 1, "--vary", "values", "--json").json
    assert 0 < found["areas"][1]["p_first"] < 0.6
    refused = said("need", "index", *files(), "--first", 1, "--vary", "values")
    assert refused.code == 2 and "columns low and high" in refused.err


def test_what_moves_ranks_most_is_shown_as_shares(said, files) -> None:
    found = said("need", "index", *files(), "--first", 2, "--moves", "--json").json
    assert [move["choice"] for move in found["sure"]["moves"]] == [
        "weights",
        "treat",
        "normalise",
        "aggregate",
    ]
    assert all(0 <= move["first"] <= 1 and 0 <= move["total"] <= 1 for move in found["sure"]["moves"])


def test_weights_may_be_alike_from_a_component_or_from_a_vote(said, files, tmp_path) -> None:
    alike = said("need", "index", *files(), "--weights", "equal", "--json").json
    assert alike["weights"]["effective"] == pytest.approx({"homeless": 0.25, "poverty": 0.25, "sport": 0.5})
    (tmp_path / "votes.csv").write_text("voter,code,points\nAda,poverty,3\nAda,homeless,1\nBen,poverty,1\n")
    voted = said("need", "index", *files(), "--votes", tmp_path / "votes.csv", "--json").json
    assert voted["weights"]["nodes"]["poverty"] == pytest.approx(0.875)
    assert any("2 voters" in sentence for sentence in voted["cannot_say"])
    component = said("need", "index", *files(), "--weights", "pca", "--impute", "mean", "--json")
    assert component.code == 0
    assert any("first principal component" in sentence for sentence in component.json["cannot_say"])


def test_too_little_known_is_screened_out_and_named(said, files) -> None:
    found = said("need", "index", *files(), "--screen", 0.9, "--json").json
    assert found["screened"] == ["a2", "a4", "a5"] and len(found["areas"]) == 2
    assert any("Beech, Damson and Elm" in sentence for sentence in found["cannot_say"])


def test_a_paper_is_a_table_a_picture_and_two_sentences(said, files, tmp_path) -> None:
    shown = said("need", "index", *files(), "--first", 2, "--write", tmp_path / "paper")
    assert shown.code == 0
    assert "For a paper:" in shown.out and "What the data cannot say:" in shown.out
    assert "o the rank" in shown.out
    with (tmp_path / "paper" / "index.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["name"] == "Cedar" and float(rows[0]["need"]) == pytest.approx(float(rows[0]["score"]))
    assert (tmp_path / "paper" / "index.svg").read_text().startswith("<svg")
    text = (tmp_path / "paper" / "paper.md").read_text()
    assert "need is greatest in Cedar" in text and "## What the data cannot say" in text
    assert "| Cedar (a3) | 1 |" in text and "](index.svg)" in text
    assert "- seed: 1\n" in text and "- range: 0 to 100\n" in text and "None" not in text


def test_an_area_ranked_on_less_than_half_is_named_and_a_screen_leaves_it_out(said, files) -> None:
    values = [["area", "poverty", "sport", "homeless"], ["a1", "1", "2", "3"], ["a2", "2", "1", "4"],
              ["a3", "3", "", ""], ["a4", "5", "4", ""]]  # fmt: skip
    found = said("need", "index", *files(values=values), "--json").json
    assert any("says little: a3 (1 of 3). --screen 0.5" in sentence for sentence in found["cannot_say"])
    screened = said("need", "index", *files(values=values), "--screen", 0.5, "--json").json
    assert screened["screened"] == ["a3"]
    assert not any("says little" in sentence for sentence in screened["cannot_say"])


def test_goalposts_stand_in_the_file_of_indicators(said, files) -> None:
    rows = [
        [*INDICATORS[0], "least", "greatest"],
        ["poverty", "", "1", "1", "0", "40"],
        ["sport", "", "-1", "1", "80", "40"],
        ["homeless", "", "1", "1", "0", "10"],
    ]
    found = said("need", "index", *files(indicators=rows), "--normalise", "goalposts", "--json").json
    values = {area["area"]: area["values"] for area in found["areas"]}
    assert values["a1"] == pytest.approx({"poverty": 25, "sport": 50, "homeless": 50})
    missing = said("need", "index", *files(), "--normalise", "goalposts")
    assert (
        missing.code == 2 and "indicators.csv, line 3, column least: homeless has no goalposts" in missing.err
    )


@pytest.mark.parametrize(
    ("values", "indicators", "options", "sentence"),
    [
        (
            changed(VALUES, 3, "poverty", "1e308"),
            INDICATORS,
            [],
            "“1e308” is too large; allowed: 1e+100 at most",
        ),
        (changed(VALUES, 1, "sport", "running"), INDICATORS, [], "does not know the code “running”"),
        (
            [*VALUES, VALUES[2]],
            INDICATORS,
            [],
            "values.csv, line 7, column area: the area “a2” is there twice",
        ),
        (
            changed(VALUES, 3, "poverty", "tall"),
            INDICATORS,
            [],
            "values.csv, line 3, column poverty: “tall” is no",
        ),
        (
            changed(VALUES, 3, "poverty", "1,200"),
            INDICATORS,
            [],
            "line 3, column poverty: “1,200” is no number",
        ),
        (
            VALUES,
            changed(INDICATORS, 2, "direction", ""),
            [],
            "indicators.csv, line 2, column direction: the cell",
        ),
        (VALUES, changed(INDICATORS, 2, "direction", "up"), [], "column direction: “up” is no direction"),
        (
            VALUES,
            changed(INDICATORS, 2, "weight", "-1"),
            [],
            "indicators.csv, line 2, column weight: -1 is below 0",
        ),
        (
            VALUES,
            changed(INDICATORS, 2, "parent", "cash"),
            [],
            "line 2, column parent: no row describes “cash”",
        ),
        (
            VALUES,
            [*INDICATORS, INDICATORS[1]],
            [],
            "indicators.csv, line 7, column code: “poverty” is there twice",
        ),
        (
            VALUES,
            [*INDICATORS, ["gold", "need", "1", "1"]],
            [],
            "line 7, column code: values.csv has no values of",
        ),
        ([[*row[:4], ""] for row in VALUES], INDICATORS, [], "this column has no name"),
        (
            [VALUES[0], *[[*row[:4], ""] for row in VALUES[1:]]],
            INDICATORS,
            [],
            "column homeless: every value of this",
        ),
        (VALUES[:2], INDICATORS, [], "values.csv: there is one area; allowed: two areas or more"),
        (
            [VALUES[0], *[[*row[:3], "5", row[4]] for row in VALUES[1:]]],
            INDICATORS,
            [],
            "column sport: every value is 5",
        ),
        (
            changed(VALUES, 3, "poverty", "-4"),
            changed(INDICATORS, 4, "direction", "1"),
            ["--normalise", "scaled", "--aggregate", "geometric"],
            "values.csv, line 3, column poverty: a2 stands at -4 in the direction of need, which a geometric mean",
        ),
        (
            changed(VALUES, 3, "poverty", "0"),
            INDICATORS,
            ["--normalise", "fracmax"],
            "line 3, column poverty: a2 stands",
        ),
        (VALUES, INDICATORS, ["--normalise", "guess"], "--normalise is “guess”; allowed: minmax, zscore"),
        (VALUES, INDICATORS, ["--range", "9"], "--range is “9”; allowed: LOW:HIGH"),
        (
            VALUES,
            INDICATORS,
            ["--first", "9"],
            "k (how many places to begin with) is 9; allowed: a whole number from 1 to 5",
        ),
        (
            VALUES,
            INDICATORS,
            ["--first", "2", "--vary", "luck"],
            "--vary is “luck”; allowed: weights, normalise",
        ),
        (VALUES, INDICATORS, ["--screen", "7"], "--screen is 7; allowed: a share from 0 to 1"),
        (VALUES, INDICATORS, ["--moves"], "say how many with --first K"),
    ],
)
def test_bad_input_is_one_sentence_with_file_row_and_column(
    said, files, tmp_path, values, indicators, options, sentence
) -> None:
    done = said(
        "need", "index", *files(values, indicators), *options, "--write", tmp_path / "paper", "--json"
    )
    assert done.code == 2 and done.out == ""
    assert sentence in done.err and "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "paper").exists()


def test_what_is_significantly_worse_than_a_benchmark_or_in_the_worst_quarter_is_counted(said, files) -> None:
    rows = [["area", "indicator", "value", "low", "high"]]
    rows += [["a1", "x", "20", "16", "24"], ["a2", "x", "17", "13", "21"], ["a3", "x", "5", "3", "7"]]
    rows += [["a1", "y", "40", "35", "45"], ["a2", "y", "80", "75", "85"], ["a3", "y", "60", "", ""]]
    indicators = [[*INDICATORS[0], "benchmark"], ["x", "", "1", "1", "15"], ["y", "", "-1", "1", "50"]]
    asked = ("--normalise", "worse", "--aggregate", "sum", "--json")
    found = said("need", "index", *files(rows, indicators), *asked).json
    assert {area["area"]: area["score"] for area in found["areas"]} == {"a1": 2, "a2": 0, "a3": 0}
    assert found["left_out"] == [{"area": "a3", "indicator": "y", "why": "no limits"}]
    assert found["choices"]["normalise"] == "worse"
    quarter = said("need", "index", *files(), "--normalise", "quarter", "--aggregate", "sum", "--json").json
    assert quarter["areas"][0]["area"] == "a3"
    without = said("need", "index", *files(rows, [row[:4] for row in indicators]), *asked)
    assert without.code == 2 and "indicators.csv, line 2, column benchmark: x has no benchmark" in without.err
    assert "columns low and high" in said("need", "index", *files(), *asked).err


HEADER = [
    *(
        "Indicator ID",
        "Indicator Name",
        "Parent Code",
        "Parent Name",
        "Area Code",
        "Area Name",
        "Area Type",
        "Sex",
    ),
    *(
        "Age",
        "Category Type",
        "Category",
        "Time period",
        "Value",
        "Lower CI 95.0 limit",
        "Upper CI 95.0 limit",
    ),
    *("Count", "Denominator", "Value note", "Time period Sortable"),
]


def fingertips(indicator: str, area: str, value: str, year: str = "2021", **more: str) -> list[str]:
    row = dict.fromkeys(HEADER, "") | {
        "Indicator ID": indicator,
        "Area Code": area,
        "Area Name": f"Place {area}",
        "Area Type": "Counties & UAs",
        "Sex": "Persons",
        "Value": value,
        "Time period Sortable": f"{year}0000",
    }
    return list((row | more).values())


def test_a_file_as_fingertips_gives_it_out_is_recognised(said, files) -> None:
    """England, breakdowns, men and women are left out; the latest year is taken; what was held back is suppressed."""
    rows = [
        HEADER,
        fingertips("92443", "E1", "10", **{"Lower CI 95.0 limit": "8", "Upper CI 95.0 limit": "12"}),
        fingertips("92443", "E1", "99", Sex="Male"),
        fingertips("92443", "E1", "50", Category="Most deprived"),
        fingertips("92443", "E1", "3", year="2019"),
        fingertips("92443", "E2", "20"),
        fingertips("92443", "E3", "", **{"Value note": "Value suppressed for disclosure control"}),
        fingertips("92443", "E92000001", "15", **{"Area Type": "England"}),
        *(
            fingertips("90366", area, value, Sex="Female")
            for area, value in (("E1", "70"), ("E2", "60"), ("E3", "65"))
        ),
    ]
    indicators = [INDICATORS[0], ["92443", "", "1", "1"], ["90366", "", "-1", "1"]]
    found = said("need", "index", *files(rows, indicators), "--json").json
    assert (found["areas"][0]["area"], found["areas"][0]["name"]) == ("E2", "Place E2")
    assert {area["area"]: area["values"]["92443"] for area in found["areas"]} == {
        "E1": 0,
        "E2": 100,
        "E3": None,
    }
    assert found["left_out"] == [{"area": "E3", "indicator": "92443", "why": "suppressed"}]


def test_two_types_of_area_in_one_file_are_not_mixed(said, files) -> None:
    rows = [HEADER, fingertips("1", "E1", "10"), fingertips("1", "E2", "10", **{"Area Type": "Districts"})]
    done = said("need", "index", *files(rows, [INDICATORS[0], ["1", "", "1", "1"]]))
    assert (
        done.code == 2
        and "line 3, column Area Type: there are 2 types of area: Counties & UAs, Districts" in done.err
    )


def test_a_doubled_area_and_indicator_in_a_long_file_is_named_with_its_line(said, files) -> None:
    rows = [["area", "indicator", "value"], ["a1", "x", "1"], ["a2", "x", "2"], ["a1", "x", "3"]]
    done = said("need", "index", *files(rows, [INDICATORS[0], ["x", "", "1", "1"]]))
    assert done.code == 2 and "values.csv, line 4, column indicator: “x” of a1 is there twice" in done.err


@pytest.mark.parametrize("column", ["age", "period", "sex"])
def test_a_column_that_would_tell_rows_apart_and_is_not_read_is_refused_not_passed_over(
    files, refused, column
) -> None:
    """A file of one age group would else pass for all people, and two periods for one."""
    long = [
        ["area", "indicator", "value", column],
        ["a1", "poverty", "1", "one"],
        ["a2", "poverty", "2", "other"],
    ]
    indicators = [["code", "parent", "direction", "weight"], ["poverty", "", "1", "1"]]
    said = refused("need", "index", *files(long, indicators))
    assert said.startswith(f"values.csv, line 1, column {column}: there is no such column; allowed: area")
