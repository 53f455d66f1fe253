"""Signing in by a link that `said sign-in` prints."""

from __future__ import annotations

import logging
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone

from saidanddone.pages.sessions import SessionStore
from saidanddone.people.models import Account, SignInLink
from tests.website.conftest import signed_in_as, token_of
from tests.website.reading import read_page


@pytest.fixture
def log(monkeypatch):
    """What the site's own log handler writes."""
    handlers = [
        handler
        for handler in logging.getLogger().handlers
        if type(handler) is logging.StreamHandler and handler.filters
    ]
    assert handlers
    written = StringIO()
    for handler in handlers:  # not setStream, which flushes a stream that an earlier test may have closed
        monkeypatch.setattr(handler, "stream", written)
    return written


BUTTON = "/accounts/link/"


class AsItIs:
    def loads(self, kept: bytes) -> bytes:
        return kept


def press(client, link: str, **sent: str):
    """Follow the link as a browser does, and press the button of the page that it leads to."""
    client.get(link)
    return client.post(BUTTON, sent)


def test_opening_the_link_signs_nobody_in_and_leaves_it_usable(client, link):
    """Mail programs and scanners open links by themselves."""
    assert client.get(link)["Location"] == BUTTON
    page = client.get(BUTTON)
    assert page.status_code == 200
    assert "This link signs in Amina, once." in page.content.decode()
    assert read_page(page.content).problems() == []
    assert signed_in_as(client) is None
    assert SignInLink.objects.get().used_at is None


def test_the_button_signs_in_and_leads_to_ones_work(client, link, amina):
    response = press(client, link)
    assert (response.status_code, response["Location"]) == (302, "/accounts/mine/")
    assert signed_in_as(client) == str(amina.pk)


def test_the_button_needs_the_hidden_token_of_its_form(browser, link):
    browser.get(link)
    assert browser.post(BUTTON).status_code == 403
    assert signed_in_as(browser) is None
    sent = {"csrfmiddlewaretoken": token_of(browser.get(BUTTON).content)}
    assert browser.post(BUTTON, sent).status_code == 302


def test_a_link_works_once(client, browser, link):
    press(client, link)
    client.post("/accounts/sign-out/")
    for response in (client.get(link), client.get(BUTTON), client.post(BUTTON), browser.get(link)):
        assert response.status_code == 410
        assert "This link no longer works" in response.content.decode()
        assert read_page(response.content).problems() == []
    assert signed_in_as(client) is None


def test_a_link_opened_in_two_browsers_signs_in_the_first_that_presses(client, browser, link):
    browser.get(link)
    press(client, link)
    sent = {"csrfmiddlewaretoken": token_of(browser.get("/accounts/sign-in/").content)}
    assert browser.post(BUTTON, sent).status_code == 410
    assert signed_in_as(browser) is None


def test_a_link_that_is_too_old_says_so_and_not_whose_it_was(client, link):
    client.get(link)
    SignInLink.objects.update(expires_at=timezone.now())
    for response in (client.get(link), client.get(BUTTON), client.post(BUTTON)):
        assert response.status_code == 410
        assert "Amina" not in response.content.decode()
    assert signed_in_as(client) is None


def test_a_guessed_link_looks_like_one_that_is_too_old(client, link):
    guessed = client.get("/accounts/link/guessed/")
    SignInLink.objects.update(expires_at=timezone.now())
    assert guessed.status_code == 410
    assert read_page(guessed.content).text == read_page(client.get(link).content).text


def test_a_link_of_an_account_closed_since_signs_nobody_in(client, link, amina):
    client.get(link)
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    assert client.post(BUTTON).status_code == 410
    assert signed_in_as(client) is None


def test_a_link_changes_who_is_signed_in_and_nothing_of_the_former_is_left(client, link, amina):
    other = Account.objects.create(email="other@example.test", name="Other")
    client.force_login(other)
    session = client.session
    session["former"] = "something"
    session.save()
    press(client, link)
    assert signed_in_as(client) == str(amina.pk)
    assert "former" not in client.session
    assert "mfa" not in str(client.session["account_authentication_methods"])


def test_signing_in_gives_the_browser_a_fresh_session(client, link):
    session = client.session
    session["planted"] = "by another"
    session.save()
    planted = session.session_key
    press(client, link)
    assert client.session.session_key != planted


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.test/", "//elsewhere.test/"])
def test_a_link_leads_to_no_other_site(client, link, elsewhere):
    assert client.get(f"{link}?next={elsewhere}")["Location"] == BUTTON
    assert client.post(f"{BUTTON}?next={elsewhere}", {"next": elsewhere})["Location"] == "/accounts/mine/"


def test_the_token_leaves_the_address_bar_before_there_is_a_page(client, link):
    response = client.get(link)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    token = link.split("/")[-2]
    assert token not in response["Location"]
    assert token not in client.get(response["Location"]).content.decode()


def test_the_token_lies_sealed_where_sessions_are_kept(client, link):
    client.get(link)
    kept = Session.objects.get()
    assert kept.get_decoded()["sign_in_link"] == link.split("/")[-2]
    unsigned = signing.loads(kept.session_data, salt=SessionStore().key_salt, serializer=AsItIs)
    assert unsigned.startswith(b"gAAAA"), "what is signed is sealed"
    assert link.split("/")[-2].encode() not in unsigned


@pytest.mark.parametrize("how", ["without the hidden token", "by another method", "too late"])
def test_the_token_stands_in_no_log(browser, link, log, how):
    if how == "without the hidden token":
        assert browser.post(link).status_code == 403
    elif how == "by another method":
        assert browser.put(link).status_code in {403, 405}
    else:
        SignInLink.objects.update(expires_at=timezone.now())
        assert browser.get(link).status_code == 410
    token = link.split("/")[-2]
    assert "/accounts/link/…" in log.getvalue()
    assert token not in log.getvalue()


def test_other_addresses_stand_in_the_log_as_they_are(client, db, log):
    client.get("/no-such-programme/")
    assert "/no-such-programme/" in log.getvalue()
