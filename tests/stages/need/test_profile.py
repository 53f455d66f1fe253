"""One borough by itself: what stands out, which are like it, what changed and how old its figures are."""

from __future__ import annotations

import pytest

from saidanddone.stages.need import queries
from saidanddone.stages.need.models import IndicatorValue

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


@pytest.fixture
def time_machine_year(monkeypatch):
    """The year in which every figure of the example is older than five years."""
    from datetime import date

    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2031, 1, 1))
