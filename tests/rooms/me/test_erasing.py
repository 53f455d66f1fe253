"""Somebody takes themselves out, at once, with their words or without."""

from __future__ import annotations

import pytest
from django.test import Client

from saidanddone.me import actions
from saidanddone.people.models import PersonalLink, Speaker
from saidanddone.privacy.models import Erasure
from saidanddone.words.models import Seat, Text

from .conftest import page
from .test_details import ALL

pytestmark = pytest.mark.django_db
KEEP, TAKE = {"words": "keep", "sure": "on"}, {"words": "take", "sure": "on"}


def test_the_page_says_what_goes_and_what_stays_before_it_asks(resident, browser):
    shown = page(resident.comes_in(browser).get("/me/erase/"))
    assert shown.index("What goes") < shown.index("What stays") < shown.index('class="page-form"')


@pytest.mark.parametrize("form", [{}, {"words": "keep"}, {"sure": "on"}, {"words": "burn", "sure": "on"}])
def test_nothing_is_done_before_somebody_chose_and_is_sure(resident, browser, form):
    assert resident.comes_in(browser).post("/me/erase/", form).status_code == 422
    assert Speaker.objects.filter(pk=resident.speaker.pk).exists() and not Erasure.objects.exists()


def test_words_that_are_kept_lead_to_nobody_and_are_quoted_no_more(resident, browser):
    text = Text.objects.get(pk=resident.idea.text_id)
    receipt = page(resident.comes_in(browser).post("/me/erase/", KEEP))
    assert "One person was taken out" in receipt and "hackney-901" not in receipt
    text.refresh_from_db()
    assert text.words == "A bench where the swings were." and text.speaker_key != resident.speaker.key
    assert not Speaker.objects.filter(key=text.speaker_key).exists()
    assert browser.get(f"/second/ideas/{text.key}/").status_code == 404


def test_words_can_be_taken_away_too(resident, browser):
    resident.comes_in(browser).post("/me/erase/", TAKE)
    assert not Text.objects.filter(words__contains="where the swings were").exists()
    assert Text.objects.filter(pk=resident.idea.text_id).exists()


def test_what_was_meant_goes_with_the_words(resident, browser):
    resident.comes_in(browser).post(
        f"/me/words/{resident.idea.text.key}/not-meant/", {"words": "I meant a table."}
    )
    browser.post("/me/erase/", TAKE)
    assert not Text.objects.filter(words__contains="I meant a table").exists()


def test_card_letter_link_and_every_visit_end_at_once(resident, browser):
    resident.comes_in(browser)
    other = resident.comes_in(Client())
    browser.post("/me/erase/", KEEP)
    for each in (browser, other):
        assert each.get("/me/consents/").status_code == 302
        assert "You are here" not in page(each.get("/me/"))
    assert browser.get(f"/me/{resident.code}/").status_code == 410
    assert not PersonalLink.objects.exists()


def test_nothing_that_says_who_it_was_is_left(resident, browser):
    resident.comes_in(browser)
    browser.post("/me/details/contact/", ALL)
    browser.post("/me/erase/", KEEP)
    assert not Speaker.objects.filter(key=resident.speaker.key).exists()
    assert not Seat.objects.filter(speaker_key=resident.speaker.key).exists()
    assert not Text.objects.filter(speaker_key=resident.speaker.key).exists()


def test_a_fresh_card_does_not_take_the_place_of_somebody_who_left(
    resident, browser, client, team_of, second
):
    resident.comes_in(browser).post("/me/erase/", KEEP)
    client.force_login(team_of(second).lead)
    assert client.get("/second/work/me/seats/hackney-901/").status_code == 404


def test_a_button_that_was_pressed_twice_takes_somebody_out_once(resident, browser, monkeypatch):
    """The second press is on its way while the first is done: it saw the person, and they are gone."""
    resident.comes_in(browser)
    asked = actions.take_me_out

    def pressed_before(**given):
        asked(**given)
        return asked(**given)

    monkeypatch.setattr(actions, "take_me_out", pressed_before)
    response = browser.post("/me/erase/", TAKE)
    assert (response.status_code, response["Location"]) == (302, "/me/")
    assert Erasure.objects.count() == 1
