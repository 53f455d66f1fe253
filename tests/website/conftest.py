from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from saidanddone.people.actions import issue_sign_in_link, open_account
from saidanddone.people.models import Account
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.report.models import Draft, Release
from tests.factories.conversations import a_photograph
from tests.factories.report import a_release


@dataclass(frozen=True)
class Printed:
    """The releases that a run has built: where their files lie, and the rows of each programme."""

    home: Path
    rows: dict[str, tuple[Release | Draft, ...]]


@pytest.fixture(scope="session")
def printed(tmp_path_factory) -> Printed:
    return Printed(tmp_path_factory.mktemp("released-home"), {})


@pytest.fixture
def programmes(london, second, settings, printed) -> dict[str, object]:
    """Both programmes with a first release. It is built once; after that its rows are put back as they were."""
    settings.SAID_HOME = printed.home
    for programme in (london, second):
        a_photograph(Conversation.objects.get(programme=programme, slug="hackney"))
        if programme.slug not in printed.rows:
            a_release(programme)
            kept = (*Release.objects.filter(programme=programme), *Draft.objects.filter(programme=programme))
            printed.rows[programme.slug] = kept
        else:
            for row in printed.rows[programme.slug]:
                row.save(force_insert=True)
    return {"london": london, "second": second}


@pytest.fixture
def amina(db) -> Account:
    return open_account(email="amina@example.test", name="Amina", by=None)


@pytest.fixture
def link(amina) -> str:
    return f"/accounts/link/{issue_sign_in_link(account=amina, by=None)}/"


@pytest.fixture
def browser() -> Client:
    """A client that must send the hidden token of a form, as a browser does."""
    return Client(enforce_csrf_checks=True)


def token_of(page: bytes) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode())
    assert found, "the form has no hidden token"
    return found[1]


def code_in_the_letter() -> str:
    """The code stands on a line of its own."""
    lines = [line.strip() for line in mail.outbox[-1].body.splitlines()]
    return next(line for line in lines if re.fullmatch(r"[A-Z0-9-]{6,}", line))


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
