"""Boroughs against a benchmark: better, similar or worse by more than chance, and what cannot be said."""

from __future__ import annotations

from math import sqrt

import pytest

from saidanddone.methods.benchmark import rate_of
from saidanddone.methods.funnel import funnel
from saidanddone.stages.need.models import IndicatorValue
from saidanddone.stages.need.queries.comparing import BETTER, SIMILAR, WORSE, comparison_of
from tests.factories.need import a_programme, a_value, an_indicator, counted
from tests.stages.opening import check_everybody_reads, queries_stay_the_same

PLACES = ["A", "B", "C", "D", "E"]
SHARE = {"kind": "proportion", "per": 100}
RATE = {"kind": "rate", "per": 100_000, "unit": "per 100,000 people"}


@pytest.fixture
def five(db):
    return a_programme("five", PLACES)


def found(indicator, year=None):
    comparison = comparison_of(indicator, indicator.programme, year)
    return comparison, {each.area.code: each for each in comparison.places}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def page_of(client, indicator, asked="") -> str:
    return text(client.get(f"/{indicator.programme.slug}/need/indicators/{indicator.code}/compare/{asked}"))


def test_a_share_is_set_against_its_benchmark_by_wilsons_interval(five):
    share = an_indicator(five, benchmark=10.0, benchmark_is="England, 2021", **SHARE)
    counted(share, A=(150, 1000), B=(100, 1000), C=(60, 1000), D=(120, 1000))
    comparison, at = found(share)
    z, p, n = 1.959963984540054, 0.15, 1000
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert at["A"].low == pytest.approx(100 * (p + z * z / (2 * n) - half) / (1 + z * z / n), rel=1e-12)
    assert [at[code].at_95 for code in "ABCD"] == [WORSE, SIMILAR, BETTER, WORSE]
    assert [at[code].at_998 for code in "ABCD"] == [WORSE, SIMILAR, BETTER, SIMILAR]
    assert at["E"].value is None and at["E"].status_says == "missing" and not at["E"].at_95
    assert [each.area.code for each in comparison.places] == ["A", "D", "B", "C", "E"]


def test_which_side_is_worse_is_declared_and_not_guessed(five):
    share = an_indicator(five, benchmark=10.0, direction="higher-is-better", **SHARE)
    counted(share, A=(150, 1000), B=(100, 1000), C=(60, 1000))
    comparison, at = found(share)
    assert [at[code].at_95 for code in "ABC"] == [BETTER, SIMILAR, WORSE]
    assert comparison.places[0].area.code == "C"


def test_a_rate_has_exact_limits_under_ten_events_and_byars_from_ten_and_none_at_all_begins_at_nought(five):
    rate = an_indicator(five, benchmark=30.0, **RATE)
    counted(rate, A=(0, 50_000), B=(9, 50_000), C=(10, 50_000), D=(40, 50_000.5))
    _comparison, at = found(rate)
    assert (at["A"].value, at["A"].low) == (0, 0)
    assert at["A"].high == pytest.approx(3.688879454113936 * 2)  # exact: -ln 0.025 events
    assert at["A"].at_95 == BETTER
    assert at["B"].high == pytest.approx(rate_of(9, 50_000).high)
    assert at["B"].is_few and not at["C"].is_few
    assert at["D"].at_998 == WORSE


def test_without_a_benchmark_the_boroughs_are_set_against_all_of_them_together_and_the_page_says_so(
    client, five
):
    share = an_indicator(five, **SHARE)
    counted(share, A=(30, 100), B=(20, 100), C=(10, 200))
    comparison, _at = found(share)
    assert comparison.benchmark.value == pytest.approx(100 * 60 / 400)
    page = page_of(client, share)
    assert "15.0 (per 100): the 3 boroughs with counts, taken together" in page
    assert "Each borough is part of what it is set against" in page


def test_the_funnel_and_the_table_say_the_same(client, five):
    rate = an_indicator(five, **RATE)
    counts = {"A": (40, 100_000), "B": (60, 100_000), "C": (90, 100_000), "D": (600, 1_000_000)}
    counted(rate, **counts)
    comparison, at = found(rate)
    plotted = funnel(*zip(*counts.values(), strict=True), kind="rate")
    wheres = dict(zip(counts, plotted.points, strict=True))
    for code, point in wheres.items():
        outside = point.where != "inside"
        assert (at[code].at_95 != SIMILAR) == outside
        assert (at[code].at_998 != SIMILAR) == ("99.8%" in point.where)
    assert comparison.dispersion == pytest.approx(plotted.dispersion)
    band = comparison.bands[0]
    assert (band.low_inner, band.high_outer) == pytest.approx(
        (plotted.bands[0].low_inner * 100_000, plotted.bands[0].high_outer * 100_000)
    )
    page = page_of(client, rate)
    assert page.count('class="mark ') == 4
    assert "The boroughs vary" in page and "times as much as chance would have it" in page


def test_the_page_says_how_many_differ_and_how_many_would_by_chance_alone(client, five):
    share = an_indicator(five, benchmark=10.0, benchmark_is="England, 2021", **SHARE)
    counted(share, A=(150, 1000), B=(100, 1000), C=(60, 1000), D=(120, 1000))
    page = page_of(client, share)
    assert "In 2021, 2 of 4 boroughs were worse than the benchmark and 1 better" in page
    assert "At 99.8% it is 1 and 1 of 4." in page
    assert "If none of the 4 differed from the benchmark, about 0.2 of them would look as if they did" in page
    assert "England, 2021" in page


def test_small_counts_and_suppressed_values_are_said_and_kept(client, five):
    rate = an_indicator(five, **RATE)
    counted(rate, A=(4, 20_000), B=(60, 100_000))
    a_value(rate, "C", None, status="suppressed")
    page = page_of(client, rate)
    assert "1 borough has fewer than 10 events" in page
    assert (
        "Suppressed, to protect people, and so neither similar nor nought: C. The boroughs together are without them."
        in page
    )
    assert "exact; fewer than 10" in page
    lines = (
        client.get("/five/need/indicators/an-indicator/compare/?format=csv").getvalue().decode().splitlines()
    )
    assert [line.split(",")[0] for line in lines[1:]] == ["B", "A", "C", "D", "E"]
    assert lines[3].startswith("C,,,suppressed,") and lines[4].startswith("D,,,missing,")


def test_published_limits_without_counts_are_compared_at_95_alone_and_the_page_says_so(client, five):
    printed = an_indicator(five, benchmark=5.0, benchmark_is="England")
    for code, value, low, high in (("A", 7, 6, 8), ("B", 5, 4, 6), ("C", 3, 2, 4), ("D", 9, None, None)):
        a_value(printed, code, value)
        IndicatorValue.objects.filter(area__code=code, indicator=printed).update(low=low, high=high)
    comparison, at = found(printed)
    assert [at[code].at_95 for code in "ABCD"] == [WORSE, SIMILAR, BETTER, ""]
    assert {each.at_998 for each in comparison.places} == {""}
    page = page_of(client, printed)
    assert (
        "3 boroughs have limits given with their values (as published, or standardised) and no counts."
        in page
    )
    assert "Neither counts nor limits, so that nothing is said of: D." in page
    assert "funnel-heading" not in page and "At 99.8% it" not in page


def test_a_limit_that_equals_the_benchmark_is_similar(five):
    printed = an_indicator(five, benchmark=6.0)
    a_value(printed, "A", 7)
    IndicatorValue.objects.filter(indicator=printed).update(low=6, high=8)
    assert found(printed)[1]["A"].at_95 == SIMILAR


def test_where_there_are_neither_counts_nor_limits_the_page_says_what_is_missing(client, london):
    page = text(client.get("/london/need/indicators/child-poverty/compare/"))
    assert "No value of this indicator has counts or limits" in page
    assert "What is missing:" in page
    assert "compare/" not in text(client.get("/london/need/indicators/child-poverty/"))


@pytest.mark.parametrize("counts", [{"A": (0, 100), "B": (0, 200)}, {"A": (100, 100), "B": (200, 200)}])
def test_where_nobody_or_everybody_has_it_no_funnel_is_drawn_and_all_are_similar(client, five, counts):
    share = an_indicator(five, **SHARE)
    counted(share, **counts)
    assert {each.at_95 for each in found(share)[0].said} == {SIMILAR}
    assert "<svg viewBox" not in page_of(client, share).split("<h1>")[1]


def test_a_year_can_be_chosen_and_goes_along_with_the_file(client, five):
    share = an_indicator(five, benchmark=10.0, **SHARE)
    counted(share, year=2019, A=(50, 1000), B=(70, 1000))
    counted(share, year=2021, A=(150, 1000), B=(70, 1000))
    assert "In 2021, 1 of 2" in page_of(client, share)
    page = page_of(client, share, "?year=2019")
    assert "In 2019, 0 of 2" in page and "year=2019&amp;format=csv" in page
    assert "In 2021, 1 of 2" in page_of(client, share, "?year=1066")


def test_only_some_verdicts_can_be_shown(client, five):
    share = an_indicator(five, benchmark=10.0, **SHARE)
    counted(share, A=(150, 1000), B=(100, 1000), C=(60, 1000))
    address = "/five/need/indicators/an-indicator/compare/?verdict=better&format=csv"
    lines = client.get(address).getvalue().decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["C"]


def test_everybody_reads_it_within_the_caps_however_many_rows(client, second):
    address = "/second/need/indicators/second-indicator/compare/"
    page = check_everybody_reads(client, address, walks=False)
    assert "3.00 (per 100): the whole city" in " ".join(page.split())
    indicator = second.indicators.get()
    with queries_stay_the_same(client, [address]):
        for year in range(2010, 2018):
            counted(indicator, year=year, E09000012=(40, 900), E09000022=(30, 900))


def test_the_indicators_own_page_shows_limits_counts_benchmark_and_the_way_to_compare(client, second):
    page = text(client.get("/second/need/indicators/second-indicator/"))
    assert "4.00 (2.90 to 5.40)" in page and "40 of 1,000" in page
    for words in (
        "Of whom",
        "everybody",
        "a share: so many of so many, per 100",
        "3: the whole city",
        "from 0, the",
    ):
        assert words in page, words
    assert 'href="/second/need/indicators/second-indicator/compare/"' in page
    assert 'href="/second/need/indicators/second-indicator/standardised/"' in page
