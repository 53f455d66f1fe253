from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of releases go to a folder of the test's own."""
    settings.SAID_HOME = tmp_path / "home"
    return settings.SAID_HOME


@pytest.fixture
def team(second, team_of):
    return team_of(second)


@pytest.fixture
def lead(team):
    return team.lead


@pytest.fixture
def desk(client, lead):
    """A browser in which the lead is signed in."""
    client.force_login(lead)
    return client
