from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.groups import thread
from saidanddone.stages.groups.models import Group
from saidanddone.stages.ideas.models import Idea
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import walk
from tests.factories.commitments import a_commitment
from tests.factories.conversations import another_programme
from tests.factories.groups import a_group


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    return {
        "group": Ref("groups", "group", Group.objects.get(programme=second).pk),
        "promise": Ref("commitments", "commitment", Commitment.objects.get(programme=second).pk),
    }


def test_a_promise_leads_to_the_group_that_carries_it_out_in_one_query(
    second, refs, django_assert_num_queries
):
    with django_assert_num_queries(1):
        (link,) = thread.links([refs["promise"]], second, Person("second"), Toward.LATER)
    assert (link.earlier.ref, link.later.ref) == (refs["promise"], refs["group"])
    assert link.because == "carried out by this group"
    assert link.later.address == "/second/groups/second-group/"


def test_a_group_leads_back_to_its_promise_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        (link,) = thread.links([refs["group"]], second, Person("second"), Toward.EARLIER)
    assert link.earlier.ref == refs["promise"]


def test_nothing_is_asked_for_where_no_row_could_be_linked(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        for toward in Toward:
            assert thread.links([Ref("ideas", "idea", 1)], second, Person("second"), toward) == []


def test_an_idea_is_walked_on_to_the_group_that_came_of_it(second, refs):
    idea = Idea.objects.get(text__programme=second, text__key="i001")
    reached = walk([Ref("ideas", "idea", idea.pk)], second, Person("second"))
    assert refs["group"] in reached.refs()


def test_a_row_of_another_programme_leads_nowhere(second, refs):
    other = another_programme()
    assert thread.links([refs["promise"]], other, Person("another"), Toward.LATER) == []
    assert thread.links([refs["group"]], other, Person("another"), Toward.EARLIER) == []


def test_a_group_carries_out_no_promise_of_another_programme(second):
    other = another_programme()
    with pytest.raises(Refused, match="another programme"):
        a_group(second, "crossing", commitments=(a_commitment(other),))
    assert not Group.objects.filter(key="crossing").exists()


def test_a_group_is_part_of_no_group_of_another_programme(second):
    whole = a_group(another_programme(), "whole", kind="programme")
    with pytest.raises(Refused, match="another programme"):
        a_group(second, "crossing", part_of=whole)


def test_an_enrolment_is_joined_to_no_speaker_so_a_persons_copy_has_none(second):
    assert thread.copy_of("second:hackney-01", second) == []
