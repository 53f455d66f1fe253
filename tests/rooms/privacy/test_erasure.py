"""Somebody is erased: no byte of who they were is left, their words are nobody's or gone, and counts stay."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core import mail
from django.db import connection

from saidanddone.people.actions import (
    Taken,
    burn_letters_to,
    issue_personal_link,
    issue_sign_in_link,
    keep_contact,
    open_account,
    seal_audit,
    take_consents,
)
from saidanddone.people.models import AuditRow, PersonalLink, Speaker
from saidanddone.people.queries import verified_trail
from saidanddone.people.rules import Refused
from saidanddone.privacy import actions
from saidanddone.privacy.models import Erasure
from saidanddone.privacy.tasks import give_up_old_pages
from saidanddone.programme.actions import give_role
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.safeguarding.actions import raise_own
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.report import queries as report
from saidanddone.stages.report.models import Draft, Release
from saidanddone.team.actions import invite
from saidanddone.website.actions import close_account
from saidanddone.website.clock import DUTIES
from saidanddone.words.models import Seat, Text
from tests.factories.conversations import a_photograph
from tests.factories.report import a_release

KEY = "second:hackney-01"
WORDS = "Secondwords"  # in what hackney-01 said, and quoted in the report
SECRETS = {
    "name": "Zebedee Quillfeather-Ng",
    "email": "zebedee.quill@example.test",
    "phone": "07700 900461",
    "address": "47 Nowhere Crescent, Atlantis",
}


@pytest.fixture
def zebedee(second, settings, tmp_path) -> dict[str, str]:
    """Somebody of whom everything is held that can be: returns every secret that must be gone."""
    settings.SAID_HOME = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    keep_contact(speaker_key=KEY, fields=SECRETS, by=None, programme_slug="second")
    codes = {
        form: issue_personal_link(speaker_key=KEY, form=form, by=None, programme_slug="second")
        for form in PersonalLink.Form
    }
    take_consents(
        speaker_key=KEY,
        given={"photographed": True, "details": True},
        taken=Taken(date(2021, 5, 1), "online"),
        by=None,
        programme_slug="second",
    )
    raise_own(programme=second, speaker_key=KEY, message=f"I am {SECRETS['name']}")
    a_photograph(Conversation.objects.get(programme=second), [Seat.objects.get(speaker_key=KEY)])
    mail.send_mail("Your link", f"Dear {SECRETS['name']}, {codes['e-mail']}", None, [SECRETS["email"]])
    return SECRETS | {f"code {form}": code for form, code in codes.items()} | {"key": KEY}


@pytest.fixture
def release(second, zebedee) -> Release:
    """A release that quotes them."""
    return a_release(second)


def erased(second, words=Erasure.Words.KEPT) -> Erasure:
    return actions.erase_person(
        speaker_key=KEY, programme=second, asked=Erasure.Asked.OWN_PAGE, words=words, by=None
    )


def every_value() -> str:
    """Every value of every table, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [repr(row) for row in cursor.fetchall()]
    return "\n".join(said)


def every_file(home: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_before_there_was_something_to_erase(zebedee):
    assert Speaker.objects.filter(key=KEY).exists() and KEY in every_value()
    assert SECRETS["email"].encode() in every_file(site.SAID_HOME)


@pytest.mark.parametrize("words", Erasure.Words)
def test_nothing_that_says_who_it_was_is_left_in_any_table_or_file(
    second, zebedee, release, words, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erased(second, words)
    tables, files = every_value(), every_file(site.SAID_HOME)
    for what, secret in zebedee.items():
        assert secret not in tables, what
        for form in (secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode())[:-2]):
            assert form not in files, what
    assert not list((site.SAID_HOME / "uploads").rglob("*.*"))


def test_words_that_are_kept_are_counted_and_quoted_no_more(
    second, zebedee, release, django_capture_on_commit_callbacks
):
    text = Text.objects.get(speaker_key=KEY)
    with django_capture_on_commit_callbacks(execute=True):
        row = erased(second)
    text.refresh_from_db()
    assert text.words and text.speaker_key.startswith("second:gone-")
    assert (row.texts, row.words) == (1, "kept")
    assert text.words not in repr(report.document_of(Release.objects.get(programme=second)))


def test_words_that_are_taken_away_leave_a_gap_in_every_draft_and_release_and_their_files(
    second, release, django_capture_on_commit_callbacks
):
    said = Text.objects.get(speaker_key=KEY).words
    assert said in Release.objects.get(programme=second).document
    figures = Release.objects.get(programme=second).figures
    with django_capture_on_commit_callbacks(execute=True):
        erased(second, Erasure.Words.TAKEN_AWAY)
    for printed in (*Release.objects.filter(programme=second), *Draft.objects.filter(programme=second)):
        assert said not in printed.document
        assert "gap" in printed.document
    assert said.encode() not in every_file(site.SAID_HOME)
    assert said not in every_value()
    assert Release.objects.get(programme=second).figures == figures, "counts that were released stay"


def test_a_release_says_that_somebody_behind_its_counts_was_taken_out_since(client, second, zebedee, release):
    at = f"/second/report/{release.number}/"
    assert "taken out" not in client.get(at).content.decode()
    erased(second)
    page = client.get(at).content.decode()
    assert "1 person who spoke has been taken out" in page and "Quillfeather" not in page


def test_a_page_shows_that_words_were_taken_away(client, second, zebedee, team_of):
    erased(second, Erasure.Words.TAKEN_AWAY)
    client.force_login(team_of(second).lead)
    page = client.get("/second/work/ideas/i001/").content.decode()
    assert "has taken them away" in page
    assert client.get("/second/work/ideas/").status_code == 200


def test_the_trail_says_that_somebody_was_erased_and_not_who(second, zebedee):
    before = AuditRow.objects.count()
    erased(second)
    rows = list(AuditRow.objects.order_by("id")[before:])
    assert "privacy.erase_person" in {row.verb for row in rows}
    assert not [
        row for row in rows if "speaker" in str(row.objects_touched) or "text:" in str(row.objects_touched)
    ]


def test_the_trail_still_holds_since_there_was_nothing_of_them_in_it(second, zebedee):
    seal_audit()
    before = verified_trail().rows
    erased(second, Erasure.Words.TAKEN_AWAY)
    seal_audit()
    assert verified_trail().holds and verified_trail().rows > before


def test_letters_to_them_and_letters_that_name_their_seat_go_and_others_stay(zebedee):
    folder = Path(site.EMAIL_FILE_PATH)
    for stale in folder.iterdir():
        stale.unlink()
    for name, words in (
        ("theirs", "To: Zebedee.Quill@example.test"),
        ("seat", "Look after seat hackney-01, please."),
        ("other-seat", "Look after seat hackney-011 and east-hackney-01."),
        ("other-address", "To: fitz.zebedee.quill@example.test"),
    ):
        (folder / f"{name}.log").write_text(words)
    burn_letters_to("zebedee.quill@example.test", "hackney-01")
    assert {path.stem for path in folder.iterdir()} == {"other-seat", "other-address"}


def test_others_are_left_as_they_are(second, zebedee):
    before = {row.pk: (row.words, row.speaker_key) for row in Text.objects.exclude(speaker_key=KEY)}
    erased(second, Erasure.Words.TAKEN_AWAY)
    after = {row.pk: (row.words, row.speaker_key) for row in Text.objects.filter(pk__in=before)}
    assert after == before
    assert Speaker.objects.filter(key="second:hackney-02").exists()


@pytest.mark.parametrize("role", ["lead", "organiser", "safeguarding", "evaluator"])
def test_only_the_data_protection_officer_erases_somebody_who_asked_by_letter(second, zebedee, role):
    with pytest.raises(Refused, match="data protection officer"):
        actions.erase_on_request(
            person=Person("second", None, frozenset({(role, None)})),
            programme=second,
            speaker=Speaker.objects.get(key=KEY),
            asked="letter",
            words="kept",
            by=None,
        )


def test_what_is_exported_after_an_erasure_loads_again(second, zebedee, tmp_path):
    from saidanddone.website.loading import export_folder, load_folder

    erased(second, Erasure.Words.TAKEN_AWAY)
    export_folder(second, tmp_path / "out")
    assert WORDS not in (tmp_path / "out" / "ideas.csv").read_text()
    programme = (tmp_path / "out" / "programme.csv").read_text().replace("\nsecond,", "\nagain,")
    (tmp_path / "out" / "programme.csv").write_text(programme)
    again = load_folder(tmp_path / "out", by=None)
    assert Text.objects.filter(programme=again, recorded_as="taken-away").count() == 1


def test_the_clock_lets_go_of_old_pages_too_since_a_machine_may_stop_right_after_an_erasure():
    assert give_up_old_pages in [duty.does for duty in DUTIES]


def test_of_who_closes_their_account_nothing_is_left_in_any_table_or_letter(
    second, team_of, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    team = team_of(second)
    invite(
        person=Person("second", team.lead, frozenset({(Role.LEAD, None)})),
        programme=second,
        email=SECRETS["email"],
        name=SECRETS["name"],
        role="evaluator",
        area=None,
        ends_on=None,
        site="http://127.0.0.1",
        by=team.lead,
    )
    coder = open_account(email=SECRETS["email"], name=SECRETS["name"], by=team.lead)
    give_role(account=coder, programme=second, role=Role.CODER, by=team.lead)
    issue_sign_in_link(account=coder, by=coder)
    mail.send_mail("Your code", "12345", None, [SECRETS["email"]])
    assert SECRETS["email"] in every_value() and SECRETS["email"].encode() in every_file(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        close_account(account=coder, by=coder)
    for what in ("name", "email"):
        assert SECRETS[what] not in every_value()
        assert SECRETS[what].encode() not in every_file(tmp_path)
