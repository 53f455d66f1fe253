"""What people ask for about what is held of them: found, copied, erased and answered within a month."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saidanddone.people.actions import keep_contact
from saidanddone.people.models import AuditRow, Speaker
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import requests as actions
from saidanddone.privacy.models import Erasure, SubjectRequest
from saidanddone.privacy.queries import requests as queries
from saidanddone.privacy.rules import due_on
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import holders
from tests.cli.test_site_commands import run

pytestmark = pytest.mark.django_db
KEY = "second:hackney-01"
OFFICER = Person("second", None, frozenset({(Role.DPO, None)}))
LEAD = Person("second", None, frozenset({(Role.LEAD, None)}))
AT = "/second/work/privacy"


@pytest.fixture
def officer(client, second, team_of):
    client.force_login(team_of(second).dpo)
    return client


@pytest.fixture
def asked(second) -> SubjectRequest:
    return actions.note_request(
        person=OFFICER,
        programme=second,
        fields={"wants": "copy", "received_on": date(2022, 1, 31)},
        by=None,
    )


def reached_at(email: str, key: str = KEY) -> None:
    keep_contact(speaker_key=key, fields={"email": email}, by=None, programme_slug="second")


# The month


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 4), date(2026, 4, 4)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_request_is_due_on_the_same_day_of_the_next_month_or_on_its_last(received, due):
    assert due_on(received) == due


@pytest.mark.parametrize(
    ("ago", "answered_after", "says"),
    [(0, None, "left"), (60, None, "days late"), (60, 10, "answered in time"), (60, 50, "answered late")],
)
def test_how_a_request_stands_is_said_in_words(ago, answered_after, says):
    received = timezone.localdate() - timedelta(days=ago)
    answered = None if answered_after is None else received + timedelta(days=answered_after)
    clock = queries.clock_of(SubjectRequest(received_on=received, answered_on=answered))
    assert says in clock.in_words()


def test_a_request_is_noted_without_who_asked_and_waits_until_it_is_answered(second, asked):
    said = str({name: value for name, value in vars(asked).items() if name != "_state"})
    assert "hackney" not in said
    (mine,) = (each for each in holders() if each.room == "privacy")
    assert mine.waiting_for(OFFICER, second)[0].count == 1
    assert mine.waiting_for(LEAD, second) == []
    actions.answer_request(
        person=OFFICER, request=asked, answered_on=date(2022, 2, 10), answer="A copy was sent.", by=None
    )
    assert mine.waiting_for(OFFICER, second)[0].count == 0


def test_a_request_came_before_it_was_answered_and_not_tomorrow(second, asked):
    with pytest.raises(Refused, match="before it came"):
        actions.answer_request(
            person=OFFICER, request=asked, answered_on=date(2022, 1, 30), answer="Done.", by=None
        )
    with pytest.raises(Refused, match="not come yet"):
        actions.note_request(
            person=OFFICER,
            programme=second,
            fields={"wants": "copy", "received_on": timezone.localdate() + timedelta(days=1)},
            by=None,
        )
    with pytest.raises(ValidationError):
        actions.note_request(
            person=OFFICER,
            programme=second,
            fields={"wants": "money", "received_on": date(2022, 1, 1)},
            by=None,
        )


# Who it is


def test_somebody_is_found_by_a_whole_seat_number_or_address_and_by_no_part_of_one(second):
    reached_at("zebedee@example.test")
    assert queries.seats_found(OFFICER, second, " hackney-01 ") == ["hackney-01"]
    assert queries.seats_found(OFFICER, second, "Zebedee@Example.test") == ["hackney-01"]
    for part in ("hackney-0", "zebedee", "@example.test", "", "%", "hackney-01' OR 1=1"):
        assert queries.seats_found(OFFICER, second, part) == [], part


def test_several_seats_of_one_address_are_all_found(second, officer):
    reached_at("two@example.test")
    reached_at("two@example.test", "second:hackney-02")
    page = officer.post(f"{AT}/people/", {"sought": "two@example.test"}).content.decode()
    assert "hackney-01" in page and "hackney-02" in page


def test_what_is_typed_to_find_somebody_stands_in_no_address(second, officer):
    reached_at("zebedee@example.test")
    answer = officer.post(f"{AT}/people/", {"sought": "zebedee@example.test"})
    assert (answer.status_code, answer["Location"]) == (302, f"{AT}/people/hackney-01/")
    nobody = officer.post(f"{AT}/people/", {"sought": "else@example.test"})
    assert nobody.status_code == 422 and "Nobody here" in nobody.content.decode()


def test_the_lead_finds_nobody_and_somebody_of_another_programme_is_not_there(second, london):
    assert queries.seats_found(LEAD, second, "hackney-01") == []
    with pytest.raises(Refused, match="no such person"):
        actions.give_copy(
            person=OFFICER,
            programme=second,
            speaker=Speaker.objects.filter(key__startswith="london:").first(),
            by=None,
        )


# What is done


def test_a_copy_holds_all_and_that_it_was_made_stands_on_the_trail(second, officer):
    reached_at("zebedee@example.test")
    page = officer.get(f"{AT}/people/hackney-01/").content.decode()
    assert "by e-mail" in page and "zebedee" not in page, "what it says is theirs alone"
    answer = officer.post(f"{AT}/people/hackney-01/copy/")
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    with ZipFile(BytesIO(answer.content)) as archive:
        assert "zebedee@example.test" in archive.read("read-me-first.html").decode()
    speaker = Speaker.objects.get(key=KEY)
    row = AuditRow.objects.filter(verb="privacy.give_copy").get()
    assert row.actor and row.objects_touched == [f"people.speaker:{speaker.pk}"]


def test_somebody_who_wrote_is_taken_out_and_the_list_says_that_and_not_who(second, officer):
    sent = {"asked": "letter", "words": "kept"}
    assert officer.post(f"{AT}/people/hackney-01/erase/", sent).status_code == 422, "not sure yet"
    assert Speaker.objects.filter(key=KEY).exists()
    answer = officer.post(f"{AT}/people/hackney-01/erase/", sent | {"sure": "on"}, follow=True)
    page = answer.content.decode()
    assert "one person was taken out" in page and "by letter" in page and "hackney-01" not in page
    assert not Speaker.objects.filter(key=KEY).exists()
    assert Erasure.objects.get().asked == "letter"
    assert officer.get(f"{AT}/people/hackney-01/").status_code == 404


def test_a_request_is_noted_and_answered_on_pages(second, officer):
    officer.post(f"{AT}/requests/add/", {"wants": "erasure", "received_on": "2022-01-31"})
    row = SubjectRequest.objects.get()
    assert "28 February 2022" in officer.get(f"{AT}/requests/{row.pk}/").content.decode()
    officer.post(f"{AT}/requests/{row.pk}/", {"answered_on": "2022-02-20", "answer": "Taken out."})
    page = officer.get(f"{AT}/requests/?open=no").content.decode()
    assert "answered in time" in page


def test_the_command_takes_out_whoever_wrote_a_letter_once_and_nobody_by_mistake(second, capsys):
    assert run("erase", "second", "hackney-01", "--words", "burnt") == 2
    assert run("erase", "second", "hackney-0", "--words", "kept") == 2
    assert Speaker.objects.filter(key=KEY).exists()
    assert run("erase", "second", "hackney-01", "--words", "taken-away") == 0
    assert "taken away" in capsys.readouterr().err
    assert not Speaker.objects.filter(key=KEY).exists()
    assert run("erase", "second", "hackney-01", "--words", "kept") == 2
    assert Erasure.objects.count() == 1
