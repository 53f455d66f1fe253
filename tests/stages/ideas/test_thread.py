from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.programme.rules import Person
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.ideas import queries, thread
from saidanddone.stages.ideas.models import Idea
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import walk
from saidanddone.words.models import Seat, Text
from tests.factories.conversations import another_programme
from tests.factories.people import withdraws

READER = Person("second")


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    found = {
        idea.text.key: Ref("ideas", "idea", idea.pk)
        for idea in Idea.objects.filter(text__programme=second).select_related("text")
    }
    evening = Conversation.objects.get(programme=second)
    return found | {"evening": Ref("conversations", "conversation", evening.pk)}


def test_a_conversation_leads_on_to_what_was_said_there_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = thread.links([refs["evening"]], second, READER, Toward.LATER)
    assert [link.later.ref for link in found] == [refs["i001"], refs["i002"], refs["i003"]]
    assert {link.earlier.ref for link in found} == {refs["evening"]}


def test_ideas_lead_back_to_their_conversation_in_one_query(second, refs, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = thread.links([refs["i001"], refs["i003"]], second, READER, Toward.EARLIER)
    assert {link.earlier.title for link in found} == {"The second evening"}
    assert {link.earlier.place for link in found} == {"Hackney"}


@pytest.mark.parametrize("toward, start", [(Toward.EARLIER, "i001"), (Toward.LATER, "evening")])
def test_ideas_are_found_by_the_keys_given_and_not_by_reading_every_text_of_the_programme(
    second, refs, django_assert_num_queries, toward, start
):
    with django_assert_num_queries(1) as asked:
        assert thread.links([refs[start]], second, READER, toward)
    (sql,) = (each["sql"] for each in asked)
    assert '"programme_id" = ' not in sql


def test_nothing_is_asked_for_where_no_row_could_be_linked(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert thread.links([Ref("need", "decision", 1)], second, READER, Toward.LATER) == []


def test_an_idea_that_may_not_be_quoted_keeps_its_place_and_label_and_loses_words_and_address(second, refs):
    found = thread.links([refs["evening"]], second, READER, Toward.LATER)
    quoted, withheld, _note = (link.later for link in found)
    assert quoted.title.startswith("Secondwords") and quoted.address == "/second/ideas/i001/"
    assert withheld.title == "An idea that is not for quoting"
    assert (withheld.address, withheld.place, withheld.labels) == ("", "Hackney", ("illustrative",))


def test_those_who_read_all_words_are_shown_them_and_an_organiser_those_of_their_borough(
    second, refs, desk, lambeth
):
    team = desk.team
    for account in (team.lead, team.coder, team.evaluator, team.organiser):
        steps = [
            link.later for link in thread.links([refs["evening"]], second, desk.person(account), Toward.LATER)
        ]
        assert steps[1].title.startswith("Secretwords") and steps[1].address == "/second/ideas/i002/"
    Text.objects.filter(key="i002", programme=second).update(area=lambeth)
    (step,) = [
        link.later
        for link in thread.links([refs["evening"]], second, desk.person(team.organiser), Toward.LATER)
        if link.later.ref == refs["i002"]
    ]
    assert (step.title, step.address) == ("An idea that is not for quoting", "")


def test_what_one_step_says_and_what_the_door_lets_through_agree_for_every_role(second, desk):
    people = [READER, *(desk.person(getattr(desk.team, role)) for role in ("lead", "organiser", "stranger"))]
    for person in people:
        opens = set(queries.ideas_visible_to(person, second))
        for idea in queries.told(queries.ideas_of(second)):
            assert bool(queries.idea_step(idea, person).address) == (idea in opens)


def test_a_row_of_another_programme_leads_nowhere(refs):
    elsewhere = another_programme()
    person = Person("another")
    assert thread.links([refs["evening"]], elsewhere, person, Toward.LATER) == []
    assert thread.links([refs["i001"]], elsewhere, person, Toward.EARLIER) == []


def test_an_idea_is_walked_from_the_choice_of_its_borough_to_an_outcome(second, refs):
    found = walk([refs["i001"]], second, READER)
    before = {each.step.ref.kind for place in found.before for each in place.reached}
    after = {each.step.ref.kind for place in found.after for each in place.reached}
    assert before == {"decision", "area", "conversation"}
    assert after >= {"theme", "recommendation", "commitment", "outcome"}


def test_a_persons_copy_has_their_words_and_whether_they_may_be_quoted(second):
    (part,) = thread.copy_of("second:hackney-02", second)
    (row,) = part.rows
    assert len(row) == len(part.columns)
    assert row[0].startswith("Secretwords") and row[-1] == "no"
    (nobody,) = thread.copy_of("second:nobody", second)
    assert nobody.rows == ()


def test_words_without_a_speaker_are_in_nobodys_copy(second):
    (part,) = thread.copy_of("", second)
    assert part.rows == ()


def test_erasing_a_person_parts_their_words_and_seat_from_them(second):
    thread.erase("second:hackney-01", "second:fresh", second, None)
    assert Text.objects.get(programme=second, key="i001").speaker_key == "second:fresh"
    assert Seat.objects.filter(speaker_key="second:fresh").count() == 1
    assert not Text.objects.filter(speaker_key="second:hackney-01").exists()
    assert not Seat.objects.filter(speaker_key="second:hackney-01").exists()
    assert Text.objects.get(programme=second, key="i002").speaker_key == "second:hackney-02"
    row = AuditRow.objects.filter(verb="words.freshen_speaker_key").first()
    assert row.objects_touched == [f"programme.programme:{second.pk}"]


def test_words_of_someone_erased_are_no_longer_shown_to_everybody(client, second):
    assert client.get("/second/ideas/i001/").status_code == 200
    thread.erase("second:hackney-01", "second:fresh", second, None)
    assert client.get("/second/ideas/i001/").status_code == 404


def test_a_consent_withdrawn_takes_the_words_from_the_thread_at_once(second, refs):
    withdraws("second:hackney-01", "quoted")
    (link,) = thread.links([refs["i001"]], second, READER, Toward.EARLIER)
    assert "Secondwords" not in link.later.title
    assert queries.ideas_found(READER, second, "Secondwords") == []
