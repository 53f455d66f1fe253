"""One borough by itself: what stands out, which are like it, what changed and how old its figures are."""

from __future__ import annotations

import pytest

from saidanddone.stages.need import queries
from saidanddone.stages.need.models import IndicatorValue
from tests.factories.need import an_indicator, counted, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(london):
    return queries.index_of(london)


def test_the_places_most_like_one_are_compared_on_what_both_have(index):
    hackney = index.place_of("E09000012")
    alike = queries.places_like(index, hackney)
    assert len(alike) == 5 and hackney not in {each.place for each in alike}
    assert [each.distance for each in alike] == sorted(each.distance for each in alike)
    assert {each.place.area.name for each in alike} & {"Islington", "Tower Hamlets", "Lambeth", "Southwark"}
    assert not queries.places_like(index, index.place_of("E09000001"))  # too little is known of the City


def test_change_is_from_the_first_known_year_to_the_last_and_says_which_way_need_went(london, index):
    area = london.areas.get(code="E09000012")
    changes = queries.changes_in(index, london, area)
    for indicator in index.indicators:
        known = IndicatorValue.objects.filter(indicator=indicator, area=area, status="ok").order_by("year")
        if known.count() < 2:
            assert indicator.pk not in changes
            continue
        change, first, last = changes[indicator.pk], known.first(), known.last()
        assert (change.first_year, change.last_year) == (first.year, last.year)
        if last.value == first.value:
            assert change.more_need is None
        else:
            worse = (last.value > first.value) == (indicator.direction == "higher-is-worse")
            assert change.more_need is worse


def test_the_page_has_both_sides_who_is_alike_and_a_warning_of_old_figures(client, london, time_machine_year):
    page = client.get("/london/need/areas/E09000012/").content.decode()
    for words in ("Greatest need", "Least need", "Places most like it", "need now"):
        assert words in page, words
    assert "figures are more than 5 years old" in page


def test_each_value_has_its_interval_and_stands_better_or_worse_than_its_benchmark_in_words(client, three):
    for code, benchmark in (("worse", 5.0), ("better", 20.0), ("similar", 10.0), ("unset", None)):
        indicator = an_indicator(three, code, kind="proportion", per=100, benchmark=benchmark)
        counted(indicator, A=(100, 1000), B=(120, 1000))
    page = " ".join(client.get("/three/need/areas/A/").content.decode().split())
    assert page.count("10.0 (8.3 to 12.0)") == 4
    for code, word in (("worse", "worse"), ("better", "better"), ("similar", "similar"), ("unset", "")):
        row = page[page.index(f'indicators/{code}/">{code.capitalize()}</a></th>') :].partition("</tr>")[0]
        assert f"<td>{word}</td>" in row, code


def test_where_nothing_has_a_benchmark_no_column_speaks_of_one(client, three):
    values(an_indicator(three), A=1, B=2)
    assert "benchmark" not in client.get("/three/need/areas/A/").content.decode()


def test_with_few_indicators_none_is_both_among_the_greatest_need_and_the_least(three):
    for code in ("one", "two", "three", "four"):
        values(an_indicator(three, code), A=1, B=2, C=3)
    place = queries.index_of(three).place_of("A")
    assert len(queries.least_need(place)) == 1
    assert not {*queries.least_need(place)} & {*place.stands_out}


@pytest.fixture
def time_machine_year(monkeypatch):
    """The year in which every figure of the example is older than five years."""
    from datetime import date

    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2031, 1, 1))
