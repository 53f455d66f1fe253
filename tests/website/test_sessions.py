"""How long one stays signed in, on one's own device and on one that others use, and what ends it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from saidanddone.pages import sessions
from saidanddone.people.actions import sign_out_everywhere
from saidanddone.people.models import Account
from saidanddone.website.tasks import throw_away_ended_sessions
from tests.website.conftest import code_in_the_letter, signed_in_as
from tests.website.reading import read_page

pytestmark = pytest.mark.django_db
ME = "/accounts/me/"


def by_code(client, email: str, **ticked: str):
    client.post("/accounts/sign-in/", {"email": email, **ticked})
    return client.post("/accounts/code/", {"code": code_in_the_letter()})


@pytest.fixture
def later(monkeypatch):
    """The sessions' clock, put forward."""

    def put_forward(**by: float) -> None:
        real = sessions.timezone.now

        class Clock:
            @staticmethod
            def now():
                return real() + timedelta(**by)

        monkeypatch.setattr(sessions, "timezone", Clock)

    return put_forward


def is_in(client) -> bool:
    return client.get(ME).status_code == 200


def test_on_ones_own_device_a_visit_lasts_twelve_hours_and_no_longer(client, amina, later):
    cookie = by_code(client, amina.email).cookies["sessionid"]
    assert 0 < int(cookie["max-age"]) <= 12 * 60 * 60
    later(hours=11)
    assert is_in(client)
    later(hours=1.1)
    assert not is_in(client)
    assert signed_in_as(client) is None


def test_on_a_shared_device_it_ends_with_the_browser(client, amina):
    cookie = by_code(client, amina.email, shared="on").cookies["sessionid"]
    assert cookie["max-age"] == cookie["expires"] == ""


def test_on_a_shared_device_it_ends_after_twenty_minutes_without_a_page(client, amina, later):
    by_code(client, amina.email, shared="on")
    later(minutes=19)
    assert is_in(client)
    later(minutes=19)
    assert is_in(client), "each page begins the minutes anew"
    later(minutes=21)
    assert not is_in(client)
    assert not Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()


def test_on_a_shared_device_nobody_stays_longer_than_anybody_by_reading_on(client, amina, later):
    by_code(client, amina.email, shared="on")
    for _ in range(38):
        later(minutes=19)
        client.get(ME)
    assert not is_in(client)


def test_not_every_page_costs_a_write(client, amina, django_assert_num_queries, later):
    by_code(client, amina.email, shared="on")
    client.get(ME)
    kept = Session.objects.get(session_key=client.cookies["sessionid"].value).session_data
    client.get(ME)
    assert Session.objects.get(session_key=client.cookies["sessionid"].value).session_data == kept


def test_a_link_can_be_followed_on_a_shared_device_too(client, link):
    client.get(link)
    page = client.get("/accounts/link/")
    assert "Other people use this device" in page.content.decode()
    cookie = client.post("/accounts/link/", {"shared": "on"}).cookies["sessionid"]
    assert cookie["max-age"] == ""


def test_who_signs_in_anew_on_their_own_device_is_no_longer_on_a_shared_one(client, amina):
    by_code(client, amina.email, shared="on")
    client.post("/accounts/sign-out/")
    assert int(by_code(client, amina.email).cookies["sessionid"]["max-age"]) > 0


# My account


def test_my_account_says_who_one_is_and_on_which_kind_of_device(client, second, team_of):
    organiser = team_of(second).organiser
    client.force_login(organiser)
    page = client.get(ME)
    assert read_page(page.content).problems() == []
    text = read_page(page.content).text
    assert organiser.email in text and "borough organiser, Hackney" in text
    assert "You are signed in here for 12 hours" in text
    session = client.session
    session[sessions.SHARED] = True
    session.save()
    assert "You said that other people use it" in client.get(ME).content.decode()


def test_my_account_lists_when_one_signed_in_and_how_and_not_from_where(client, amina, link):
    by_code(client, amina.email)
    client.get(link)
    client.post("/accounts/link/")
    text = read_page(client.get(ME).content).text
    assert "by a code by e-mail" in text and "by a sign-in link" in text
    assert "127.0.0.1" not in text


def test_my_account_costs_the_same_however_often_one_signed_in(client, amina, django_assert_max_num_queries):
    for _ in range(3):
        by_code(client, amina.email)
    with django_assert_max_num_queries(12):
        client.get(ME)


# What ends it at once


def test_signing_out_everywhere_ends_every_other_visit_at_its_next_page(client, amina):
    elsewhere = Client()
    by_code(elsewhere, amina.email)
    by_code(client, amina.email)
    assert is_in(elsewhere)
    assert client.get("/accounts/sign-out/everywhere/").status_code == 405, (
        "a link that is followed ends nothing"
    )
    assert client.post("/accounts/sign-out/everywhere/")["Location"] == "/accounts/sign-in/"
    assert "You are signed out on every device" in client.get("/accounts/sign-in/").content.decode()
    assert not is_in(client)
    assert not is_in(elsewhere)
    assert signed_in_as(elsewhere) is None
    by_code(elsewhere, amina.email)
    assert is_in(elsewhere)


def test_it_ends_nobody_elses_visit(client, amina):
    other = Account.objects.create(email="other@example.test", name="Other")
    client.force_login(other)
    sign_out_everywhere(account=amina, by=None)
    assert is_in(client)


def test_a_cookie_copied_before_signing_out_everywhere_is_nobody(client, amina):
    by_code(client, amina.email)
    copied = client.cookies["sessionid"].value
    sign_out_everywhere(account=amina, by=None)
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert not is_in(thief)


def test_a_visit_ends_when_the_account_is_closed(client, amina):
    by_code(client, amina.email)
    assert is_in(client)
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    assert not is_in(client)
    assert client.get("/second/work/").status_code == 302


def test_what_a_session_holds_is_not_read_from_the_database(client, amina):
    """The code that is waited for, among it."""
    client.post("/accounts/sign-in/", {"email": amina.email})
    kept = Session.objects.get().session_data
    assert code_in_the_letter() not in kept
    assert "account_login" not in kept


def test_sessions_that_are_over_are_thrown_away_with_time(client, amina):
    by_code(client, amina.email)
    throw_away_ended_sessions()
    assert is_in(client)
    Session.objects.update(expire_date=timezone.now())
    throw_away_ended_sessions()
    assert not Session.objects.exists()


def test_a_session_sealed_with_a_key_that_is_gone_is_an_empty_one(client, amina, settings, tmp_path):
    by_code(client, amina.email)
    settings.CONTACT_KEYS = tmp_path / "other-keys"
    settings.CONTACT_KEYS.write_text("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
    assert not is_in(client)
