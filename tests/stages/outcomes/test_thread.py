from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes import thread
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.themes.models import Recommendation, Theme
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import walk
from tests.factories.conversations import another_programme
from tests.factories.outcomes import an_outcome
from tests.factories.themes import a_theme


def idea(programme, key: str) -> Idea:
    return Idea.objects.get(text__programme=programme, text__key=key)


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    return {
        "outcome": Ref("outcomes", "outcome", Outcome.objects.get(programme=second).pk),
        "promise": Ref("commitments", "commitment", Commitment.objects.get(programme=second).pk),
        "recommendation": Ref("themes", "recommendation", Recommendation.objects.get(programme=second).pk),
        "theme": Ref("themes", "theme", Theme.objects.get(programme=second).pk),
        "idea": Ref("ideas", "idea", idea(second, "i001").pk),
    }


CAME_FROM = ("promise", "recommendation", "theme", "idea")


def test_whatever_it_came_from_leads_to_the_change_in_one_query(second, refs, django_assert_num_queries):
    asked = [refs[name] for name in CAME_FROM]
    with django_assert_num_queries(1):
        found = thread.links(asked, second, Person("second"), Toward.LATER)
    assert {(link.earlier.ref, link.later.ref) for link in found} == {(ref, refs["outcome"]) for ref in asked}
    assert {link.later.state for link in found} == {"led to"}


def test_a_change_leads_back_to_all_it_came_from_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = thread.links([refs["outcome"]], second, Person("second"), Toward.EARLIER)
    assert {link.earlier.ref for link in found} == {refs[name] for name in CAME_FROM}


def test_a_link_says_no_more_than_that_it_is_one(second, refs):
    found = thread.links([refs["outcome"]], second, Person("second"), Toward.EARLIER)
    assert {link.because for link in found} == {"linked to this change"}


def test_nothing_is_asked_for_where_no_row_could_be_linked(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert thread.links([Ref("themes", "code", 1)], second, Person("second"), Toward.LATER) == []
        assert thread.links([Ref("themes", "code", 1)], second, Person("second"), Toward.EARLIER) == []


def test_an_idea_that_may_not_be_quoted_is_withheld(second):
    change = an_outcome(second, "from-a-secret", ideas=(idea(second, "i002"),))
    (link,) = thread.links([Ref("outcomes", "outcome", change.pk)], second, Person("second"), Toward.EARLIER)
    assert "Secretwords" not in link.earlier.title
    assert link.earlier.address == ""


def test_somebody_who_reads_all_words_sees_the_same_idea_whole(second, desk):
    change = an_outcome(second, "from-a-secret", ideas=(idea(second, "i002"),))
    reader = desk.person(desk.team.evaluator)
    (link,) = thread.links([Ref("outcomes", "outcome", change.pk)], second, reader, Toward.EARLIER)
    assert "Secretwords" in link.earlier.title


def test_an_idea_is_walked_on_to_its_change(second, refs):
    reached = walk([refs["idea"]], second, Person("second"))
    assert refs["outcome"] in reached.refs()


def test_a_change_that_came_from_nothing_begins_its_thread(second):
    change = an_outcome(second, "from-nothing")
    reached = walk([Ref("outcomes", "outcome", change.pk)], second, Person("second"))
    assert not any(place.reached for place in reached.before)


def test_a_row_of_another_programme_leads_nowhere(second, refs):
    other = another_programme()
    assert thread.links([refs["theme"]], other, Person("another"), Toward.LATER) == []
    assert thread.links([refs["outcome"]], other, Person("another"), Toward.EARLIER) == []


def test_a_change_cannot_be_linked_across_programmes(second):
    other = another_programme()
    with pytest.raises(Refused, match="another programme"):
        an_outcome(second, "crossing", themes=(a_theme(other),))
    assert not Outcome.objects.filter(key="crossing").exists()


def test_a_persons_copy_names_the_changes_that_their_words_are_linked_to(second):
    (part,) = thread.copy_of("second:hackney-01", second)
    assert part.rows == (
        ("Secondwords that may be quoted anywhere.", "Second outcome", "led to", "a participant says so"),
    )
    (other,) = thread.copy_of("second:hackney-02", second)
    assert other.rows == ()
