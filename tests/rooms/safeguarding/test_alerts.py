"""Somebody may not be all right: what opens an alert, and what safeguarding leads do with it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.safeguarding import actions
from saidanddone.safeguarding.rules import State
from saidanddone.words.actions import record_texts
from saidanddone.words.models import Text
from tests.factories.people import a_speaker
from tests.rooms.safeguarding.conftest import later, state

pytestmark = pytest.mark.django_db


# Words


def test_a_text_in_which_words_may_be_about_somebody_opens_an_alert_and_others_do_not(second, hackney):
    texts = [
        Text(programme=second, key="w1", words="I want to die", recorded_as="agreed", speaker_key="second:hackney-01"),
        Text(programme=second, key="w2", words="More suicide prevention, please", recorded_as="agreed"),
        Text(programme=second, key="w3", words="A bench", recorded_as="agreed"),
    ]  # fmt: skip
    record_texts(texts=texts, by=None)
    where = actions.Where(second, hackney, "Hackney evening")
    (found,) = actions.look_at_texts(texts=texts, where=where, by=None, is_urgent=True)
    alert = found.alert
    assert (alert.text.key, alert.kinds, alert.speaker_key) == ("w1", ["self-harm"], "second:hackney-01")


def test_what_was_answered_without_a_name_is_tied_to_a_day_and_to_no_moment(second):
    text = Text(programme=second, key="w1", words="I want to die", recorded_as="written")
    record_texts(texts=[text], by=None)
    where = actions.Where(second, place="a survey")
    (found,) = actions.look_at_texts(texts=[text], where=where, by=None, is_urgent=False, anonymous=True)
    assert found.alert.raised_at == actions.start_of_day(timezone.now())
    assert not AuditRow.objects.filter(verb="safeguarding.raise_alert").exists()


@pytest.mark.parametrize(
    ("kinds", "young", "way"), [([], False, "adult"), (["child"], False, "child"), ([], True, "child")]
)
def test_a_child_has_a_path_of_its_own(raised, second, kinds, young, way):
    from saidanddone.people.models import YoungPerson

    speaker = a_speaker("second:new", "take-part")
    if young:
        YoungPerson.objects.create(speaker=speaker)
    assert raised(kinds=kinds, speaker_key="second:new").alert.way == way


# What safeguarding leads do


def test_an_alert_is_taken_up_noted_and_closed_and_each_step_is_on_the_trail_without_its_words(
    raised, amal, person
):
    alert = raised().alert
    who = {"person": person(amal), "alert": alert, "by": amal}
    with pytest.raises(Refused, match="waiting"):
        actions.close_alert(**who, note="done")
    actions.take_up(**who)
    actions.write_note(**who, note="Spoke to Zebedee Quillfeather.")
    with pytest.raises(Refused, match="Write down what was done"):
        actions.close_alert(**who, note="  ")
    actions.close_alert(**who, note="Their GP knows now.")
    assert state(alert) is State.CLOSED
    actions.write_note(**who, note="Rang again after a week.")
    assert state(alert) is State.CLOSED
    rows = AuditRow.objects.filter(verb__startswith="safeguarding.")
    assert {row.verb for row in rows} >= {"safeguarding.taken_up", "safeguarding.note", "safeguarding.closed"}
    assert "Quillfeather" not in str([vars(row) for row in rows])


def test_an_alert_that_is_passed_on_waits_for_the_other_lead(raised, amal, lead_named, person):
    bea, alert = lead_named("bea"), raised().alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    actions.pass_on(person=person(amal), alert=alert, to=bea, note="I go home now.", by=amal)
    assert state(alert) is State.WAITING
    actions.take_up(person=person(bea), alert=alert, by=bea)
    assert state(alert) is State.TAKEN_UP


def test_an_alert_is_passed_on_to_safeguarding_leads_alone(raised, amal, person, team_of, second):
    alert = raised().alert
    with pytest.raises(Refused, match="safeguarding lead of this programme"):
        actions.pass_on(person=person(amal), alert=alert, to=team_of(second).lead, note="x", by=amal)


def test_a_note_longer_than_a_page_can_be_read_in_a_hurry_is_asked_for_shorter(client, raised, amal, person):
    alert = raised().alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    client.force_login(amal)
    address = f"/second/work/safeguarding/{alert.pk}/note/"
    assert client.post(address, {"note": "x" * 10_001}).status_code == 422
    assert client.post(address, {"note": "x" * 10_000}).status_code == 302


def test_what_waits_stands_first_with_how_long_and_what_is_closed_last(client, raised, person, amal, second):
    closed, waiting, newer = raised().alert, raised().alert, raised().alert
    actions.take_up(person=person(amal), alert=closed, by=amal)
    actions.close_alert(person=person(amal), alert=closed, note="Well again.", by=amal)
    later(waiting, 12)
    client.force_login(amal)
    page = client.get("/second/work/safeguarding/")
    assert [row.pk for row in page.context["shown"].page.object_list] == [waiting.pk, newer.pk, closed.pk]
    says = page.content.decode()
    assert "12\xa0minutes" in says and "<title>(2) Alerts" in says


def test_the_page_of_alerts_asks_again_by_itself_only_where_it_is_asked_to(client, raised, amal):
    """From Today it does; and who reads slowly, or has it read out, lets it stand still."""
    raised()
    client.force_login(amal)
    asks_again = '<meta http-equiv="refresh" content="30">'
    assert asks_again not in client.get("/second/work/safeguarding/").content.decode()
    watched = client.get("/second/work/safeguarding/", {"watch": "yes"}).content.decode()
    assert asks_again in watched and "Let it stand still" in watched
    assert "urgent=yes&amp;watch=yes" in client.get("/second/work/").content.decode()


def test_who_presses_i_take_this_up_twice_or_second_is_told_whose_it_is(client, raised, amal, lead_named):
    alert, other = raised().alert, lead_named("other", "")
    client.force_login(amal)
    path = f"/second/work/safeguarding/{alert.pk}/take-up/"
    for _ in range(2):
        assert client.post(path).status_code == 302
    assert "It is yours already" in client.get("/second/work/safeguarding/").content.decode()
    client.force_login(other)
    assert client.post(path).status_code == 302
    assert "amal has taken it up already" in client.get("/second/work/safeguarding/").content.decode()
    assert alert.steps.filter(kind="taken-up").count() == 1
