from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from django.db.models import Model

from saidanddone.programme.models import Programme
from saidanddone.stages.report.models import Draft, Release
from tests.factories.report import a_release


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Files of releases go to a folder of the test's own."""
    settings.SAID_HOME = tmp_path / "home"
    return settings.SAID_HOME


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> tuple[Path, dict[str, list[Model]]]:
    """Where the files of the releases below lie, and their rows, by programme."""
    return tmp_path_factory.mktemp("built"), {}


@pytest.fixture
def released(own_home, built) -> Callable[[Programme], Release]:
    """The first release of a programme as it was loaded: built once, after that put back with its files."""
    folder, rows = built

    def put(programme: Programme) -> Release:
        if programme.slug not in rows:
            a_release(programme)
            copytree(own_home, folder / programme.slug)
            of_programme = (kind.objects.filter(programme=programme) for kind in (Release, Draft))
            rows[programme.slug] = [row for kind in of_programme for row in kind]
        else:
            copytree(folder / programme.slug, own_home, dirs_exist_ok=True)
            for row in rows[programme.slug]:
                row.save(force_insert=True)
        return Release.objects.get(programme=programme)

    return put


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
