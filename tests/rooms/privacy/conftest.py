from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from saidanddone.privacy.actions import register as actions
from saidanddone.programme.queries import person_in

WORK = "/second/work/privacy/"
HEALTH = {
    "name": "Health",
    "key": "health",
    "what_for": "To hear of it.",
    "whose": "People.",
    "which_data": "What they say of their health.",
    "special": "yes",
    "article_6": "e",
    "basis_note": "A law.",
    "article_9": "g",
    "schedule_1": 18,
    "policy_document": "In the office.",
    "recipients": "Nobody.",
    "transfers": "None.",
    "security": "Locked.",
    "kept_months": 12,
    "kept_from": "collected",
}


@pytest.fixture
def lead(second, team_of):
    return team_of(second).lead


@pytest.fixture
def officer(second, team_of):
    return team_of(second).dpo


def does(action, account, at, /, **given):
    return action(person=person_in(at, account), by=account, **given)


@pytest.fixture
def a_purpose(second, lead):
    return lambda **fields: does(actions.add_purpose, lead, second, programme=second, fields=HEALTH | fields)


@pytest.fixture
def decided(second, lead):
    return partial(
        does, actions.decide_purpose, lead, second, decided_by="The board", decided_on=date(2021, 5, 1)
    )


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()
