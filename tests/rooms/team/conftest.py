from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from saidanddone.programme.models import Area, Role
from saidanddone.programme.queries import person_in
from saidanddone.team import actions
from saidanddone.team.models import Invitation

SITE = "https://said.test"


@pytest.fixture
def hackney(second) -> Area:
    return Area.objects.get(code="E09000012")


@pytest.fixture
def lambeth(second) -> Area:
    return Area.objects.get(code="E09000022")


@pytest.fixture
def invites(second, django_capture_on_commit_callbacks):
    """Somebody of the second programme invites somebody to a role; the letter goes out."""

    def invite(
        by, role: Role, area: Area | None = None, *, email="ada@example.test", ends_on: date | None = None
    ):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.invite(
                person=person_in(second, by),
                programme=second,
                email=email,
                name="Ada",
                role=role,
                area=area,
                ends_on=ends_on,
                site=SITE,
                by=by,
            )

    return invite


def link_in_the_letter() -> str:
    found = re.search(rf"{SITE}(/accounts/invitation/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def token_in_the_letter() -> str:
    return link_in_the_letter().split("/")[3]


def makes_old(invitation: Invitation, days: int = 15) -> None:
    then = timezone.now() - timedelta(days=days) + actions.rules.INVITATION_LIVES
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=then)
