"""The London example: what is published is as published, and what is rebuilt says so."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Count

from saidanddone.methods.index import composite_index, flat
from saidanddone.stages.need.models import Decision, Indicator, IndicatorValue
from saidanddone.stages.need.queries import headline, index_of
from saidanddone.stages.need.rules import sign
from tests.spoiling import LONDON, check_written_back
from tests.stages.opening import check_everybody_reads

CITY = "E09000001"
FIRST_SEVEN = {
    "Barking and Dagenham",
    "Hackney",
    "Haringey",
    "Islington",
    "Lambeth",
    "Newham",
    "Tower Hamlets",
}


def test_there_are_28_indicators_and_33_boroughs_of_which_32_are_ranked(london):
    index = index_of(london)
    assert (len(index.indicators), len(index.places), len(index.ranked)) == (28, 33, 32)
    assert [place.rank for place in index.ranked] == list(range(1, 33))


def test_every_borough_has_a_tile_of_its_own(london):
    places = [(area.tile_row, area.tile_column) for area in london.areas.all()]
    assert None not in {each for place in places for each in place}
    assert len(set(places)) == 33


def test_the_city_of_london_is_missing_and_shown_as_missing(london, client):
    city = index_of(london).place_of(CITY)
    assert (city.rank, city.score, city.level) == (None, None, None)
    # Its two numbers about homelessness are published; of everything else nothing is.
    known = {cell.indicator.code for cell in city.cells if cell.value is not None}
    assert known == {"homelessness", "temporary-accommodation"}
    assert {cell.status for cell in city.cells if cell.value is None} == {"missing"}
    page = client.get("/london/need/").content.decode()
    assert "City of London is not ranked. Only 2 of 28 indicators are known there" in page


def test_a_missing_value_is_never_nought_and_says_why(london):
    missing = IndicatorValue.objects.filter(indicator__programme=london).exclude(status="ok")
    assert not missing.filter(value__isnull=False).exists()
    assert not missing.filter(note="").exists()


def test_the_years_are_those_that_are_published(london):
    years = {
        (row["indicator__source__key"], row["year"]): row["rows"]
        for row in IndicatorValue.objects.filter(indicator__programme=london)
        .values("indicator__source__key", "year")
        .annotate(rows=Count("pk"))
        .order_by()
    }
    health_index = {("ons-health-index-2021", year): 25 * 33 for year in range(2015, 2022)}
    assert years == health_index | {
        ("dluhc-homelessness-2023", 2023): 2 * 33,
        ("ons-crime-severity-2023", 2023): 33,
    }


def test_every_indicator_says_what_it_counts_which_way_is_worse_and_where_it_is_from(london):
    for indicator in Indicator.objects.filter(programme=london).select_related("source"):
        assert indicator.definition and indicator.unit and indicator.domain
        assert indicator.direction in {"higher-is-worse", "higher-is-better"}
        assert indicator.source.licence == "OGL v3"
        assert "Open Government Licence v3.0" in indicator.source.attribution


def test_values_are_published_and_the_choice_of_indicators_and_places_is_rebuilt(london):
    values = IndicatorValue.objects.filter(indicator__programme=london)
    assert set(values.values_list("provenance", flat=True)) == {"published"}
    indicators = Indicator.objects.filter(programme=london)
    assert set(indicators.values_list("provenance", flat=True)) == {"reconstructed"}
    decision = Decision.objects.get(programme=london)
    assert decision.provenance == "reconstructed"
    assert "the original ranking is not" in decision.note


def test_published_numbers_are_read_as_they_are_and_not_turned_round(london):
    def value(code: str, area: str, year: int = 2021) -> float:
        row = IndicatorValue.objects.get(
            indicator__programme=london, indicator__code=code, area__code=area, year=year
        )
        return row.value

    assert value("child-poverty", "E09000030") == pytest.approx(23.3)
    assert value("child-poverty", "E09000027") == pytest.approx(4.6)
    assert value("life-satisfaction", "E09000012") == pytest.approx(7.32, abs=0.005)
    assert value("crime-severity", "E09000033", 2023) == pytest.approx(60.324752)


def test_the_five_domains_weigh_the_same(london):
    weights: Counter[str] = Counter()
    for indicator in Indicator.objects.filter(programme=london):
        weights[indicator.domain] += indicator.weight
    assert len(weights) == 5
    assert set(weights.values()) == {24}


def test_the_decision_is_the_first_seven_of_the_rebuilt_index(london):
    index = index_of(london)
    assert {place.area.name for place in index.first(7)} == FIRST_SEVEN
    decision = Decision.objects.get(programme=london)
    assert {each.area.name for each in decision.chosen.all()} == FIRST_SEVEN
    assert headline(london).shown == "7 of 33"


def test_the_tables_are_written_back_byte_for_byte(london, tmp_path):
    for table in ("areas", "indicators", "indicator_values", "decisions"):
        check_written_back(london, tmp_path, table, LONDON)


def test_with_every_indicator_alike_two_of_the_seven_are_others(london):
    """What the decision's note says of the weights is so."""
    index = index_of(london)
    codes = [each.code for each in index.indicators]
    found = composite_index(
        [place.area.name for place in index.ranked],
        codes,
        [[float("nan") if c.value is None else c.value for c in place.cells] for place in index.ranked],
        flat(codes, [sign(each.direction) for each in index.indicators], [1] * 28),
    )
    first = {area for area, rank in zip(found.areas, found.ranks, strict=True) if rank <= 7}
    assert FIRST_SEVEN - first == {"Barking and Dagenham", "Newham"}
    assert first - FIRST_SEVEN == {"Southwark", "Westminster"}


def test_the_order_of_rows_and_columns_changes_nothing(london):
    index = index_of(london)
    places, indicators = index.ranked[::-1], index.indicators[::-1]
    found = composite_index(
        [place.area.code for place in places],
        [each.code for each in indicators],
        [[float("nan") if c.value is None else c.value for c in place.cells[::-1]] for place in places],
        flat(
            [each.code for each in indicators],
            [sign(each.direction) for each in indicators],
            [each.weight for each in indicators],
        ),
    )
    assert list(found.ranks) == [place.rank for place in places]
    assert list(found.scores) == pytest.approx([place.score for place in places], abs=1e-12)


@pytest.mark.parametrize(
    "path", ["", "indicators/", "indicators/child-poverty/", "areas/E09000012/", "decisions/where-to-begin/"]
)
def test_pages_of_the_whole_example_keep_within_the_caps_and_say_what_is_rebuilt(client, london, path):
    walks = path in ("areas/E09000012/", "decisions/where-to-begin/")
    page = check_everybody_reads(client, f"/london/need/{path}", walks=walks)
    assert "label-reconstructed" in page
