from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area
from saidanddone.programme.rules import Person
from saidanddone.stages.need import actions, rules
from saidanddone.stages.need.models import Indicator
from tests.factories.need import a_decision, a_value, an_indicator, values


def test_a_higher_value_raises_the_score_only_where_higher_is_worse():
    assert rules.sign("higher-is-worse") == 1
    assert rules.sign("higher-is-better") == -1


def test_missing_suppressed_and_not_applicable_have_no_number_and_a_known_value_has_one():
    rules.check_value("ok", 0.0)
    rules.check_value("missing", None)
    with pytest.raises(Refused, match="needs its number"):
        rules.check_value("ok", None)
    for status in ("missing", "suppressed", "not-applicable"):
        with pytest.raises(Refused, match="must have no number"):
            rules.check_value(status, 0.0)


def test_so_much_of_the_weight_as_was_asked_is_enough_and_no_weight_is_not():
    assert rules.is_enough(14, 28, 50)
    assert not rules.is_enough(13.9, 28, 50)
    assert rules.is_enough(28, 28, 100) and not rules.is_enough(27.9, 28, 100)
    assert not rules.is_enough(0, 0, 50)


@pytest.mark.parametrize("role", ["organiser", "coder", "evaluator"])
def test_only_the_lead_writes(three, role):
    person = Person("three", None, frozenset({(role, None)}))
    indicator = an_indicator(three)
    value = a_value(indicator, "A", 1)
    decision = a_decision(three, ["A"])
    said = {"person": person, "fields": {}, "by": None}
    for act in (
        lambda: actions.add_indicator(programme=three, **said),
        lambda: actions.change_indicator(indicator=indicator, **said),
        lambda: actions.enter_value(indicator=indicator, **said),
        lambda: actions.change_value(value=value, **said),
        lambda: actions.decide(programme=three, areas=[], **said),
        lambda: actions.change_decision(decision=decision, areas=[], **said),
    ):
        with pytest.raises(Refused, match="Only the programme lead"):
            act()


def test_an_area_of_another_programme_is_refused(three):
    indicator = an_indicator(three)
    with pytest.raises(Refused, match="belongs to another programme"):
        a_value(indicator, "E09000012", 1)
    with pytest.raises(Refused, match="belongs to another programme"):
        a_decision(three, ["A", "E09000012"])


def test_a_source_of_another_programme_is_refused(three, second):
    with pytest.raises(Refused, match="belongs to another programme"):
        an_indicator(three, source=second.sources.get(key="second-report"))


def test_whole_tables_are_refused_when_one_row_is_of_another_programme(three, second):
    theirs = Indicator.objects.get(programme=second)
    ours = Indicator(programme=three, code="ours", weight=1, source=second.sources.first())
    with pytest.raises(Refused, match="belongs to another programme"):
        actions.record_indicators(indicators=[ours], by=None)
    theirs_for_ours = theirs.values.model(
        indicator=theirs, area=Area.objects.get(code="A"), year=2021, value=1.0, status="ok"
    )
    with pytest.raises(Refused, match="belongs to another programme"):
        actions.record_values(values=[theirs_for_ours], by=None)


def test_as_many_places_are_chosen_as_are_said(three):
    with pytest.raises(Refused, match="You say 2 places and chose 1"):
        a_decision(three, ["A"], first=2)


def test_a_decision_that_is_changed_keeps_the_places_that_stay(three):
    values(an_indicator(three), A=1, B=2, C=3)
    decision = a_decision(three, ["A", "B"])
    kept = decision.chosen.get(area__code="B").pk
    changed = actions.change_decision(
        person=Person("three", None, frozenset({("lead", None)})),
        decision=decision,
        fields={"first": 2},
        areas=list(Area.objects.filter(code__in=["B", "C"])),
        by=None,
    )
    assert sorted(changed.chosen.values_list("area__code", flat=True)) == ["B", "C"]
    assert changed.chosen.get(area__code="B").pk == kept


def test_a_value_that_somebody_changed_is_no_longer_its_sources_own(second):
    value = Indicator.objects.get(programme=second).values.first()
    assert value.provenance == "illustrative"
    actions.change_value(
        person=Person("second", None, frozenset({("lead", None)})),
        value=value,
        fields={"value": 5.0},
        by=None,
    )
    value.refresh_from_db()
    assert (value.value, value.provenance) == (5.0, "")
