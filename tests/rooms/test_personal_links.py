"""Ways into somebody's own pages, and how they may be reached: neither can be read out of the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saidanddone.people import actions, queries
from saidanddone.people.models import AuditRow, Contact, PersonalLink, Speaker, YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.people.rules.codes import fresh_code, plain_token
from saidanddone.people.rules.sealing import mark, seal, unseal
from tests.factories.people import a_speaker

pytestmark = pytest.mark.django_db
Form = PersonalLink.Form


@pytest.fixture
def speaker(second) -> Speaker:
    return a_speaker("second:new", "take-part", "told")


def link(form: Form = Form.CARD, **more) -> str:
    return actions.issue_personal_link(
        speaker_key="second:new", form=form, by=None, programme_slug="second", **more
    )


def opens(token: str) -> bool:
    return queries.usable_personal_link(token) is not None


@pytest.mark.parametrize("form", Form)
def test_a_fresh_link_opens_the_pages_of_its_person_and_stands_nowhere_in_the_database(speaker, form):
    token = link(form)
    assert queries.usable_personal_link(token).speaker == speaker
    kept = str(vars(PersonalLink.objects.get())) + str([vars(row) for row in AuditRow.objects.all()])
    assert token not in kept and plain_token(token) not in kept


def test_a_code_is_twenty_letters_that_are_not_taken_for_each_other():
    code = fresh_code()
    assert len(plain_token(code)) == 20 and code.count("-") == 4
    assert not set("OILU") & set(code)
    assert fresh_code() != code


def test_a_code_may_be_typed_in_any_case_with_other_hyphens_and_letters_that_look_alike(speaker):
    code = link()
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", code.replace("0", "o")):
        assert opens(typed), typed
    assert opens(code.replace("1", "l"))
    assert not opens(code[:-1])
    assert not opens("")


def test_a_link_in_an_e_mail_counts_every_letter(speaker):
    token = link(Form.EMAIL)
    assert opens(token) and not opens(token.swapcase())


def test_a_new_card_ends_the_lost_one_and_leaves_the_letter(speaker):
    lost, letter = link(), link(Form.LETTER)
    found = link()
    assert [opens(each) for each in (lost, letter, found)] == [False, True, True]


def test_a_link_that_is_revoked_or_past_its_day_opens_nothing(speaker):
    token, other = link(), link(Form.LETTER, expires_on=timezone.localdate() - timedelta(days=1))
    assert not opens(other)
    pk = queries.usable_personal_link(token).pk
    assert queries.live_personal_link(pk)
    actions.revoke_personal_links(speaker_key="second:new", by=None, programme_slug="second")
    assert not opens(token) and queries.live_personal_link(pk) is None


@pytest.mark.parametrize(
    ("agreed", "may"),
    [
        ({}, False),
        ({"parent_agreed_on": date(2026, 1, 1), "parent_is": "parent"}, False),
        ({"child_agreed_on": date(2026, 1, 1)}, False),
        ({"parent_agreed_on": date(2026, 1, 1), "parent_is": "parent", "child_agreed_on": date(2026, 1, 1)}, True),
        ({"parent_agreed_on": date(2026, 1, 1), "parent_is": "parent", "child_agreed_on": date(2026, 1, 1),
          "in_school": True}, False),
        ({"parent_agreed_on": date(2026, 1, 1), "parent_is": "parent", "child_agreed_on": date(2026, 1, 1),
          "in_school": True, "school_agreed_on": date(2026, 1, 1)}, True),
    ],
)  # fmt: skip
def test_a_child_has_a_link_only_once_everybody_who_must_has_agreed(speaker, agreed, may):
    token = link()
    YoungPerson.objects.create(speaker=speaker, **agreed)
    assert opens(token) is may, "a card that was given out before opens nothing either"
    if may:
        assert opens(link())
    else:
        with pytest.raises(Refused, match="under 16"):
            link()


# How somebody may be reached

SAID = {
    "name": "Zebedee Quillfeather",
    "email": "Zebedee@Example.test",
    "phone": "",
    "address": "1 Example Row",
}


def keep(fields) -> None:
    actions.keep_contact(speaker_key="second:new", fields=fields, by=None, programme_slug="second")


def test_what_somebody_gave_is_read_back_and_lies_sealed(speaker):
    keep(SAID)
    assert queries.contact_of(speaker) == {name: value for name, value in SAID.items() if value}
    row = Contact.objects.get()
    for secret in ("Zebedee", "Quillfeather", "example", "Example Row"):
        assert secret not in row.sealed + row.email_mark


def test_somebody_is_found_by_their_address_in_any_case_and_by_no_other(speaker):
    keep(SAID)
    assert queries.speakers_by_email(" zebedee@example.TEST ") == [speaker]
    assert queries.speakers_by_email("zebedee@example.test", "london") == []
    assert queries.speakers_by_email("") == []


def test_what_is_taken_away_is_gone(speaker):
    keep(SAID)
    keep({"name": " ", "email": ""})
    assert not Contact.objects.exists() and queries.contact_of(speaker) == {}


def test_letters_to_an_address_that_is_kept_no_longer_go_from_the_folder(
    speaker, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    keep(SAID)
    old, others = tmp_path / "1.log", tmp_path / "2.log"
    old.write_text("To: zebedee@example.test\n")
    others.write_text("To: somebody.else@example.test\n")
    with django_capture_on_commit_callbacks(execute=True):
        keep(SAID | {"address": "2 Example Row"})
    assert old.exists()
    with django_capture_on_commit_callbacks(execute=True):
        keep(SAID | {"email": "new@example.test"})
    assert (old.exists(), others.exists()) == (False, True)


def test_what_was_sealed_with_a_key_that_is_gone_says_so(speaker, tmp_path, settings):
    sealed, before = seal(SAID), mark(SAID["email"])
    other = tmp_path / "keys"
    other.write_text("u6uHvWZ9nq8yLr4n3u6gGm0wqX2l3dC8i9kQ0k1h2aE=")
    settings.CONTACT_KEYS = other
    assert mark(SAID["email"]) != before
    with pytest.raises(Refused, match="no longer has"):
        unseal(sealed)
