from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from saidanddone.programme.models import Area, ProgrammeArea
from saidanddone.programme.rules import Person
from saidanddone.stages.conversations import queries, rules, thread
from saidanddone.stages.conversations.models import Attendance, Conversation
from saidanddone.thread.figures import BaseIs
from tests.factories.conversations import a_conversation, an_agenda_item, an_organiser, attendance


def figure(programme, key):
    return next(each for each in queries.figures(programme) if each.key == f"conversations-{key}")


def test_those_who_came_are_added_up_over_conversations_and_roles(second, lambeth):
    attendance(a_conversation(second, "lambeth", lambeth), resident=5, clinician=0)
    headline = queries.headline(second)
    assert (headline.key, headline.shown, headline.value) == ("conversations-attended", "17", 17.0)
    assert headline.sentence == "17 people came to 2 conversations."
    assert not headline.has_interval


def test_the_total_is_the_sum_of_the_roles(second):
    roles = [each for each in queries.figures(second) if each.key.startswith("conversations-attended-")]
    assert sum(each.k for each in roles) == queries.headline(second).n == 12
    assert {each.n for each in roles} == {12}
    assert [each.shown for each in roles if each.k] == ["75%", "25%"]


def test_counts_that_were_counted_are_counted(second):
    assert queries.headline(second).N_is is BaseIs.COUNTED
    assert "assumed" not in queries.headline(second).labels


def test_counts_made_to_fit_a_published_total_make_it_assumed(second):
    Attendance.objects.filter(conversation__programme=second, role="carer").update(provenance="reconstructed")
    headline = queries.headline(second)
    assert headline.N_is is BaseIs.ASSUMED
    assert headline.labels == ("illustrative", "reconstructed", "assumed")
    assert "assumed, not counted" in headline.method
    assert figure(second, "attended-carer").N_is is BaseIs.ASSUMED


def test_an_evening_counted_at_the_door_is_told_from_those_made_to_fit_a_published_total(london, hackney):
    before = queries.headline(london).method
    assert "made so that they sum to the published total" in before and "at the door" not in before
    attendance(a_conversation(london, "one-more", hackney, number=99), resident=51)
    figure = queries.headline(london)
    assert figure.shown == "1,051" and figure.method.count("Some were counted at the door") == 1


def test_every_figure_of_who_came_says_that_it_is_not_who_was_reached_or_asked(second):
    for each in queries.figures(second):
        if each.key.startswith("conversations-attended"):
            assert "reached" in each.caution and "asked" in each.caution


def test_conversations_that_nobody_counted_are_said_to_be_missing(second, lambeth):
    a_conversation(second, "lambeth", lambeth)
    assert "1 conversation, which is not in it" in queries.headline(second).caution


def test_two_conversations_in_one_borough_are_in_one_borough(second, hackney):
    a_conversation(second, "hackney-again", hackney)
    held = figure(second, "held")
    assert (held.shown, held.base) == ("2", "in 1 borough")


def test_an_organiser_of_two_conversations_is_counted_once(second, lambeth):
    organiser = Conversation.objects.get(programme=second).organiser
    a_conversation(second, "lambeth", lambeth, organiser=organiser)
    organisers = figure(second, "organisers")
    assert (organisers.shown, organisers.k, organisers.n, organisers.caution) == ("1", 2, 2, "")


def test_an_organiser_who_organised_nothing_is_not_counted(second):
    an_organiser(second)
    assert figure(second, "organisers").shown == "1"


def test_a_conversation_without_an_organiser_is_shown_as_a_gap_that_the_source_does_not_explain(
    second, lambeth
):
    a_conversation(second, "lambeth", lambeth)
    organisers = figure(second, "organisers")
    assert "gap" in organisers.labels
    assert "The source counts 2 conversations and 1 organiser," in organisers.caution
    Conversation.objects.filter(programme=second).update(provenance="")
    assert "The source" not in figure(second, "organisers").caution


def test_figures_of_a_programme_without_conversations_can_be_made(second):
    second.texts.all().delete()
    Conversation.objects.filter(programme=second).delete()
    assert queries.headline(second).shown == "0"
    assert figure(second, "attended-resident").shown == "–"


def test_came_and_ideas_of_one_conversation_do_not_multiply_each_other(second):
    row = queries.with_counts(Conversation.objects.filter(programme=second)).get()
    assert (row.came, row.ideas_written) == (12, 3)


def test_a_conversation_that_nobody_counted_has_no_number_rather_than_nought(second, lambeth):
    a_conversation(second, "lambeth", lambeth)
    row = queries.with_counts(Conversation.objects.filter(programme=second)).get(slug="lambeth")
    assert (row.came, row.ideas_written) == (None, 0)


def test_what_was_said_is_counted_by_aspiration_with_what_may_be_shown(second):
    evening = Conversation.objects.get(programme=second)
    said = queries.said_there(evening, Person("second"))
    assert [(each.name, each.ideas, each.quotable) for each in said.by_aspiration] == [
        ("Second aspiration", 2, 1),
        ("", 1, 0),
    ]
    assert [each.words for each in said.quotations] == ["Secondwords that may be quoted anywhere."]
    assert said.quotations[0].address == "/second/ideas/i001/"


def test_the_map_marks_a_borough_where_a_conversation_was_held(second, hackney):
    Area.objects.filter(code="E09000012").update(tile_row=3, tile_column=5)
    (tile,) = [each for each in queries.tiles_of_conversations(second) if each.code == "E09000012"]
    assert tile.marked and tile.address == "/second/conversations/hackney/"
    assert tile.says == "conversation on 1 March 2021"
    assert tile.level is None


def test_a_borough_without_a_place_on_the_map_or_a_conversation_is_not_marked(second):
    Area.objects.filter(code="E09000012").update(tile_row=None, tile_column=None)
    Area.objects.filter(code="E09000022").update(tile_row=8, tile_column=4)
    (tile,) = queries.tiles_of_conversations(second)
    assert (tile.code, tile.marked, tile.address) == ("E09000022", False, "")


def test_the_map_has_the_programmes_boroughs_alone(second):
    ProgrammeArea.objects.filter(programme=second, area__code="E09000022").delete()
    Area.objects.update(tile_row=1, tile_column=1)
    assert [each.code for each in queries.tiles_of_conversations(second)] == ["E09000012"]


@pytest.fixture
def bare(second, hackney, lambeth):
    """Two conversations of which nothing else is written down, and one that is yet to come."""
    a_conversation(second, "here", hackney, number=60)
    a_conversation(second, "there", lambeth, number=61)
    tomorrow = timezone.localdate() + timedelta(days=1)
    an_agenda_item(a_conversation(second, "to-come", hackney, number=62, held_on=tomorrow))


PERMITTED = {"permission": 0}  # of photographs, since there is none


def waits(person, programme):
    return {each.address.partition("=")[2]: each.count for each in thread.waiting_for(person, programme)}


def test_the_lead_is_told_what_is_missing_of_all_conversations(second, desk, bare):
    assert (
        waits(desk.person(desk.team.lead), second)
        == {"attendance": 2, "agenda": 2, "organiser": 3} | PERMITTED
    )


def test_an_organiser_is_told_what_is_missing_in_their_own_borough(second, desk, bare):
    assert waits(desk.person(desk.team.organiser), second) == {"attendance": 1, "agenda": 1} | PERMITTED
    assert waits(desk.person(desk.team.evaluator), second) == {}
    assert waits(Person("second"), second) == {}


def test_what_waits_is_counted_in_one_query(second, desk, bare, django_assert_num_queries):
    lead = desk.person(desk.team.lead)
    with django_assert_num_queries(1):
        thread.waiting_for(lead, second)


@pytest.mark.parametrize(
    ("starts", "minutes", "ends"), [("18:10", 15, "18:25"), ("18:50", 10, "19:00"), ("23:30", 45, "00:15")]
)
def test_an_item_ends_its_minutes_after_it_begins(starts, minutes, ends):
    assert rules.clock_after(starts, minutes) == ends
