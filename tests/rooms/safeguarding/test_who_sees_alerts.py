"""Whose eyes an alert is for, and who may answer it."""

from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Membership
from saidanddone.programme.rules import Person
from saidanddone.safeguarding import actions, queries
from saidanddone.safeguarding.rules import State
from tests.rooms.safeguarding.conftest import LAMBETH, state

pytestmark = pytest.mark.django_db

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


def test_alerts_of_another_programme_are_no_ones_here(raised, london, lead_named, person):
    raised()
    assert not queries.alerts_visible_to(
        Person("london", None, frozenset({("safeguarding", None)})), london
    ).exists()


def test_only_safeguarding_leads_of_the_borough_are_put_on_duty(second, amal, lead_named, on_duty, hackney):
    with pytest.raises(Refused, match="safeguarding lead for this borough"):
        on_duty(lead_named("other", LAMBETH))
