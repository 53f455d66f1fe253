"""Somebody who is not all right sees where to turn at once, and may tell those who help."""

from __future__ import annotations

import pytest

from saidanddone.safeguarding.models import Alert

from .conftest import page

pytestmark = pytest.mark.django_db
PATH = "/me/not-all-right/"


def test_it_is_one_step_away_from_every_page_of_ones_own(resident, browser):
    resident.comes_in(browser)
    key = resident.idea.text.key
    for path in (
        "",
        "consents/",
        "details/",
        "details/contact/",
        "details/about/",
        f"words/{key}/not-meant/",
    ):
        assert f'href="{PATH}"' in page(browser.get(f"/me/{path}")), path


def test_where_to_turn_stands_above_anything_that_is_asked(resident, browser):
    shown = page(resident.comes_in(browser).get(PATH))
    assert shown.index("116 123") < shown.index('<form method="post" class="page-form"')
    assert "Before you speak" in shown


def test_nothing_has_to_be_said_for_somebody_to_be_told(resident, browser):
    shown = page(resident.comes_in(browser).post(PATH, {"get_in_touch": "no"}))
    alert = Alert.objects.get()
    assert (alert.speaker_key, alert.source, alert.may_contact) == (
        resident.speaker.key,
        Alert.Source.OWN,
        False,
    )
    assert "We have told them" in shown and "116 123" in shown


def test_what_is_said_and_how_to_reach_somebody_goes_with_it(resident, browser):
    form = {"said": "I cannot sleep.", "get_in_touch": "yes", "how": "020 7946 0000"}
    page(resident.comes_in(browser).post(PATH, form))
    alert = Alert.objects.get()
    assert "I cannot sleep." in alert.message and "020 7946 0000" in alert.message and alert.may_contact


@pytest.mark.parametrize(
    ("left_out", "says"), [("how", "but not how"), ("get_in_touch", "Nobody will get in")]
)
def test_nothing_that_is_left_out_keeps_the_call_back(resident, browser, left_out, says):
    sent = {"said": "Please.", "get_in_touch": "yes", "how": "020 7946 0000"}
    del sent[left_out]
    shown = page(resident.comes_in(browser).post(PATH, sent))
    assert "We have told them" in shown and says in shown
    assert "Please." in Alert.objects.get().message


def test_words_about_not_going_on_in_a_correction_are_heard(resident, browser):
    path = f"/me/words/{resident.idea.text.key}/not-meant/"
    resident.comes_in(browser).post(path, {"words": "I want to kill myself."})
    assert Alert.objects.get().speaker_key == resident.speaker.key
