"""Somebody may not be all right: who is told, in which order, how much they are told, and what happens next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Membership
from saidanddone.programme.rules import Person
from saidanddone.safeguarding import actions, queries, tasks
from saidanddone.safeguarding.models import Alert, Step
from saidanddone.safeguarding.rules import State
from saidanddone.words.actions import record_texts
from saidanddone.words.models import Text
from tests.factories.people import a_speaker
from tests.rooms.safeguarding.conftest import LAMBETH

pytestmark = pytest.mark.django_db


def told(*letters) -> set[str]:
    return {address.partition("@")[0] for letter in letters or mail.outbox for address in letter.to}


def later(alert: Alert, minutes: int) -> None:
    """As if all of it had been so many minutes ago."""
    ago = timezone.now() - timedelta(minutes=minutes)
    Alert.objects.filter(pk=alert.pk).update(raised_at=ago)
    Step.objects.filter(alert=alert).update(at=ago)


@pytest.fixture
def clock(django_capture_on_commit_callbacks):
    def run() -> list:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            tasks.pass_on_alerts()
        return list(mail.outbox)

    return run


def state(alert: Alert) -> State:
    return queries.state_of(alert)


# Who is told


def test_the_lead_in_the_room_is_told_at_once_and_those_on_duty_with_them(raised, lead_named, amal, on_duty):
    bea = lead_named("bea")
    lead_named("cem")
    on_duty(bea)
    found = raised(in_the_room=[amal])
    assert told() == {"amal", "bea"} and found.on_duty
    assert state(found.alert) is State.WAITING


def test_a_lead_in_the_room_whose_role_has_ended_is_told_nothing_and_the_next_are_called(
    raised, lead_named, amal
):
    gone = lead_named("gone")
    Membership.objects.filter(account=gone).update(ends_on=timezone.localdate() - timedelta(days=1))
    found = raised(in_the_room=[gone])
    assert told() == {"amal"} and not found.on_duty


def test_a_letter_names_the_seat_and_the_table_and_nothing_that_was_said(second, raised, amal, on_duty):
    on_duty(amal)
    text = Text(
        programme=second,
        key="w1",
        words="I want to die",
        recorded_as="agreed",
        speaker_key="second:hackney-14",
    )
    record_texts(texts=[text], by=None)
    raised(text=text, kinds=["self-harm"], message="please help me")
    (letter,) = mail.outbox
    said = letter.subject + letter.body
    assert "seat hackney-14" in said and "table 3" in said and "Hackney evening" in said
    for secret in ("want to die", "self-harm", "suicide", "please help me", "second:hackney-14"):
        assert secret not in said
    assert f"/second/work/safeguarding/{Alert.objects.get().pk}/" in said


def test_with_nobody_on_duty_every_lead_of_the_borough_is_told_and_whoever_raised_it_is_told_so(
    raised, amal, lead_named
):
    lead_named("elsewhere", LAMBETH)
    lead_named("everywhere", "")
    found = raised()
    assert told() == {"amal", "everywhere"}
    assert not found.on_duty


def test_a_borough_without_a_lead_calls_those_of_the_programme(raised, lead_named):
    lead_named("elsewhere", LAMBETH)
    assert [each.name for each in raised().told] == ["elsewhere"]


def test_with_no_safeguarding_lead_at_all_the_programme_lead_is_told_only_that_an_alert_waits(
    raised, team_of, second
):
    lead = team_of(second).lead
    found = raised()
    assert found.told == [lead]
    (letter,) = mail.outbox
    assert "no safeguarding lead has taken it up" in letter.body
    for secret in ("seat", "table", "Hackney"):
        assert secret not in letter.body


def test_with_nobody_at_all_the_alert_is_kept_all_the_same(raised):
    found = raised()
    assert (found.told, found.on_duty, Alert.objects.count()) == ([], False, 1)


def test_a_lead_whose_role_has_ended_is_not_told_though_a_duty_stands(raised, amal, lead_named, on_duty):
    bea = lead_named("bea")
    on_duty(bea)
    Membership.objects.filter(account=bea).update(ends_on=timezone.localdate() - timedelta(days=1))
    found = raised()
    assert told() == {"amal"} and not found.on_duty


def test_a_letter_that_cannot_be_sent_loses_no_alert(raised, amal, on_duty, monkeypatch):
    on_duty(amal)

    def broken(*_args, **_more):
        raise ConnectionRefusedError

    monkeypatch.setattr(actions, "send_mail", broken)
    assert state(raised().alert) is State.WAITING


# The clock


def test_what_nobody_takes_up_goes_to_the_next_in_line_after_the_set_minutes(
    raised, amal, lead_named, on_duty, minutes, clock, team_of, second
):
    lead_named("bea")
    lead_named("elsewhere", LAMBETH)
    team_of(second).lead  # noqa: B018  # there is one
    on_duty(amal)
    minutes(10)
    alert = raised().alert
    assert clock() == []
    later(alert, 9)
    assert clock() == []
    for expected in ({"amal", "bea"}, {"amal", "bea", "elsewhere"}, {"lead"}):
        later(alert, 10)
        assert told(*clock()) == expected
        assert clock() == [], "the next minutes begin anew"


def test_once_everybody_was_told_they_are_told_again_every_hour(raised, amal, on_duty, minutes, clock):
    on_duty(amal)
    minutes(1)
    alert = raised().alert
    for _ in range(3):
        later(alert, 1)
        clock()
    later(alert, 59)
    assert clock() == []
    later(alert, 60)
    assert told(*clock()) == {"amal"}


def test_an_alert_that_was_taken_up_is_passed_on_no_further(raised, amal, on_duty, minutes, clock, person):
    on_duty(amal)
    minutes(0)
    alert = raised().alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    later(alert, 99)
    assert clock() == []


def test_taking_up_after_the_clock_passed_it_on_ends_the_calling(
    raised, amal, lead_named, on_duty, minutes, clock, person
):
    bea = lead_named("bea")
    on_duty(amal)
    minutes(0)
    alert = raised().alert
    assert told(*clock()) == {"amal", "bea"}
    actions.take_up(person=person(bea), alert=alert, by=bea)
    assert clock() == []
    with pytest.raises(Refused, match="taken up"):
        actions.take_up(person=person(amal), alert=alert, by=amal)


def test_of_two_clocks_at_once_one_passes_an_alert_on(raised, amal, on_duty, minutes, clock):
    on_duty(amal)
    minutes(5)
    alert = raised().alert
    later(alert, 5)
    now = timezone.now()
    assert actions.pass_on_if_due(alert_id=alert.pk, now=now)
    assert actions.pass_on_if_due(alert_id=alert.pk, now=now) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(alert=alert, kind="escalated", level=1)


def test_what_is_only_to_be_looked_through_wakes_nobody(raised, amal, on_duty, minutes, clock):
    on_duty(amal)
    minutes(0)
    alert = raised(is_urgent=False).alert
    later(alert, 999)
    assert mail.outbox == [] and clock() == []


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


ALL_BUT_THEM = ["lead", "organiser", "dph", "dpo", "coder", "evaluator", "facilitator", "scribe", "host", "champion", "partner", "commissioner"]  # fmt: skip


@pytest.mark.parametrize("role", ALL_BUT_THEM)
def test_nobody_but_a_safeguarding_lead_sees_or_answers_an_alert(raised, person, team_of, second, role):
    alert, account = raised().alert, getattr(team_of(second), role)
    assert not queries.alerts_visible_to(person(account), second).exists()
    with pytest.raises(Refused, match="Only a safeguarding lead"):
        actions.take_up(person=person(account), alert=alert, by=account)


def test_a_lead_of_one_borough_sees_its_alerts_and_those_of_no_borough(raised, person, lead_named, second):
    here, nowhere = raised().alert, raised(area=None).alert
    other, all_of_them = lead_named("other", LAMBETH), lead_named("all", "")
    assert set(queries.alerts_visible_to(person(other), second)) == {nowhere}
    assert set(queries.alerts_visible_to(person(all_of_them), second)) == {here, nowhere}


def test_a_note_longer_than_a_page_can_be_read_in_a_hurry_is_asked_for_shorter(client, raised, amal, person):
    alert = raised().alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    client.force_login(amal)
    address = f"/second/work/safeguarding/{alert.pk}/note/"
    assert client.post(address, {"note": "x" * 10_001}).status_code == 422
    assert client.post(address, {"note": "x" * 10_000}).status_code == 302


def test_a_lead_of_another_borough_who_was_called_can_open_the_alert_and_take_it_up(
    raised, person, lead_named, second
):
    """The borough has no lead, so theirs is the only letter. Without their role it opens nothing."""
    elsewhere = lead_named("elsewhere", LAMBETH)
    alert = raised().alert
    assert set(queries.alerts_visible_to(person(elsewhere), second)) == {alert}
    actions.take_up(person=person(elsewhere), alert=alert, by=elsewhere)
    assert state(alert) is State.TAKEN_UP
    Membership.objects.filter(account=elsewhere).delete()
    assert not queries.alerts_visible_to(person(elsewhere), second).exists()
    with pytest.raises(Refused, match="Only a safeguarding lead"):
        actions.write_note(person=person(elsewhere), alert=alert, note="Rang.", by=elsewhere)


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


def test_alerts_of_another_programme_are_no_ones_here(raised, london, lead_named, person):
    raised()
    assert not queries.alerts_visible_to(
        Person("london", None, frozenset({("safeguarding", None)})), london
    ).exists()


def test_only_safeguarding_leads_of_the_borough_are_put_on_duty(second, amal, lead_named, on_duty, hackney):
    with pytest.raises(Refused, match="safeguarding lead for this borough"):
        on_duty(lead_named("other", LAMBETH))


def test_what_is_kept_of_a_person_goes_and_that_there_was_an_alert_stays(raised, second, amal, person):
    alert = raised(message="I am Zebedee", may_contact=True).alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    actions.close_alert(person=person(amal), alert=alert, note="Spoke to Zebedee.", by=amal)
    actions.forget_person(old="second:hackney-14", fresh="second:gone", programme=second, by=None)
    alert.refresh_from_db()
    assert (alert.speaker_key, alert.message, alert.may_contact) == ("second:gone", "", False)
    assert not Step.objects.filter(note__contains="Zebedee").exists()
    assert state(alert) is State.CLOSED


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


@pytest.fixture
def says(second, hackney, django_capture_on_commit_callbacks):
    def say(key="second:hackney-14", **more):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.raise_own(programme=second, area=hackney, speaker_key=key, **more).alert

    return say


def test_who_says_three_times_that_they_are_not_all_right_adds_to_the_alert_that_waits(
    client, says, amal, on_duty, minutes, clock
):
    on_duty(amal)
    minutes(10)
    alert = says(message="I cannot sleep.")
    says(message="Ring me.", may_contact=True)
    says(message="Ring me.", may_contact=True)
    kept = Alert.objects.get()
    assert (kept.message, kept.may_contact) == ("I cannot sleep.\n\nRing me.", True)
    assert kept.steps.filter(kind="again").count() == 2 and len(mail.outbox) == 1
    assert AuditRow.objects.filter(verb="safeguarding.say_again").count() == 2
    client.force_login(amal)
    assert "2 times, the last" in client.get(f"/second/work/safeguarding/{kept.pk}/").content.decode()
    assert clock() == []
    later(alert, 10)
    assert told(*clock()) == {"amal"}, "the clock goes on as if it had been said once"


def test_somebody_else_or_who_says_it_again_once_it_was_taken_up_opens_another(says, amal, person):
    first = says()
    assert says("second:hackney-15") != first and says("") != says("")
    actions.take_up(person=person(amal), alert=first, by=amal)
    assert says() != first


def test_what_is_said_again_of_a_child_is_on_a_childs_path(says):
    says()
    says(message="My dad hits my little sister, and the children are always hungry.")
    assert Alert.objects.get().way == "child"


def leaves(second, capture) -> list:
    mail.outbox.clear()
    with capture(execute=True):
        actions.forget_person(old="second:hackney-14", fresh="second:gone", programme=second, by=None)
    return list(mail.outbox)


def test_an_open_alert_stays_open_when_its_person_leaves_and_its_lead_is_told_at_once_and_not_who(
    client, raised, says, second, amal, lead_named, on_duty, django_capture_on_commit_callbacks
):
    lead_named("bea")
    on_duty(amal)
    alert = says(message="I am Zebedee", may_contact=True)
    letters = leaves(second, django_capture_on_commit_callbacks)
    assert told(*letters) == {"amal"} and state(alert) is State.WAITING
    assert not any(word in letters[0].body for word in ("14", "Zebedee", "second:gone", "Hackney")), letters[
        0
    ].body
    client.force_login(amal)
    shown = client.get(f"/second/work/safeguarding/{alert.pk}/").content.decode()
    assert "They were taken out of the programme" in shown and "Zebedee" not in shown


def test_whoever_has_taken_an_alert_up_is_told_that_its_person_left_and_of_a_closed_one_nobody(
    raised, second, amal, lead_named, person, on_duty, django_capture_on_commit_callbacks
):
    bea = lead_named("bea")
    on_duty(amal)
    closed, taken = raised().alert, raised().alert
    for alert in (closed, taken):
        actions.take_up(person=person(bea), alert=alert, by=bea)
    actions.close_alert(person=person(bea), alert=closed, note="Done.", by=bea)
    letters = leaves(second, django_capture_on_commit_callbacks)
    assert len(letters) == 1 and told(*letters) == {"bea"}
    assert not closed.steps.filter(kind="erased").exists()
