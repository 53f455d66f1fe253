"""A person's own copy of all that is held about them."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from saidanddone.people.actions import issue_personal_link, keep_contact
from saidanddone.people.models import PersonalLink
from saidanddone.thread.copies import held_about, zipped_copy
from tests.factories.conversations import a_seat
from tests.factories.ideas import an_idea
from tests.factories.people import a_speaker, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(second):
    seat = a_seat(second, "copy-1")
    made = a_speaker(seat.speaker_key, "take-part", "quoted")
    an_idea(second.conversations.first(), "=A bench by the <b>lake</b>.", seat=seat)
    keep_contact(
        speaker_key=made.key,
        fields={"name": "Rosa", "email": "rosa@example.test"},
        by=None,
        programme_slug="second",
    )
    issue_personal_link(speaker_key=made.key, form=PersonalLink.Form.LETTER, by=None, programme_slug="second")
    withdraws(made.key, on=date(2022, 1, 1))
    return made


def test_a_copy_holds_the_words_the_details_the_history_of_consents_and_the_days_of_links(speaker, second):
    parts = {part.title: part for part in held_about(speaker, second)}
    said = str([part.rows for part in parts.values()])
    assert "A bench by the" in said and "rosa@example.test" in said and "copy-1" in said
    quoted = [row for row in parts["What you agreed to"].rows if "quoted" in row[0]]
    assert [row[1] for row in quoted] == ["yes", "no"]
    assert quoted[1][5] == "you"
    assert parts["Your codes and links"].rows[0][0] == "in a letter"
    assert "About you" not in parts


def test_a_copy_is_a_page_to_read_the_same_for_a_machine_and_a_table_a_part(speaker, second):
    parts = held_about(speaker, second)
    with ZipFile(BytesIO(zipped_copy(parts, second, date(2022, 2, 1)))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(files) == len(parts) + 2
    page = files["read-me-first.html"]
    assert "1 February 2022" in page and "Rosa" in page
    assert "A bench by the &lt;b&gt;lake" in page
    assert json.loads(files["all.json"])["parts"][0]["title"] == "Your seat"
    number = [part.title for part in parts].index("What you said") + 1
    header, row = csv.reader(StringIO(files[f"part-{number:02}.csv"]))
    assert header[0] == "your words" and row[0].startswith("'=A bench")


def test_a_copy_holds_nothing_of_anybody_else(speaker, second):
    other = a_seat(second, "copy-2")
    a_speaker(other.speaker_key, "take-part")
    an_idea(second.conversations.first(), "Somebody else said this.", seat=other)
    assert "Somebody else" not in str(held_about(speaker, second))
