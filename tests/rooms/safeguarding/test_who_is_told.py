"""Who is told of an alert, in which order and how much, and what the clock does when nobody takes it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Membership
from saidanddone.safeguarding import actions
from saidanddone.safeguarding.models import Alert, Step
from saidanddone.safeguarding.rules import State
from saidanddone.words.actions import record_texts
from saidanddone.words.models import Text
from tests.rooms.safeguarding.conftest import LAMBETH, later, state, told

pytestmark = pytest.mark.django_db


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
