"""Coming in with a code or a link, how long it lasts, and that it gives no rights elsewhere."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from saidanddone.people.actions import issue_personal_link, keep_contact, revoke_personal_links
from saidanddone.people.models import AuditRow, PersonalLink, Speaker
from saidanddone.website.logs import HideTokens
from tests.factories.people import a_speaker

from .conftest import page

pytestmark = pytest.mark.django_db
IN = "You are here with seat card"


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "o").replace("1", "l")],
)
def test_a_code_is_known_however_it_is_typed(resident, browser, typed):
    assert browser.post("/me/", {"code": f" {typed(resident.code)} "}).status_code == 302
    assert IN in page(browser.get("/me/"))


def test_a_wrong_code_is_asked_for_again_with_what_was_typed(resident, browser):
    shown = page(browser.post("/me/", {"code": "7K3M-9QXR"}), 422)
    assert "We do not know this code" in shown and "7K3M-9QXR" in shown
    assert not browser.cookies.get("said_me")


def test_a_link_begins_a_session_and_leaves_the_address_bar(resident, browser):
    response = browser.get(f"/me/{resident.code}/")
    assert (response.status_code, response["Location"]) == (302, "/me/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert resident.code not in response.cookies["said_me"].value
    assert IN in page(browser.get("/me/"))


def test_a_link_that_is_not_known_says_what_to_do(db, browser):
    assert "Type the code from your card" in page(browser.get("/me/no-such-token/"), 410)


def test_nothing_of_these_pages_is_kept_by_a_browser(resident, browser):
    resident.comes_in(browser)
    for path in ("/me/", "/me/consents/", "/me/details/", "/me/copy/", "/me/link-again/"):
        response = browser.get(path)
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"], path
        # A form is refused to a browser that tells nobody where it comes from.
        assert response["Referrer-Policy"] == "same-origin", path


def test_the_cookie_leads_to_these_pages_alone_and_ends_with_the_browser(resident, browser):
    cookie = browser.post("/me/", {"code": resident.code}).cookies["said_me"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/me/",
        True,
        "Lax",
        "",
    )


def test_a_visit_ends_after_half_an_hour_without_a_page(resident, browser, monkeypatch):
    resident.comes_in(browser)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=25))
    assert IN in page(browser.get("/me/"))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=50))
    assert IN in page(browser.get("/me/"))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=81))
    shown = page(browser.get("/me/"))
    assert IN not in shown and "Your visit is over" in shown


def test_on_ones_own_phone_it_lasts_thirty_days(resident, browser, monkeypatch):
    resident.comes_in(browser)
    cookie = browser.post("/me/own-phone/").cookies["said_me"]
    assert cookie["max-age"] == 30 * 24 * 3600
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=29))
    assert IN in page(browser.get("/me/"))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=60))
    assert IN not in page(browser.get("/me/"))


def test_who_leaves_is_out_even_where_the_cookie_was_copied(resident, browser):
    resident.comes_in(browser)
    copied = browser.cookies["said_me"].value
    browser.post("/me/leave/")
    other = Client()
    other.cookies["said_me"] = copied
    assert IN not in page(other.get("/me/"))
    assert IN not in page(browser.get("/me/"))


def test_a_link_that_is_revoked_ends_its_visits_at_the_next_request(resident, browser):
    resident.comes_in(browser)
    revoke_personal_links(speaker_key=resident.speaker.key, by=None, programme_slug="second")
    assert IN not in page(browser.get("/me/"))
    assert browser.get("/me/consents/").status_code == 302


def test_a_link_that_has_run_out_opens_nothing(resident, browser):
    resident.comes_in(browser)
    PersonalLink.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert IN not in page(browser.get("/me/"))
    assert browser.get(f"/me/{resident.code}/").status_code == 410


def test_every_page_of_ones_own_leads_a_stranger_to_the_code(db, browser):
    for path in ("consents", "details", "details/contact", "details/about", "copy", "words/i001/not-meant"):
        response = browser.get(f"/me/{path}/")
        assert (response.status_code, response["Location"]) == (302, "/me/"), path
    before = AuditRow.objects.count()
    for path in ("leave", "own-phone", "details/forget", "consents"):
        assert browser.post(f"/me/{path}/", {"quoted": "yes"}).status_code == 302
    assert AuditRow.objects.count() == before


def test_a_guesser_is_stopped_and_a_hall_behind_one_address_is_not(resident, browser):
    for _ in range(12):
        last = browser.post("/me/", {"code": "AAAA-AAAA-AAAA-AAAA-AAAA"})
    assert last.status_code == 429
    assert Client().post("/me/", {"code": resident.code}).status_code == 302


def test_two_hundred_right_codes_from_one_address_all_open(resident):
    for _ in range(200):
        assert Client().post("/me/", {"code": resident.code}).status_code == 302


# Beside an account in the same browser


def test_a_lead_who_is_signed_in_sees_a_residents_page_as_the_resident_does(
    resident, client, team_of, second
):
    client.force_login(team_of(second).lead)
    shown = page(resident.comes_in(client).get("/me/"))
    assert IN in shown and "My work" not in shown and "lead of second" not in shown
    assert page(client.get("/second/work/"))


def test_a_residents_visit_gives_no_role(resident, browser):
    resident.comes_in(browser)
    assert browser.get("/second/work/").status_code == 302
    assert browser.get("/second/work/me/").status_code == 302


def test_leaving_signs_no_account_out_and_signing_out_ends_no_visit(resident, client, team_of, second):
    client.force_login(team_of(second).lead)
    resident.comes_in(client)
    client.post("/me/leave/")
    assert client.get("/second/work/").status_code == 200
    resident.comes_in(client)
    client.logout()
    client.cookies["said_me"] = resident.comes_in(Client()).cookies["said_me"].value
    assert IN in page(client.get("/me/"))


# My link again


@pytest.fixture
def with_address(resident):
    keep_contact(
        speaker_key=resident.speaker.key,
        fields={"email": "rosa@example.test"},
        by=None,
        programme_slug="second",
    )
    return resident


def test_a_link_is_sent_to_the_address_that_was_given_and_the_answer_tells_nobody(
    with_address, browser, django_capture_on_commit_callbacks
):
    answers = []
    for email in ("Rosa@example.test", "nobody@example.test"):
        with django_capture_on_commit_callbacks(execute=True):
            answers.append(page(browser.post("/me/link-again/", {"email": email})))
    assert answers[0] == answers[1]
    (letter,) = mail.outbox
    assert letter.to == ["Rosa@example.test"]
    (link,) = [line for line in letter.body.splitlines() if line.startswith("http")]
    assert browser.get(link.removeprefix("http://testserver")).status_code == 302


def test_the_link_that_was_sent_before_works_no_more(
    with_address, browser, django_capture_on_commit_callbacks
):
    first = issue_personal_link(
        speaker_key=with_address.speaker.key, form=PersonalLink.Form.EMAIL, by=None, programme_slug="second"
    )
    browser.post("/me/link-again/", {"email": "rosa@example.test"})
    assert browser.get(f"/me/{first}/").status_code == 410
    assert browser.get(f"/me/{with_address.code}/").status_code == 302


def test_nobodys_letter_box_is_filled(with_address, browser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(15):
            last = browser.post("/me/link-again/", {"email": "rosa@example.test"})
    assert last.status_code == 429
    assert len(mail.outbox) == 10


def test_no_token_stands_in_the_database_nor_in_a_log(with_address, browser):
    token = issue_personal_link(
        speaker_key=with_address.speaker.key, form=PersonalLink.Form.EMAIL, by=None, programme_slug="second"
    )
    assert not PersonalLink.objects.filter(token_hash__contains=token).exists()
    for address in (f"/me/{token}/", f"/Me/{token}/"):  # a telephone begins a line with a capital
        said = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s", (address,), None)
        assert HideTokens().filter(said) and token not in said.getMessage()


def test_a_form_that_somebody_left_open_does_nothing_to_whoever_came_in_after_them(resident, second):
    """Two people, one phone: the first left “Take me out” open in another tab, with the box ticked."""
    phone = Client(enforce_csrf_checks=True)
    phone.get(f"/me/{resident.code}/")
    left_open = phone.get("/me/erase/").context["csrf_token"]
    next_one = a_speaker("second:hackney-902", "take-part")
    code = issue_personal_link(
        speaker_key=next_one.key, form=PersonalLink.Form.CARD, by=None, programme_slug="second"
    )
    phone.get(f"/me/{code}/")
    asked = {"words": "take", "sure": "on"}
    page(phone.post("/me/erase/", asked | {"csrfmiddlewaretoken": str(left_open)}), 403)
    assert Speaker.objects.filter(pk=next_one.pk).exists()
    own = phone.get("/me/erase/").context["csrf_token"]
    page(phone.post("/me/erase/", asked | {"csrfmiddlewaretoken": str(own)}))
    assert not Speaker.objects.filter(pk=next_one.pk).exists()
