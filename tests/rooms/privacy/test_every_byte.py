"""Somebody is taken out of a real installation, and every byte that it keeps is searched for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.browser import SAID, environment
from tests.rooms.privacy.taken_out import SECRETS, written_as

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def installation(tmp_path, second) -> dict[str, str]:
    """The environment of a site of its own that holds what the tests' database holds."""
    home = tmp_path / "home"
    home.mkdir()
    place = environment(home) | {"DJANGO_SETTINGS_MODULE": "saidanddone.website.settings"}
    if connection.vendor == "sqlite":
        (home / "said.sqlite3").write_bytes(connection.connection.serialize())
        yield place
        return
    name = f"said_taken_out_{os.getpid()}"
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    psql = ["psql", "-q", f"{server}/postgres", "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    place["DATABASE_URL"] = f"{server}/{name}"
    try:
        for words in (["migrate"], ["load", str(ROOT / "tests" / "second_programme")]):
            subprocess.run([SAID, *words], env=place, check=True, capture_output=True)
        yield place
    finally:
        subprocess.run([*psql, f"DROP DATABASE {name} WITH (FORCE)"], check=True)


def test_what_is_looked_for_would_be_found_in_each_way_of_writing():
    for secret in SECRETS.values():
        assert len(set(written_as(secret))) > 7
        assert all(len(form) > 8 for form in written_as(secret))


def test_no_byte_of_somebody_is_left_in_database_uploads_mail_releases_or_sessions(installation):
    done = subprocess.run(
        [sys.executable, "-m", "tests.rooms.privacy.taken_out"],
        env=installation,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    for what in ("words", "key", "email", "sealed", "picture"):
        assert said["before"][what], f"there was nothing to take out: {what}"
    assert {what: where for what, where in said["after"].items() if where} == {}
    # Nor in what the process wrote for whoever keeps the site.
    assert not [what for what, secret in SECRETS.items() if secret in done.stderr]
