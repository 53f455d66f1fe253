from __future__ import annotations

from dataclasses import dataclass

import pytest

from saidanddone.programme.models import Area


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
def hackney(second) -> Area:
    return Area.objects.get(code="E09000012")


@pytest.fixture
def lambeth(second) -> Area:
    return Area.objects.get(code="E09000022")
