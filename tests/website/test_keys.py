"""Keys are changed: everything sealed can be opened with the new one alone, and at every moment in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session

from saidanddone.people import queries
from saidanddone.people.actions import keep_contact
from saidanddone.people.models import Speaker
from saidanddone.people.rules import sealing
from saidanddone.website import actions

SAID = {"name": "Zebedee", "email": "zebedee@example.test"}
KEY = "second:hackney-01"


@pytest.fixture
def file(settings, tmp_path, second) -> Path:
    settings.CONTACT_KEYS = tmp_path / "contact-keys"
    settings.CONTACT_KEYS.write_text(sealing.fresh_key())
    keep_contact(speaker_key=KEY, fields=SAID, by=None, programme_slug="second")
    return settings.CONTACT_KEYS


def is_read() -> bool:
    speaker = Speaker.objects.get(key=KEY)
    return queries.contact_of(speaker) == SAID and queries.speakers_by_email(SAID["email"]) == [speaker]


def test_contacts_and_second_factors_open_with_the_new_key_alone_and_sessions_end(
    file, client, team_of, second
):
    lead = team_of(second).lead
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")
    client.force_login(lead)
    old = file.read_text().split()
    assert actions.change_keys(by=None) == 1
    new = file.read_text().split()
    assert len(new) == 1 and new != old
    assert is_read()
    assert TOTP(lead.authenticator_set.get(type="totp")).instance.wrap().validate_code("000000") is False
    assert not Session.objects.exists()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("stops", ["before anything is sealed", "before the old key goes"])
def test_stopped_in_the_middle_everything_can_still_be_opened_and_it_can_be_done_again(
    file, monkeypatch, stops
):
    class Stopped(Exception):
        pass

    kept = sealing.keep_keys
    writes = []

    def keep(keys):
        writes.append(keys)
        if stops == "before the old key goes" and len(writes) == 2:
            raise Stopped
        kept(keys)

    def seal_anew(**_more):
        raise Stopped

    monkeypatch.setattr(actions, "keep_keys", keep)
    if stops == "before anything is sealed":
        monkeypatch.setattr(actions, "seal_contacts_anew", seal_anew)
    with pytest.raises(Stopped):
        actions.change_keys(by=None)
    assert is_read()
    monkeypatch.undo()
    actions.change_keys(by=None)
    assert is_read() and len(file.read_text().split()) == 1


def test_without_its_key_nothing_can_be_read(file):
    file.write_text(sealing.fresh_key())
    assert queries.speakers_by_email(SAID["email"]) == []
