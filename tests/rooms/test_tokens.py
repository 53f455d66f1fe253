"""Guessing tokens is stopped; a hall behind one address of the network is not."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from saidanddone.pages import tokens
from saidanddone.people.actions import issue_sign_in_link, open_account
from saidanddone.people.rules.codes import fresh_code
from tests.website.conftest import code_in_the_letter, signed_in_as

pytestmark = pytest.mark.django_db
WHAT = "my-words"


def asked_from(address: str = "192.0.2.1", **headers: str):
    request = RequestFactory().post("/", headers=headers)
    request.META["REMOTE_ADDR"] = address
    return request


def refused(code: str = "", address: str = "192.0.2.1", what: str = WHAT, **headers: str) -> bool:
    return tokens.too_many_failures(asked_from(address, **headers), what, code)


def fail(code: str = "", address: str = "192.0.2.1", what: str = WHAT, **headers: str) -> None:
    tokens.note_failure(asked_from(address, **headers), what, code)


def test_two_hundred_people_behind_one_address_who_type_their_own_codes_are_never_shut_out():
    """A few mistype, and then type it right."""
    for person in range(200):
        code = fresh_code()
        if person % 5 == 0:
            assert not refused(code[:-1] + "0")
            fail(code[:-1] + "0")
        assert not refused(code), person


def test_who_guesses_from_one_address_is_stopped_and_others_are_not():
    guesses = 0
    while not refused(code := fresh_code()):
        fail(code)
        guesses += 1
        assert guesses <= 100
    assert guesses == 100
    assert not refused(fresh_code(), address="192.0.2.2")
    assert not refused(fresh_code(), what="invitation"), "what is guessed at is counted apart"


def test_who_guesses_the_rest_of_one_code_from_many_addresses_is_stopped():
    for guess in range(10):
        fail(f"7K3M-9QXR-0000-0000-000{guess}", address=f"192.0.2.{guess}")
    assert refused("7k3m 9qxr 0000 0000 0011", address="192.0.2.99"), "however it is typed"
    assert not refused("8K3M-9QXR-0000-0000-0011", address="192.0.2.99")


def test_it_is_over_after_a_while(monkeypatch):
    for _ in range(100):
        fail()
    assert refused()
    now = tokens.time.time()
    monkeypatch.setattr(tokens.time, "time", lambda: now + 601)
    assert not refused()


def test_addresses_of_one_network_of_the_sixth_version_are_one():
    for guess in range(100):
        fail(address=f"2001:db8:1:2::{guess:x}")
    assert refused(address="2001:db8:1:2:ffff::1")
    assert not refused(address="2001:db8:1:3::1")


def test_who_makes_up_where_they_ask_from_is_still_themselves():
    for guess in range(100):
        fail(x_forwarded_for=f"198.51.100.{guess}")
    assert refused(x_forwarded_for="198.51.100.200")


def test_behind_a_web_server_that_says_where_people_ask_from_they_are_told_apart(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(100):
        fail(address="127.0.0.1", x_forwarded_for="203.0.113.9, 198.51.100.1")
    assert refused(address="127.0.0.1", x_forwarded_for="198.51.100.1")
    assert not refused(address="127.0.0.1", x_forwarded_for="198.51.100.2")


def test_neither_addresses_nor_codes_come_into_the_database(amina):
    fail("7K3M-9QXR-0000-0000-0000", address="192.0.2.77")
    Client(REMOTE_ADDR="192.0.2.77").post("/accounts/sign-in/", {"email": amina.email})
    with connection.cursor() as rows:
        rows.execute("SELECT cache_key, value FROM website_cache")
        kept = str(rows.fetchall())
    assert kept.count("failures") == 2
    assert "192.0.2.77" not in kept and "7K3M" not in kept


def test_counts_of_failures_that_are_over_are_thrown_away(amina):
    fail("7K3M-9QXR-0000-0000-0000")
    with connection.cursor() as rows:
        rows.execute("SELECT count(*) FROM website_cache WHERE expires > '2100-01-01'")
        assert rows.fetchone() == (0,)


# On the pages


def test_who_guesses_sign_in_links_is_told_to_wait_and_a_right_one_waits_too(client, link):
    for guess in range(100):
        assert client.get(f"/accounts/link/{guess}-guessed/").status_code == 410
    page = client.get(link)
    assert page.status_code == 429
    assert "That was too many tries" in page.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.50").get(link).status_code == 302


def test_a_whole_office_behind_one_address_signs_in_by_link_and_by_code_within_minutes():
    for number in range(30):
        account = open_account(email=f"{number}@office.test", name=f"Person {number}", by=None)
        browser = Client()
        if number % 2:
            browser.get(f"/accounts/link/{issue_sign_in_link(account=account, by=None)}/")
            browser.post("/accounts/link/")
        else:
            browser.post("/accounts/sign-in/", {"email": account.email})
            browser.post("/accounts/code/", {"code": code_in_the_letter()})
        assert signed_in_as(browser) == str(account.pk), number


def test_a_page_whose_address_has_a_token_is_traceless():
    request = asked_from()
    request.session = SessionStore()
    for response in (
        tokens.moved_into_session(request, "token", "a-token", "/elsewhere/"),
        tokens.traceless(HttpResponse("")),
    ):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
    assert request.session["token"] == "a-token"
    assert cache.get("a-token") is None


@pytest.fixture
def amina(db):
    return open_account(email="amina@example.test", name="Amina", by=None)


@pytest.fixture
def link(amina) -> str:
    return f"/accounts/link/{issue_sign_in_link(account=amina, by=None)}/"
