"""Somebody under 16: nothing opens before everybody who must agree has agreed, and all of it closes when they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saidanddone.me import actions
from saidanddone.me.models import AgreementTaken, SchoolAgreement
from saidanddone.people.actions import Taken, take_consents
from saidanddone.people.models import PersonalLink, YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.queries import ideas_to_quote
from saidanddone.thread.copies import held_about
from saidanddone.words.models import Seat
from tests.factories.ideas import an_idea

from .conftest import page
from .test_cards import CARDS, codes_on, letters, signed_in

pytestmark = pytest.mark.django_db
LEAD = Person("second", None, frozenset({(Role.LEAD, None)}))
AGREED = {"parent_on": "2021-03-01", "parent_is": "parent", "child_on": "2021-03-02", "how": "paper"}
PATH = "/second/work/me/seats/hackney-03/agreements/"


@pytest.fixture
def child(client, team_of, second):
    """A seat for somebody under 16, made as cards for them are."""
    shown = page(
        signed_in(client, team_of, second, "lead").post(
            "/second/work/me/cards/", CARDS | {"number": "1", "under_16": "on"}
        )
    )
    assert not codes_on(shown)
    return Seat.objects.get(speaker_key="second:hackney-03")


@pytest.fixture
def school(second) -> SchoolAgreement:
    return actions.record_school(
        person=LEAD,
        programme=second,
        fields={
            "school": "Example School",
            "agreed_on": date(2021, 2, 1),
            "by_post": "head teacher",
            "until": timezone.localdate() + timedelta(days=100),
        },
        by=None,
    )


def speaks(seat: Seat) -> None:
    """The child says something, and says yes to everything."""
    an_idea(seat.programme.conversations.get(slug="hackney"), "Words of a child.", seat=seat)
    take_consents(
        speaker_key=seat.speaker_key,
        given=dict.fromkeys(("take-part", "told", "quoted"), True),
        taken=Taken(date(2021, 4, 1), "paper"),
        by=None,
        programme_slug="second",
    )


def is_quoted(seat: Seat) -> bool:
    return ideas_to_quote(seat.programme).filter(text__speaker_key=seat.speaker_key).exists()


def new_card(client) -> list[str]:
    response = client.post("/second/work/me/seats/hackney-03/card/")
    return codes_on(response.content.decode()) if response.status_code == 200 else []


def test_a_card_for_somebody_under_16_has_no_code(child):
    assert not PersonalLink.objects.filter(speaker__key=child.speaker_key).exists()
    assert YoungPerson.objects.filter(speaker__key=child.speaker_key).exists()


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        ({"how": "paper"}, "a parent or guardian’s agreement"),
        ({"child_on": "2021-03-02", "how": "paper"}, "a parent or guardian’s agreement"),
        ({"parent_on": "2021-03-01", "parent_is": "parent", "how": "paper"}, "the child’s own agreement"),
        (AGREED | {"in_school": "on"}, "the school’s agreement"),
    ],
)
def test_until_everybody_has_agreed_there_is_no_code_no_quoting_and_no_letter(client, child, form, missing):
    speaks(child)
    assert client.post(PATH, form).status_code == 302
    assert missing in page(client.get("/second/work/me/seats/hackney-03/"))
    assert not new_card(client)
    assert not is_quoted(child)
    assert "hackney-03" not in letters(client)


def test_once_everybody_has_agreed_a_card_has_a_code_that_works(client, child, browser, school):
    speaks(child)
    client.post(PATH, AGREED | {"in_school": "on", "school": str(school.pk)})
    (code,) = new_card(client)
    assert browser.post("/me/", {"code": code}).status_code == 302
    assert "Words of a child." in page(browser.get("/me/"))
    assert is_quoted(child)
    assert "hackney-03" in letters(client)


@pytest.mark.parametrize("left_out", ["parent_on", "child_on"])
def test_who_takes_an_agreement_back_closes_the_page_and_the_words_at_once(client, child, browser, left_out):
    speaks(child)
    client.post(PATH, AGREED)
    (code,) = new_card(client)
    browser.post("/me/", {"code": code})
    gone = {left_out: ""} | ({"parent_is": ""} if left_out == "parent_on" else {})
    assert client.post(PATH, AGREED | gone).status_code == 302
    assert browser.get("/me/consents/").status_code == 302
    assert browser.post("/me/", {"code": code}).status_code == 422
    assert not is_quoted(child)


def test_a_parent_who_agreed_is_named_by_relation(client, child):
    assert "Say who agreed" in page(client.post(PATH, AGREED | {"parent_is": ""}), 422)
    assert "Say who agreed" in page(client.post(PATH, AGREED | {"parent_on": ""}), 422)


def test_nobody_agreed_on_a_day_to_come(client, child):
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "a day that has not come yet" in page(client.post(PATH, AGREED | {"child_on": day}), 422)


def test_each_agreement_is_kept_with_the_day_how_and_by_whom(client, child, second):
    client.post(PATH, AGREED)
    client.post(PATH, AGREED | {"child_on": ""})
    rows = AgreementTaken.objects.filter(speaker__key=child.speaker_key)
    assert [(row.whose, row.given, row.how) for row in rows] == [
        ("parent", True, "paper"),
        ("child", True, "paper"),
        ("child", False, "paper"),
    ]
    assert rows[0].taken_by.name == "lead of second"
    parts = {part.title for part in held_about(rows[0].speaker, second)}
    assert "Who agreed for you" in parts


def test_a_school_that_ends_its_agreement_closes_its_pupils_pages(client, child, browser, school):
    speaks(child)
    client.post(PATH, AGREED | {"in_school": "on", "school": str(school.pk)})
    (code,) = new_card(client)
    assert client.post(f"/second/work/me/schools/{school.pk}/end/").status_code == 302
    assert browser.post("/me/", {"code": code}).status_code == 422
    assert not is_quoted(child)


def test_a_schools_agreement_ends_by_itself_after_its_last_day(client, child, school):
    speaks(child)
    client.post(PATH, AGREED | {"in_school": "on", "school": str(school.pk)})
    assert is_quoted(child) and actions.close_schools_that_are_over() == 0
    SchoolAgreement.objects.filter(pk=school.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert actions.close_schools_that_are_over() == 1
    assert actions.close_schools_that_are_over() == 0
    assert not is_quoted(child)


def test_an_agreement_that_is_over_is_not_given_to_a_pupil(client, child, school):
    SchoolAgreement.objects.filter(pk=school.pk).update(until=timezone.localdate() - timedelta(days=1))
    form = AGREED | {"in_school": "on", "school": str(school.pk)}
    assert "agreement is over" in page(client.post(PATH, form), 422)


def test_agreements_are_kept_by_the_lead_the_organiser_and_safeguarding_leads(client, child, team_of, second):
    for role, status in (("organiser", 302), ("safeguarding", 302), ("host", 403), ("coder", 403)):
        assert signed_in(client, team_of, second, role).post(PATH, AGREED).status_code == status, role


def test_a_school_and_its_posts_are_written_down(client, team_of, second):
    signed_in(client, team_of, second, "organiser")
    form = {
        "school": "Example School",
        "agreed_on": "2021-02-01",
        "by_post": "head teacher",
        "until": "2021-07-31",
    }
    assert client.post("/second/work/me/schools/add/", form).status_code == 302
    assert "head teacher" in page(client.get("/second/work/me/schools/"))
    assert client.post("/second/work/me/schools/add/", form | {"until": "2020-01-01"}).status_code == 422


def test_a_school_of_one_programme_serves_no_child_of_another(child, school, london):
    foreign = actions.record_school(
        person=Person("london", None, frozenset({(Role.LEAD, None)})),
        programme=london,
        fields={
            "school": "Other School",
            "agreed_on": date(2021, 2, 1),
            "by_post": "head teacher",
            "until": timezone.localdate() + timedelta(days=1),
        },
        by=None,
    )
    with pytest.raises(Refused, match="belongs to another programme"):
        actions.end_school(person=LEAD, agreement=foreign, by=None)
    assert not foreign.pupils.exists()


@pytest.mark.parametrize("why", ["of-age", "mistake"])
def test_who_turns_16_or_was_called_a_child_by_mistake_agrees_for_themselves(client, child, why):
    speaks(child)
    assert not new_card(client) and not is_quoted(child)
    form = {"why": why, "since": "2021-05-01", "how": "spoken"}
    unsure = client.post("/second/work/me/seats/hackney-03/of-age/", form)
    assert unsure.status_code == 422 and YoungPerson.objects.exists()
    assert client.post("/second/work/me/seats/hackney-03/of-age/", form | {"asked": "on"}).status_code == 302
    assert len(new_card(client)) == 1 and is_quoted(child)
    taken = AgreementTaken.objects.filter(speaker__key=child.speaker_key).latest("id")
    assert (taken.whose, taken.on) == (why, date(2021, 5, 1))


def test_nobody_is_said_to_be_of_age_who_was_not_called_a_child_or_from_a_day_to_come(second, child):
    fields = {"why": "of-age", "how": "paper", "by": None}
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="a day that has not come yet"):
        actions.say_of_age(person=LEAD, seat=child, since=tomorrow, **fields)
    adult = Seat.objects.filter(programme=second).exclude(pk=child.pk).first()
    with pytest.raises(Refused, match="Nobody has said that this person is under 16"):
        actions.say_of_age(person=LEAD, seat=adult, since=date(2021, 5, 1), **fields)
