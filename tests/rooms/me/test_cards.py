"""Seat cards and letters: who makes them, what stands on them, and that a code is shown once."""

from __future__ import annotations

import re
from datetime import date

import pytest

from saidanddone.me import actions
from saidanddone.people.actions import Taken, keep_contact, take_consents
from saidanddone.people.models import AuditRow, PersonalLink, Speaker
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Role
from saidanddone.programme.rules import Person
from saidanddone.website.loading import export_folder
from saidanddone.words.models import Seat
from tests.factories.commitments import a_commitment
from tests.factories.conversations import a_conversation
from tests.factories.ideas import an_idea
from tests.factories.people import withdraws

from .conftest import page

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b")
CARDS = {"conversation": "hackney", "number": "3", "role": "resident"}


def signed_in(client, team_of, second, role):
    client.force_login(getattr(team_of(second), role))
    return client


def codes_on(shown: str) -> list[str]:
    return list(dict.fromkeys(CODE.findall(shown)))


@pytest.mark.parametrize("role", ["lead", "organiser", "host", "facilitator"])
def test_cards_are_made_by_those_who_run_the_evening(client, team_of, second, role):
    shown = page(signed_in(client, team_of, second, role).post("/second/work/me/cards/", CARDS))
    assert len(codes_on(shown)) == 3 and shown.count('<svg class="card-code"') == 3
    assert Seat.objects.filter(programme=second, speaker_key__startswith="second:hackney-").count() == 5


@pytest.mark.parametrize("role", ["coder", "evaluator", "scribe", "champion", "dph", "commissioner"])
def test_nobody_else_makes_cards(client, team_of, second, role):
    assert signed_in(client, team_of, second, role).post("/second/work/me/cards/", CARDS).status_code == 403
    assert not PersonalLink.objects.exists()


def test_the_next_free_seats_are_given_out_in_the_borough_and_nobody_has_agreed_yet(client, team_of, second):
    signed_in(client, team_of, second, "lead").post("/second/work/me/cards/", CARDS)
    seats = Seat.objects.filter(speaker_key__in=[f"second:hackney-{n:02}" for n in (3, 4, 5)])
    assert {(seat.role, seat.area.code) for seat in seats} == {("resident", "E09000012")} and len(seats) == 3
    assert not Speaker.objects.get(key="second:hackney-03").consents.exists()


def test_a_code_stands_on_the_sheet_once_and_in_no_row(client, team_of, second, browser):
    shown = page(signed_in(client, team_of, second, "lead").post("/second/work/me/cards/", CARDS))
    (code, *_more) = codes_on(shown)
    assert browser.get(f"/me/{code}/").status_code == 302
    assert not codes_on(page(client.get("/second/work/me/")))
    assert not codes_on(page(client.get("/second/work/me/seats/hackney-03/")))
    assert code not in str(list(AuditRow.objects.values_list("objects_touched", flat=True)))
    assert "no-store" in client.get("/second/work/me/")["Cache-Control"]


def test_each_card_says_its_seat_what_it_is_for_the_limits_and_where_to_turn(client, team_of, second):
    shown = page(
        signed_in(client, team_of, second, "lead").post("/second/work/me/cards/", CARDS | {"number": "1"})
    )
    for said in ("hackney-03", "where your words have got to", "testserver/me", "116 123", "badly hurt"):
        assert said in shown


def test_an_organiser_makes_none_for_another_borough(client, team_of, second):
    other = second.areas.exclude(code="E09000012").first()
    elsewhere = a_conversation(second, "elsewhere", other)
    signed_in(client, team_of, second, "organiser")
    response = client.post("/second/work/me/cards/", CARDS | {"conversation": "elsewhere"})
    assert response.status_code == 422
    organiser = Person("second", None, frozenset({(Role.ORGANISER, Area.objects.get(code="E09000012").pk)}))
    with pytest.raises(Refused, match="in the borough"):
        actions.make_cards(person=organiser, conversation=elsewhere, number=1, role="resident", by=None)


@pytest.mark.parametrize("number", ["0", "61", "-1", "many"])
def test_a_number_of_cards_that_nobody_can_want_is_refused(client, team_of, second, number):
    response = signed_in(client, team_of, second, "lead").post(
        "/second/work/me/cards/", CARDS | {"number": number}
    )
    assert response.status_code == 422 and not PersonalLink.objects.exists()


def test_a_lost_card_is_made_anew_and_opens_nothing_any_more(client, team_of, second, resident, browser):
    resident.comes_in(browser)
    signed_in(client, team_of, second, "organiser")
    assert "has a code" in page(client.get("/second/work/me/seats/hackney-901/"))
    (fresh,) = codes_on(page(client.post("/second/work/me/seats/hackney-901/card/")))
    assert "You are here" not in page(browser.get("/me/"))
    assert browser.get(f"/me/{resident.code}/").status_code == 410
    assert browser.get(f"/me/{fresh}/").status_code == 302


def test_seats_of_another_borough_are_not_found_by_an_organiser(client, team_of, second, resident):
    other = second.areas.exclude(code="E09000012").first()
    Seat.objects.filter(pk=resident.seat.pk).update(area=other)
    signed_in(client, team_of, second, "organiser")
    assert client.get("/second/work/me/seats/hackney-901/").status_code == 404
    assert client.post("/second/work/me/seats/hackney-901/card/").status_code == 404
    assert "hackney-901" not in page(client.get("/second/work/me/"))


# Letters


def letters(client, **more: str) -> str:
    return page(client.post("/second/work/me/letters/", {"area": "E09000012", **more}))


def test_a_letter_says_what_was_said_how_far_it_has_got_and_the_code(
    client, team_of, second, resident, browser
):
    a_commitment(second, "benches", ideas=(resident.idea,), title="Three benches")
    shown = letters(signed_in(client, team_of, second, "organiser"), only="hackney-901")
    assert shown.count('<article class="letter">') == 1
    for said in ("A bench where the swings were.", "Three benches", "Seat card hackney-901", "116 123"):
        assert said in shown
    (code,) = codes_on(shown)
    assert browser.post("/me/", {"code": code.lower()}).status_code == 302


def test_letters_go_to_those_who_agreed_to_be_told_and_to_nobody_else(client, team_of, second, resident):
    shown = letters(signed_in(client, team_of, second, "lead"))
    assert "Seat card hackney-01" in shown and "Seat card hackney-901" in shown
    assert "hackney-02" not in shown and "Secretwords" not in shown
    withdraws(resident.speaker.key, "told")
    assert "hackney-901" not in letters(client)


def test_the_code_of_an_earlier_letter_works_no_longer_and_that_of_the_card_does(
    client, team_of, second, resident, browser
):
    signed_in(client, team_of, second, "lead")
    (first,) = codes_on(letters(client, only="hackney-901"))
    (fresh,) = codes_on(letters(client, only="hackney-901"))
    assert browser.get(f"/me/{first}/").status_code == 410
    assert browser.get(f"/me/{fresh}/").status_code == 302
    assert browser.get(f"/me/{resident.code}/").status_code == 302


def test_a_letter_names_somebody_only_where_they_gave_a_name(client, team_of, second, resident):
    signed_in(client, team_of, second, "lead")
    assert "Rosa" not in letters(client)
    keep_contact(
        speaker_key=resident.speaker.key,
        fields={"name": "Rosa Quill", "address": "1 Example Street"},
        by=None,
        programme_slug="second",
    )
    shown = letters(client, only="hackney-901")
    assert "Rosa Quill" in shown and "1 Example Street" in shown


def test_letters_of_a_borough_are_its_organisers_and_the_leads(client, team_of, second, resident):
    for role in ("host", "facilitator", "coder", "dph", "safeguarding"):
        assert (
            signed_in(client, team_of, second, role).post("/second/work/me/letters/", {}).status_code == 403
        )
    other = second.areas.exclude(code="E09000012").first()
    signed_in(client, team_of, second, "organiser")
    assert client.post("/second/work/me/letters/", {"area": other.code}).status_code == 422


def test_making_letters_and_cards_is_written_down(client, team_of, second, resident):
    signed_in(client, team_of, second, "lead").post("/second/work/me/cards/", CARDS)
    letters(client)
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert verbs >= {"me.make_cards", "me.make_letter_codes", "people.issue_personal_link"}


def test_a_borough_where_nobody_wants_to_be_told_says_so(client, team_of, second, resident):
    for key in Speaker.objects.filter(key__startswith="second:").values_list("key", flat=True):
        take_consents(
            speaker_key=key,
            given={"told": False},
            taken=Taken(date(2022, 1, 1), "paper"),
            by=None,
            programme_slug="second",
        )
    response = signed_in(client, team_of, second, "lead").post(
        "/second/work/me/letters/", {"area": "E09000012"}
    )
    assert "Nobody there has agreed" in page(response, 422)


def test_an_idea_said_with_a_fresh_card_is_exported_with_its_seat(client, team_of, second, tmp_path):
    signed_in(client, team_of, second, "lead").post("/second/work/me/cards/", CARDS)
    seat = Seat.objects.get(speaker_key="second:hackney-03")
    an_idea(second.conversations.get(slug="hackney"), "Said with a fresh card.", seat=seat)
    export_folder(second, tmp_path)
    assert "hackney-03,resident,E09000012,,,,,,,,,," in (tmp_path / "speakers.csv").read_text()
    assert "hackney-03,Said with a fresh card." in (tmp_path / "ideas.csv").read_text()
