from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from saidanddone.programme.models import Area
from saidanddone.programme.queries import person_in
from saidanddone.safeguarding import actions, queries, tasks
from saidanddone.safeguarding.models import Alert, Settings, Step
from saidanddone.safeguarding.rules import State
from saidanddone.website.actions import open_account_with_role

HACKNEY, LAMBETH = "E09000012", "E09000022"


@pytest.fixture
def hackney(second) -> Area:
    return Area.objects.get(code=HACKNEY)


@pytest.fixture
def lead_named(second):
    """A safeguarding lead of Hackney, of another borough, or of all."""

    def named(name: str, area: str = HACKNEY):
        return open_account_with_role(
            email=f"{name}@second.test", name=name, programme=second, role="safeguarding", area_code=area
        )

    return named


@pytest.fixture
def amal(lead_named):
    return lead_named("amal")


@pytest.fixture
def person(second):
    return lambda account: person_in(second, account)


@pytest.fixture
def on_duty(second, person, hackney):
    def put(account, area=hackney):
        now = timezone.now()
        return actions.put_on_duty(
            person=person(account),
            programme=second,
            fields={
                "account": account,
                "area": area,
                "begins_at": now - timedelta(hours=1),
                "ends_at": now + timedelta(hours=3),
            },
            by=account,
        )

    return put


@pytest.fixture
def minutes(second):
    def set_to(number: int) -> None:
        Settings.objects.update_or_create(programme=second, defaults={"minutes": number})

    return set_to


@pytest.fixture
def raised(second, hackney, django_capture_on_commit_callbacks):
    """An alert from seat 14 at table 3, with whatever else is said of it; its letters are sent."""

    def raise_one(area=hackney, **more):
        where = actions.Where(second, area, "Hackney evening", "3", in_the_room=more.pop("in_the_room", ()))
        given = {"source": "scribe", "by": None, "speaker_key": "second:hackney-14"} | more
        with django_capture_on_commit_callbacks(execute=True):
            return actions.raise_alert(where=where, **given)

    return raise_one


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
