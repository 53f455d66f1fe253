from __future__ import annotations

from dataclasses import dataclass

import pytest

from saidanddone.programme.models import Programme
from tests.factories.need import a_programme


@dataclass(frozen=True)
class Desk:
    programme: object
    team: object
    person_of: object

    def person(self, account):
        return self.person_of(account, self.programme)


@pytest.fixture
def desk(second, team_of, person_of) -> Desk:
    return Desk(second, team_of(second), person_of)


@pytest.fixture
def three(db) -> Programme:
    """Three boroughs, A, B and C, of which nothing is known yet."""
    return a_programme("three", ["A", "B", "C"])
