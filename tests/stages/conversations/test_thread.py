from __future__ import annotations

from datetime import date

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.conversations import thread
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.need.models import DecisionArea
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import walk
from tests.factories.conversations import a_conversation
from tests.factories.need import a_decision


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    return {
        "evening": Ref("conversations", "conversation", Conversation.objects.get(programme=second).pk),
        "chosen": Ref("need", "area", DecisionArea.objects.get(decision__programme=second).pk),
    }


def test_a_conversation_leads_back_to_the_choice_of_its_borough_in_one_query(
    second, refs, django_assert_num_queries
):
    with django_assert_num_queries(1):
        (link,) = thread.links([refs["evening"]], second, Person("second"), Toward.EARLIER)
    assert (link.earlier.ref, link.later.ref) == (refs["chosen"], refs["evening"])
    assert link.earlier.title == "Hackney"
    assert link.earlier.labels == ("illustrative",)


def test_the_choice_of_a_borough_leads_on_to_its_conversations_in_one_query(
    second, refs, hackney, lambeth, django_assert_num_queries
):
    again = a_conversation(second, "hackney-again", hackney, number=51)
    a_conversation(second, "lambeth", lambeth, number=52)
    with django_assert_num_queries(1):
        found = thread.links([refs["chosen"]], second, Person("second"), Toward.LATER)
    assert {link.later.ref.id for link in found} == {refs["evening"].id, again.pk}


def test_an_evening_does_not_come_of_a_decision_that_was_taken_after_it(second, hackney):
    evening = a_conversation(second, "hackney-early", hackney, number=51)
    after = a_decision(second, ["E09000012"], key="after", decided_on=date(2021, 4, 2))
    on_the_day = a_decision(second, ["E09000012"], key="on-the-day", decided_on=date(2021, 4, 1))

    def evenings_of(decision):
        ref = Ref("need", "area", decision.chosen.get().pk)
        return {link.later.ref.id for link in thread.links([ref], second, Person("second"), Toward.LATER)}

    assert evening.pk not in evenings_of(after)
    assert evening.pk in evenings_of(on_the_day)


def test_a_conversation_in_a_borough_that_nobody_chose_begins_its_thread(second, lambeth):
    evening = a_conversation(second, "lambeth", lambeth)
    ref = Ref("conversations", "conversation", evening.pk)
    assert thread.links([ref], second, Person("second"), Toward.EARLIER) == []


def test_a_choice_of_another_programme_in_the_same_borough_is_not_this_ones(second, refs):
    DecisionArea.objects.filter(decision__programme=second).delete()
    assert thread.links([refs["evening"]], second, Person("second"), Toward.EARLIER) == []


def test_nothing_is_asked_for_where_no_row_could_be_linked(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        # A row of another stage that happens to have the same kind of name.
        assert thread.links([Ref("monitoring", "area", 1)], second, Person("second"), Toward.LATER) == []


def test_a_walk_from_a_conversation_reaches_the_decision_and_what_was_said(second, refs):
    found = walk([refs["evening"]], second, Person("second"))
    assert {ref.kind for ref in found.refs()} >= {"decision", "area", "idea"}


def test_who_is_in_no_photograph_has_nothing_held_here_under_their_key(second):
    assert [part.rows for part in thread.copy_of("second:hackney-01", second)] == [()]
