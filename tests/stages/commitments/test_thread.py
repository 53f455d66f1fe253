from __future__ import annotations

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.commitments import thread
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Recommendation
from saidanddone.thread.steps import Ref, Toward
from tests.factories.commitments import a_commitment


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    return {
        "promise": Ref("commitments", "commitment", Commitment.objects.get(programme=second).pk),
        "recommendation": Ref("themes", "recommendation", Recommendation.objects.get(programme=second).pk),
        "i001": Ref("ideas", "idea", Idea.objects.get(text__programme=second, text__key="i001").pk),
        "i002": Ref("ideas", "idea", Idea.objects.get(text__programme=second, text__key="i002").pk),
    }


def test_recommendations_and_ideas_lead_to_the_promise_in_one_query(second, refs, django_assert_num_queries):
    asked = [refs["recommendation"], refs["i001"]]
    with django_assert_num_queries(1):
        found = thread.links(asked, second, Person("second"), Toward.LATER)
    assert {(link.earlier.ref, link.later.ref) for link in found} == {(ref, refs["promise"]) for ref in asked}
    assert {link.later.state for link in found} == {"kept"}


def test_a_promise_leads_back_to_what_it_answers_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = thread.links([refs["promise"]], second, Person("second"), Toward.EARLIER)
    assert {link.earlier.ref for link in found} == {refs["recommendation"], refs["i001"]}


def test_nothing_is_asked_for_where_no_row_could_be_answered(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert thread.links([Ref("themes", "theme", 1)], second, Person("second"), Toward.LATER) == []


def test_an_idea_that_may_not_be_quoted_is_withheld(second, refs):
    secret = Idea.objects.get(pk=refs["i002"].id)
    promise = a_commitment(second, "answers-a-secret", ideas=(secret,))
    ref = Ref("commitments", "commitment", promise.pk)
    (link,) = thread.links([ref], second, Person("second"), Toward.EARLIER)
    assert "Secretwords" not in link.earlier.title
    assert link.earlier.address == ""


def test_a_row_of_another_programme_leads_nowhere(second, london, refs):
    assert thread.links([refs["recommendation"]], london, Person("london"), Toward.LATER) == []


def test_a_persons_copy_names_the_promises_that_answer_their_words(second):
    (part,) = thread.copy_of("second:hackney-01", second)
    assert part.rows == (("Secondwords that may be quoted anywhere.", "Second promise", "A group", "kept"),)
    (other,) = thread.copy_of("second:hackney-02", second)
    assert other.rows == ()
