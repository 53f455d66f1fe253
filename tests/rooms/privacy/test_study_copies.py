"""An evaluator takes all words and answers away without who anybody is, and with a warning of who could be found."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from saidanddone.people.actions import keep_contact
from saidanddone.people.models import About, AuditRow, Speaker, YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import copies as actions
from saidanddone.privacy.rules.copies import crowd_of
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Coding
from saidanddone.words.models import Seat, Text
from saidanddone.words.rules import without_personal_details
from tests.cli.test_site_commands import run

pytestmark = pytest.mark.django_db
KEY = "second:hackney-01"
AT = "/second/work/privacy/copy/"


def copied(programme) -> dict[str, str]:
    packed = BytesIO()
    actions.write_copy_for_study(programme=programme, target=packed, by=None)
    with ZipFile(packed) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"{name}.csv"])))


def test_every_person_and_answer_is_in_it_once(second):
    files = copied(second)
    assert len(rows(files, "people")) == Seat.objects.filter(programme=second).count()
    assert len(rows(files, "ideas")) == Idea.objects.filter(text__programme=second).count()
    assert len(rows(files, "codings")) == Coding.objects.filter(text__programme=second).count() > 0
    assert rows(files, "answers") and rows(files, "extracts") and rows(files, "enrolments")


@pytest.mark.parametrize("slug", ["second", "london"])
def test_no_name_no_seat_and_no_key_of_a_row_is_in_it(db, request, slug):
    programme = request.getfixturevalue(slug)
    speaker = Speaker.objects.filter(key__startswith=f"{slug}:").first()
    keep_contact(
        speaker_key=speaker.key,
        fields={"name": "Zebedee Quill", "email": "zeb@example.test"},
        by=None,
        programme_slug=slug,
    )
    files = copied(programme)
    cells = {
        cell
        for name in files
        if name.endswith(".csv")
        for row in csv.reader(StringIO(files[name]))
        for cell in row
    }
    seats = set(Seat.objects.filter(programme=programme).values_list("speaker_key", flat=True))
    texts = set(Text.objects.filter(programme=programme).values_list("key", flat=True))
    coders = set(Coding.objects.filter(text__programme=programme).values_list("coder", flat=True))
    assert not cells & (seats | {seat.partition(":")[2] for seat in seats} | texts | coders)
    everything = "".join(files.values())
    assert "Zebedee" not in everything and "zeb@" not in everything


def test_one_person_has_one_fresh_name_within_a_copy_and_another_in_the_next(second):
    theirs = Text.objects.get(programme=second, key="i001")
    Text.objects.filter(programme=second, key="i002").update(speaker_key=theirs.speaker_key)
    names = []
    for _number in range(2):
        files = copied(second)
        by_words = {row["words"]: row["person"] for row in rows(files, "ideas")}
        one, other = by_words[theirs.words], by_words[Text.objects.get(programme=second, key="i002").words]
        assert one == other and one in {row["person"] for row in rows(files, "people")}
        names.append(one)
    assert names[0] != names[1]


def test_codes_lead_to_the_words_that_they_were_given_to(second):
    files = copied(second)
    texts = {row["text"] for name in ("ideas", "open_answers", "extracts") for row in rows(files, name)}
    assert {row["text"] for row in rows(files, "codings")} <= texts


def test_words_of_a_child_for_whom_not_everybody_agreed_stay_here(second):
    said = Text.objects.get(programme=second, speaker_key=KEY)
    YoungPerson.objects.create(speaker=Speaker.objects.get(key=KEY))
    files = copied(second)
    assert said.words not in "".join(files.values())
    assert len(rows(files, "ideas")) == Idea.objects.filter(text__programme=second).count()
    assert len(rows(files, "people")) == Seat.objects.filter(programme=second).count() - 1
    assert "1 people, and all their words" in files["README.txt"]


def test_details_that_were_kept_in_words_are_marked_in_a_copy():
    said = "Write to zeb@example.test or ring 020 7946 0018, I live at E8 1EA."
    assert without_personal_details(said) == (
        "Write to [an e-mail address] or ring [a telephone number], I live at [a postcode]."
    )


def test_a_cell_that_a_spreadsheet_would_reckon_is_a_text(second):
    Text.objects.filter(programme=second, key="i001").update(words="=1+1")
    assert "'=1+1" in {row["words"] for row in rows(copied(second), "ideas")}


# Who could be found


def test_groups_of_few_are_counted_and_the_smallest_said():
    crowd = crowd_of([("carer", "Hackney")] * 6 + [("resident", "Hackney")] * 2 + [("carer", "Bexley")])
    assert (crowd.people, crowd.groups, crowd.smallest, crowd.in_few) == (9, 3, 1, 3)
    assert crowd_of([]).smallest == 0


def test_the_page_in_the_copy_warns_of_whoever_stands_alone(second):
    About.objects.create(speaker=Speaker.objects.get(key=KEY), age_band="75-over", gender="man")
    said = copied(second)["README.txt"]
    assert "(k = 1)" in said
    assert any(line.startswith("  1  ") and "75-over, man" in line for line in said.splitlines())


# Who takes it


def test_the_evaluator_takes_it_without_anybodys_leave_and_it_is_on_the_trail(client, second, team_of):
    team = team_of(second)
    client.force_login(team.evaluator)
    answer = client.post(f"{AT}make/")
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    with ZipFile(BytesIO(answer.getvalue())) as archive:
        assert "ideas.csv" in archive.namelist()
    row = AuditRow.objects.get(verb="privacy.copy_for_study")
    assert row.actor == team.evaluator
    client.force_login(team.dpo)
    assert f"{team.evaluator}" in client.get(AT).content.decode()


@pytest.mark.parametrize("role", ["lead", "dpo", "coder"])
def test_nobody_else_takes_it_the_lead_neither(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    assert client.post(f"{AT}make/").status_code == 403
    with pytest.raises(Refused, match="evaluator"):
        actions.copy_for_study(
            person=Person("second", None, frozenset({(Role(role), None)})), programme=second, by=None
        )
    assert not AuditRow.objects.filter(verb="privacy.copy_for_study").exists()


def test_the_command_writes_it_for_nobody_else_to_read_and_over_nothing(second, tmp_path):
    out = tmp_path / "copy.zip"
    assert run("copy", "second", "--out", out) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_bytes()
    assert run("copy", "second", "--out", out) == 2
    assert out.read_bytes() == before
