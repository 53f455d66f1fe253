"""Who says it again, and who leaves while an alert of theirs is open."""

from __future__ import annotations

import pytest
from django.core import mail

from saidanddone.people.models import AuditRow
from saidanddone.safeguarding import actions
from saidanddone.safeguarding.models import Alert, Step
from saidanddone.safeguarding.rules import State
from tests.rooms.safeguarding.conftest import later, state, told

pytestmark = pytest.mark.django_db


def test_what_is_kept_of_a_person_goes_and_that_there_was_an_alert_stays(raised, second, amal, person):
    alert = raised(message="I am Zebedee", may_contact=True).alert
    actions.take_up(person=person(amal), alert=alert, by=amal)
    actions.close_alert(person=person(amal), alert=alert, note="Spoke to Zebedee.", by=amal)
    actions.forget_person(old="second:hackney-14", fresh="second:gone", programme=second, by=None)
    alert.refresh_from_db()
    assert (alert.speaker_key, alert.message, alert.may_contact) == ("second:gone", "", False)
    assert not Step.objects.filter(note__contains="Zebedee").exists()
    assert state(alert) is State.CLOSED


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
    body = letters[0].body.replace(f"/{alert.pk}/", "/")  # the number of an alert may hold that of a seat
    assert not any(word in body for word in ("14", "Zebedee", "second:gone", "Hackney")), body
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
