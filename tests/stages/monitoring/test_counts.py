from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.monitoring import queries, thread
from saidanddone.stages.monitoring.models import Measure
from tests.factories.monitoring import a_framework, a_measure, a_reading


@pytest.fixture
def measure(second) -> Measure:
    return a_measure(a_framework(second))


def figure(programme, key: str):
    return next(each for each in queries.figures(programme) if each.key == key)


def test_the_headline_counts_the_measures_people_chose(second):
    found = queries.headline(second)
    assert (found.key, found.shown) == ("monitoring-measures", "1")
    assert found.sentence == "People chose 1 measure, in 1 framework."
    a_measure(a_framework(second))
    assert queries.headline(second).sentence == "People chose 2 measures, in 2 frameworks."
    second.frameworks.all().delete()
    assert queries.headline(second).shown == "0"


def test_the_latest_reading_of_each_group_is_a_figure_with_its_interval(second, measure):
    a_reading(measure, 10, 40, year=2020)
    a_reading(measure, 30, 60, year=2022)
    a_reading(measure, 20, 50, year=2021)
    found = figure(second, "monitoring-sleeps-well-everyone")
    assert (found.shown, found.k, found.n) == ("50%", 30, 60)
    assert (round(found.low, 3), round(found.high, 3)) == (0.377, 0.623)
    assert "in 2022" in found.sentence and "30 of 60 people" in found.sentence


def test_a_reading_that_could_point_at_somebody_is_a_figure_without_its_number(second):
    found = figure(second, "monitoring-second-measure-everyone")
    assert found.shown == "too few to show"
    assert (found.k, found.n, found.value, found.low) == (None, None, None, None)
    assert "6" not in found.sentence and "12" not in found.sentence


def test_two_groups_whose_names_come_out_alike_have_two_figures(second, measure):
    a_reading(measure, 30, 60, "Young men")
    a_reading(measure, 20, 60, "young-men")
    keys = [each.key for each in queries.figures(second) if "young-men" in each.key]
    assert keys == ["monitoring-sleeps-well-young-men", "monitoring-sleeps-well-young-men-2"]


def test_a_small_base_is_said(second, measure):
    a_reading(measure, 10, 25)
    assert "small-base" in figure(second, "monitoring-sleeps-well-everyone").labels


def test_all_figures_take_four_queries(second, measure, django_assert_num_queries):
    a_reading(measure, 10, 25)
    with django_assert_num_queries(4):
        assert len(queries.figures(second)) == 3


@pytest.mark.parametrize(("k", "n"), [(5, 4), (0, 0), (-1, 4)])
def test_a_reading_that_cannot_be_is_refused(measure, k, n):
    with pytest.raises(Refused, match="cannot be"):
        a_reading(measure, k, n)


def test_a_measures_key_is_one_in_the_whole_programme(second, measure):
    with pytest.raises(Refused, match="Another measure"):
        a_measure(a_framework(second, "another"), measure.key)


def test_who_keeps_the_measures_is_told_which_have_no_reading_this_year(desk, second, monkeypatch, measure):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2021, 3, 4, 12, tzinfo=UTC))
    for account in (desk.team.lead, desk.team.evaluator):
        (waiting,) = thread.waiting_for(desk.person(account), second)
        assert waiting.count == 1 and waiting.address.endswith("?reading=missing")
    a_reading(measure, 10, 25, year=2021)
    assert [each.count for each in thread.waiting_for(desk.person(desk.team.lead), second)] == [0]
    assert thread.waiting_for(desk.person(desk.team.organiser), second) == []
    assert thread.waiting_for(Person("second"), second) == []
