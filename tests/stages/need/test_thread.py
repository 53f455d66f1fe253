from __future__ import annotations

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.need import queries, thread
from saidanddone.stages.need.models import Decision, DecisionArea
from saidanddone.thread.steps import Ref, Toward
from tests.factories.need import a_decision, an_indicator, values


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    decision = Decision.objects.get(programme=second)
    return {
        "decision": Ref("need", "decision", decision.pk),
        "area": Ref("need", "area", DecisionArea.objects.get(decision=decision).pk),
    }


def test_a_decision_leads_to_the_boroughs_it_chose_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        (link,) = thread.links([refs["decision"]], second, Person("second"), Toward.LATER)
    assert (link.earlier.ref, link.later.ref) == (refs["decision"], refs["area"])
    assert link.later.title == "Hackney"
    assert link.later.address == "/second/need/areas/E09000012/"


def test_a_chosen_borough_leads_back_to_its_decision_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        (link,) = thread.links([refs["area"]], second, Person("second"), Toward.EARLIER)
    assert link.earlier.ref == refs["decision"]
    assert link.earlier.address == "/second/need/decisions/where-to-begin/"
    assert link.earlier.title == "Where to begin: 1 place"


def test_nothing_is_asked_for_where_no_row_is_ours(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert thread.links([Ref("ideas", "idea", 1)], second, Person("second"), Toward.LATER) == []
        assert thread.links([], second, Person("second"), Toward.EARLIER) == []


def test_a_row_of_another_programme_leads_nowhere(second, three, refs):
    assert thread.links([refs["decision"]], three, Person("three"), Toward.LATER) == []
    assert thread.links([refs["area"]], three, Person("three"), Toward.EARLIER) == []


def test_later_stages_learn_which_boroughs_were_chosen_and_by_which_decision(three):
    values(an_indicator(three), A=30, B=10, C=15)
    first = a_decision(three, ["A", "B"], key="first")
    second = a_decision(three, ["B"], key="second")
    found = {area: decision.key for area, decision in queries.decided_area_ids(three).items()}
    areas = {each.area.code: each.area_id for each in (*first.chosen.all(), *second.chosen.all())}
    assert found == {areas["A"]: "first", areas["B"]: "second"}


def test_the_lead_is_told_of_indicators_without_values_and_of_a_decision_that_is_not_written(three):
    person = Person("three", None, frozenset({("lead", None)}))
    an_indicator(three, "empty")
    values(an_indicator(three, "full"), A=1, B=None)
    assert [waiting.count for waiting in thread.waiting_for(person, three)] == [1, 1]
    a_decision(three, ["A"])
    assert [waiting.count for waiting in thread.waiting_for(person, three)] == [1, 0]
    assert thread.waiting_for(Person("three", None, frozenset({("coder", None)})), three) == []


def test_nothing_here_is_held_under_a_speakers_key(second):
    assert thread.copy_of("second:hackney-01", second) == []
