from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saidanddone.programme.models import Area
from saidanddone.support.actions import directory as actions
from saidanddone.support.models import Service
from saidanddone.support.queries.comparing import compared
from saidanddone.support.rules.flat import flattened
from saidanddone.support.rules.plain import Plain
from saidanddone.support.rules.reading import read_json, rows_of


@pytest.fixture
def hackney(db):
    return Area.objects.get(code="E09000012")


@pytest.fixture
def desk(second):
    return Service.objects.get(programme=second)


@pytest.fixture
def team(team_of, second):
    return team_of(second)


@pytest.fixture
def as_role(team, person_of, second):
    """Person and account in a role of the second programme, as verbs take them."""

    def given(role: str):
        account = getattr(team, role)
        return {"person": person_of(account, second), "by": account}

    return given


@pytest.fixture
def directory(second):
    """Files in, comparisons out, as the command does it."""

    def parsed(found):
        return flattened(rows_of(read_json(json.dumps(found).encode())))

    return SimpleNamespace(
        compared=lambda found: compared(second, parsed(found)),
        keep=lambda found: actions.record_directory(programme=second, directory=parsed(found), by=None),
    )


@pytest.fixture
def add(as_role, second):
    """A service as the lead adds it."""

    def made(name="Example Quiet Room", *, area=None, organisation="Example Trust", **fields):
        plain = Plain(name=name, description=fields.pop("description", "A quiet room."), **fields)
        return actions.add_service(
            programme=second, plain=plain, organisation=organisation, area=area, **as_role("lead")
        )

    return made


@pytest.fixture
def a_file():
    def made(found, name="services.json"):
        content = found if isinstance(found, bytes) else json.dumps(found).encode()
        return SimpleUploadedFile(name, content, "application/json")

    return made
