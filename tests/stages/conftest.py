"""The second programme as the tests of every stage meet it: its desk, its boroughs, its evening, its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from saidanddone.programme.models import Area
from saidanddone.stages.conversations.models import Conversation
from tests.spoiling import copy_of_second


@dataclass(frozen=True)
class Desk:
    """A programme and those who work on it."""

    programme: object
    team: object
    person_of: object

    def person(self, account):
        return self.person_of(account, self.programme)


@pytest.fixture
def desk(second, team_of, person_of) -> Desk:
    return Desk(second, team_of(second), person_of)


@pytest.fixture
def hackney(second) -> Area:
    return Area.objects.get(code="E09000012")


@pytest.fixture
def lambeth(second) -> Area:
    return Area.objects.get(code="E09000022")


@pytest.fixture
def evening(second) -> Conversation:
    """The conversation in Hackney at which the second programme's three ideas were spoken."""
    return Conversation.objects.get(programme=second)


@pytest.fixture
def folder(db, tmp_path) -> Path:
    """The second programme's files under another address, to be spoilt and loaded."""
    return copy_of_second(tmp_path)
