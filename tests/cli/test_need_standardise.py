"""`said need standardise`: rates of areas whose people differ in age, on a person's own file."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import Workbook

from saidanddone.methods.benchmark import byar, exact
from saidanddone.methods.standardised import ESP_2013

# Down's syndrome by age of the mother and order of birth, Michigan 1950 to 1964, and what is published of it:
# Fleiss, 1981, "Statistical methods for rates and proportions", table 14.4, used by Fay and Feuer, 1997,
# https://doi.org/10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-%23, and by the R package dsrTest,
# https://cran.r-project.org/web/packages/dsrTest/vignettes/dsrTest-example.html
MOTHERS = ("under 20", "20-24", "25-29", "30-34", "35-39", "40 and over")
BIRTHS = {
    "1": (230061, 329449, 114920, 39487, 14208, 3052),
    "2": (72202, 326701, 208667, 83228, 28466, 5375),
    "3": (15050, 175702, 207081, 117300, 45026, 8660),
    "4": (2293, 68800, 132424, 98301, 46075, 9834),
    "5+": (327, 30666, 123419, 149919, 104088, 34392),
}
CASES = {
    "1": (107, 141, 60, 40, 39, 25),
    "2": (25, 150, 110, 84, 82, 39),
    "3": (3, 71, 114, 103, 108, 75),
    "4": (1, 26, 64, 89, 137, 96),
    "5+": (0, 8, 63, 112, 262, 295),
}
# Cancer deaths in the United States: Selvin, 2004, "Statistical analysis of epidemiologic data", as the R package
# epitools gives it, https://cran.r-project.org/web/packages/epitools/epitools.pdf
AMERICANS = ("<1", "1-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+")
DEATHS_1960 = (141, 926, 1253, 1080, 1869, 4891, 14956, 30888, 41725, 26501, 5928)
PEOPLE_1960 = (
    *(1784033, 7065148, 15658730, 10482916, 9939972, 10563872),
    *(9114202, 6850263, 4702482, 1874619, 330915),
)
DEATHS_1940 = (45, 201, 320, 670, 1126, 3160, 9723, 17935, 22179, 13461, 2238)
PEOPLE_1940 = (
    906897,
    3794573,
    10003544,
    10629526,
    9465330,
    8249558,
    7294330,
    5022499,
    2920220,
    1019504,
    142532,
)

HEADER = "area,age,events,people"
TWO = ["a,0-64,10,1000", "a,65+,40,500", "b,0-64,3,900", "b,65+,8,100"]
STANDARD = "age,people\n0-64,800\n65+,200\n"
BANDS = ["0-4", *(age for age in ESP_2013 if age not in ("0", "1-4", "90-94", "95+")), "90+"]


def lines(rows: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def by_area(found: dict) -> dict[str, dict]:
    return {area["area"]: area for area in found["areas"]}


def test_the_published_rates_of_fleiss_come_out(said, written) -> None:
    rows = [
        f"{order},{age},{cases},{births}"
        for order in BIRTHS
        for age, cases, births in zip(MOTHERS, CASES[order], BIRTHS[order], strict=True)
    ]
    all_births = [sum(births) for births in zip(*BIRTHS.values(), strict=True)]
    standard = written(
        lines([f"{age},{n}" for age, n in zip(MOTHERS, all_births, strict=True)], "age,people"), "all.csv"
    )
    found = said(
        "need", "standardise", written(lines(rows)), "--way", "direct", "--standard", standard, "--json"
    ).json
    assert by_area(found)["5+"]["value"] == pytest.approx(75.52901, abs=5e-6)
    for order, births in BIRTHS.items():
        rate = sum(
            Fraction(w) * o / n for w, o, n in zip(all_births, CASES[order], births, strict=True)
        ) / sum(all_births)
        assert by_area(found)[order]["value"] == pytest.approx(float(100_000 * rate), rel=1e-12)


def test_an_indirect_ratio_is_events_over_those_expected_in_exact_arithmetic(said, written) -> None:
    """Selvin's deaths of 1940, had the ages then had the rates of 1960."""
    file = written(
        lines(
            [
                f"1940,{age},{dead},{n}"
                for age, dead, n in zip(AMERICANS, DEATHS_1940, PEOPLE_1940, strict=True)
            ]
        )
    )
    standard = written(
        lines(
            [f"{age},{dead},{n}" for age, dead, n in zip(AMERICANS, DEATHS_1960, PEOPLE_1960, strict=True)],
            "age,events,people",
        ),
        "1960.csv",
    )
    found = said("need", "standardise", file, "--way", "indirect", "--standard", standard, "--json").json
    expected = sum(
        Fraction(n) * dead / of for n, dead, of in zip(PEOPLE_1940, DEATHS_1960, PEOPLE_1960, strict=True)
    )
    (only,) = found["areas"]
    assert only["events"] == 71_058 and only["expected"] == pytest.approx(float(expected), rel=1e-12)
    assert only["value"] == pytest.approx(float(71_058 / expected), rel=1e-12)
    assert only["low"] == pytest.approx(byar(71_058, 0.025).low / float(expected))
    assert only["verdict"] == "lower" and found["benchmark"] == 1


@pytest.mark.parametrize("parted", [(), ("0-4",), ("90+",), ("0-4", "90+")])
def test_without_a_standard_it_is_the_european_one_in_any_of_its_forms(said, written, parted) -> None:
    """Every age group has as many events a head as the next, so whatever the form the rate is that."""
    parts = {"0-4": ["0", "1-4"], "90+": ["90-94", "95+"]}
    ages = [age for band in BANDS for age in (parts[band] if band in parted else [band])]
    rows = [f"a,{age},2,1000" for age in ages]
    found = said("need", "standardise", written(lines(rows)), "--way", "direct", "--json").json
    assert found["standard"] == "the European Standard Population 2013"
    assert found["areas"][0]["value"] == pytest.approx(200)


def test_the_european_standard_weighs_each_age_group_as_it_was_published(said, written) -> None:
    """Events in one age group alone: the rate is that group's weight times its rate."""
    for band, weight in (("0-4", 5000), ("35-39", 7000), ("80-84", 2500), ("90+", 1000)):
        rows = [f"a,{age},{20 if age == band else 0},1000" for age in BANDS]
        found = said("need", "standardise", written(lines(rows)), "--way", "direct", "--json").json
        assert found["areas"][0]["value"] == pytest.approx(20 / 1000 * weight)


def test_age_groups_may_be_written_as_people_write_them(said, written) -> None:
    rows = [f"a,{age.replace('-', ' to ')},2,1000" for age in BANDS]
    rows += [f"b,{'-'.join(end.zfill(2) for end in age.split('-'))},2,1000" for age in BANDS]
    rows += [f"c,{age.replace('-', '–')},2,1000" for age in BANDS]
    found = said("need", "standardise", written(lines(rows)), "--way", "direct", "--json").json
    assert [area["value"] for area in found["areas"]] == pytest.approx([200] * 3)


def test_on_fewer_than_ten_events_no_direct_rate_is_given_and_it_says_why(said, written) -> None:
    asked = ("--way", "direct", "--standard", written(STANDARD, "standard.csv"))
    file = written(lines([*TWO, "c,0-64,3,1000", "c,65+,6,500"]))
    found = said("need", "standardise", file, *asked, "--benchmark", 2000, "--json").json
    c = by_area(found)["c"]
    assert (c["value"], c["low"], c["verdict"]) == (None, None, None) and c["why"] == "fewer than 10 events"
    assert any("No standardised rate is given for c" in sentence for sentence in found["sentences"])
    shown = said("need", "standardise", file, *asked).out
    assert "not given" in shown and "fewer than 10 events" in shown
    ratio = by_area(said("need", "standardise", file, "--way", "indirect", "--json").json)["c"]
    assert ratio["value"] is not None and ratio["high"] == pytest.approx(
        exact(9, 0.025).high / ratio["expected"]
    )


def test_all_areas_together_are_the_reference_where_none_is_given(said, written) -> None:
    found = said("need", "standardise", written(lines(TWO)), "--way", "indirect", "--json").json
    assert sum(area["expected"] for area in found["areas"]) == pytest.approx(61)
    assert any("draws a large area towards 1" in sentence for sentence in found["cannot_say"])
    assert any("not with the ratio of another area" in sentence for sentence in found["cannot_say"])


def test_what_is_pasted_names_the_method_the_standard_and_the_level(said, written) -> None:
    file = written(lines([f"{row},{'Ash' if row[0] == 'a' else 'Beech'}" for row in TWO], f"{HEADER},name"))
    standard = written(STANDARD, "standard.csv")
    shown = said(
        *("need", "standardise", file, "--way", "direct", "--standard", standard, "--multiplier", 1000),
        *("--level", 0.998, "--benchmark", 20),
    ).out
    assert (
        "Directly standardised to standard.csv, the rate per 1,000 goes from 18.7 (Beech) to 24.0 (Ash) over 2 areas, "
        "with Dobson's limits at 99.8%." in shown
    )
    assert "Against 20.0, 0 of 2 areas are higher and 0 lower." in shown
    assert "What the data cannot say:" in shown and "Age alone is allowed for" in shown


def test_a_suppressed_count_leaves_its_area_out_and_is_named(said, written) -> None:
    file = written(lines([*TWO, "c,0-64,[c],1000", "c,65+,60,500"]))
    standard = written(STANDARD, "standard.csv")
    done = said("need", "standardise", file, "--way", "direct", "--standard", standard, "--json")
    assert done.json["left_out"] == [{"area": "c", "why": "suppressed at the ages 0-64"}]
    assert "Left out, without a count in every age group: c." in done.err


def test_the_order_of_rows_changes_nothing(said, written) -> None:
    asked = ("--way", "indirect", "--json")
    before, after = (
        by_area(said("need", "standardise", written(lines(rows)), *asked).json) for rows in (TWO, TWO[::-1])
    )
    assert list(before) == list(after)
    assert all(before[area]["value"] == pytest.approx(after[area]["value"]) for area in before)


@pytest.mark.parametrize(
    ("rows", "options", "sentence"),
    [
        (TWO[:3], [], "line 4, column age: the area “b” has no row for the age group “65+”"),
        ([*TWO, "b,90+,1,5"], [], "line 6, column age: standard.csv has no age group “90+”; allowed: 0-64, 65+"),
        ([*TWO, "b,65+,1,5"], [], "line 6, column age: the age group “65+” of “b” is there twice"),
        (["a,0-64,1.5,10", *TWO[1:]], [], "line 2, column events: 1.5 is no count; allowed: a whole number from 0"),
        (["a,0-64,1,0", *TWO[1:]], [], "line 2, column people: 0 is not above 0"),
        (["a,0-64,few,10", *TWO[1:]], [], "line 2, column events: “few” is no number"),
        (["a,,1,10", *TWO[1:]], [], "line 2, column age: the cell is blank"),
        ([",0-64,1,10", *TWO[1:]], [], "line 2, column area: the cell is blank"),
        (["a,05-Sep,1,10", *TWO[1:]], [], "line 2, column age: “05-Sep” is a date, which spreadsheets make"),
        (["a,0-64,,10", "a,65+,1,10"], [], "no area has counts in each of its age groups"),
        (TWO, ["--way", "sideways"], "--way is “sideways”; allowed: direct, indirect"),
        (TWO, ["--level", 95], "level is 95.0; allowed: a number between 0 and 1"),
        (TWO, ["--multiplier", 0], "--multiplier is 0; allowed: above 0"),
        (TWO, ["--benchmark", -1], "--benchmark is -1; allowed: 0 or more"),
    ],
)  # fmt: skip
def test_bad_counts_are_one_sentence(said, written, refused, rows, options, sentence) -> None:
    standard = written(STANDARD, "standard.csv")
    asked = ("need", "standardise", written(lines(rows)), "--way", "direct", "--standard", standard)
    assert sentence in refused(*asked, *options, "--json")


@pytest.mark.parametrize(
    ("way", "standard", "sentence"),
    [
        ("direct", "age\n0-64\n", "standard.csv, line 1, column people: this column is missing"),
        ("direct", "age,people\n0-64,800\n", "column age: standard.csv has no age group “65+”"),
        ("direct", f"{STANDARD}65+,1\n", "standard.csv, line 4, column age: the age group “65+” is there twice"),
        ("direct", "age,people\n0-64,800\n65+,\n", "standard.csv, line 3, column people: the cell is blank"),
        ("direct", "age,people\n", "standard.csv: there is no age group"),
        ("indirect", STANDARD, "standard.csv, line 1, column events: this column is missing"),
        ("indirect", "age,events,people\n0-64,0,8\n65+,0,2\n", "standard.csv, column events: there is no event"),
    ],
)  # fmt: skip
def test_a_standard_that_is_none_is_one_sentence(said, written, refused, way, standard, sentence) -> None:
    asked = ("need", "standardise", written(lines(TWO)), "--way", way)
    assert sentence in refused(*asked, "--standard", written(standard, "standard.csv"), "--json")


def test_other_age_groups_than_the_european_need_a_standard(written, refused) -> None:
    told = refused("need", "standardise", written(lines(TWO)), "--way", "direct")
    assert (
        "counts.csv, line 2, column age: “0-64” is no age group of the European Standard Population 2013"
        in told
    )
    assert told.endswith("or your own standard with --standard.")
    gap = written(lines([f"a,{age},2,1000" for age in BANDS[:-1]]))
    assert "the area “a” has no row for the age group “90+”" in refused(
        "need", "standardise", gap, "--way", "direct"
    )


def test_an_indirect_ratio_needs_others_and_is_per_nothing(written, refused) -> None:
    assert "there is one area with counts, and it would be measured against itself" in refused(
        "need", "standardise", written(lines(TWO[:2])), "--way", "indirect"
    )
    assert "--multiplier goes with --way direct" in refused(
        "need", "standardise", written(lines(TWO)), "--way", "indirect", "--multiplier", 100
    )
    nothing = written(lines(["a,all,0,10", "b,all,0,20"]))
    assert "there is no event" in refused("need", "standardise", nothing, "--way", "indirect")


def test_age_groups_that_a_workbook_took_for_dates_are_named(tmp_path, refused) -> None:
    from datetime import date

    book = Workbook()
    book.active.append(["area", "age", "events", "people"])
    book.active.append(["a", date(2026, 9, 5), 3, 100])
    book.save(tmp_path / "counts.xlsx")
    told = refused("need", "standardise", tmp_path / "counts.xlsx", "--way", "direct")
    assert "line 2, column age" in told and "is a date" in told
