from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from saidanddone.people.actions import issue_sign_in_link, open_account
from saidanddone.people.models import Account


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
