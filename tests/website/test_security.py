"""What goes out with every page, what comes back, and what an installation may choose."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys

import pytest
from django.core.signing import dumps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.website.logs import HideTokens
from saidanddone.website.settings import whole_number
from tests.website.addresses import SECOND, every_address
from tests.website.conftest import signed_in_as

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SIGNED_OUT = ["/help-now/", "/second/", "/second/find/?q=second", "/no-such/", "/second/no-such/"]


def policy_of(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


# Headers


@pytest.mark.parametrize("address", [*SIGNED_OUT, "/accounts/sign-in/", "/accounts/link/guessed/"])
def test_every_page_says_what_it_may_load_and_who_may_frame_it(client, second, address):
    response = client.get(address)
    assert policy_of(response) == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == ("no-referrer" if "guessed" in address else "same-origin")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_that_differ_by_reader_say_so_to_what_stands_between(client, second):
    assert "Cookie" in client.get("/second/")["Vary"]


@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/accounts/link/guessed/", "/accounts/demo/"])
def test_pages_of_signing_in_are_kept_by_nobody(client, db, address):
    assert "no-store" in client.get(address)["Cache-Control"]


# Cookies


@pytest.mark.parametrize("address", SIGNED_OUT)
def test_who_only_reads_gets_no_cookie(client, second, address):
    assert not client.get(address).cookies
    assert not client.cookies


def test_who_is_sent_to_sign_in_gets_no_cookie_before_there_is_a_form(client, second):
    response = client.get("/second/work/")
    assert response.status_code == 302
    assert not response.cookies


def test_a_form_sets_its_own_cookie_and_nothing_else(client, db):
    cookies = client.get("/accounts/sign-in/").cookies
    assert set(cookies) == {"csrftoken"}
    assert cookies["csrftoken"]["httponly"]
    assert cookies["csrftoken"]["samesite"] == "Lax"


def test_the_cookie_of_a_visit_is_out_of_reach_of_scripts_and_ends_the_same_day(client, link):
    client.get(link)
    cookie = client.post("/accounts/link/").cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 0 < int(cookie["max-age"]) <= 12 * 60 * 60


def test_a_cookie_that_somebody_made_up_is_nobody(client, second, amina):
    for value in ("made-up", dumps({"_auth_user_id": amina.pk}), "x" * 4000):
        client.cookies["sessionid"] = value
        assert client.get("/second/").status_code == 200
        assert signed_in_as(client) is None
        assert client.get("/second/work/").status_code == 302


def test_signing_out_ends_the_visit_for_every_copy_of_its_cookie(client, amina):
    client.force_login(amina)
    copied = client.cookies["sessionid"].value
    client.post("/accounts/sign-out/")
    client.cookies["sessionid"] = copied
    assert client.get("/accounts/mine/").status_code == 302


# The help page stands when little else does


def test_help_is_shown_without_asking_the_database(client, second, team_of, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/help-now/")
    assert "116 123" in response.content.decode()
    client.force_login(team_of(second).lead)
    with django_assert_num_queries(0):
        assert client.get("/help-now/").status_code == 200


def test_help_is_one_step_from_every_page(client, second):
    for address in every_address():
        if address.of_programme and not address.is_work:
            response = client.get(address.at("second", SECOND))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                if address.name.endswith("html"):
                    continue
                assert 'href="/help-now/"' in response.content.decode(), address.name


# Addresses with a token

TOKENS = [address for address in every_address() if "token" in address.holes]
token_addresses = pytest.mark.parametrize("address", TOKENS, ids=lambda each: each.name)


def test_every_kind_of_token_is_among_them():
    assert {address.name for address in TOKENS} >= {"open-sign-in-link", "invitation-link", "me-by-link"}


@token_addresses
def test_an_address_with_a_token_is_kept_by_nobody_and_told_to_nobody(client, db, address):
    response = client.get(reverse(address.name, kwargs={"token": "a-guessed-token"}))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "a-guessed-token" not in response.content.decode()
    assert "a-guessed-token" not in response.get("Location", "")
    assert b"<form" not in response.content, "a form would be sent from an address that tells nobody"


@token_addresses
@pytest.mark.parametrize(
    "said", ["Not Found: %s", "Method Not Allowed (PUT): %s", "GET http://127.0.0.1%s 404"]
)
def test_no_log_has_a_token(address, said):
    path = reverse(address.name, kwargs={"token": "a-guessed-token"})
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said, (path,), None)
    assert HideTokens().filter(record)
    assert "a-guessed-token" not in record.getMessage()
    assert "…/" in record.getMessage()


def test_logs_say_which_page_of_staff_it_was():
    for path in ("/second/work/me/cards/", "/accounts/me/", "/accounts/sign-in/", "/second/ideas/"):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
        HideTokens().filter(record)
        assert path in record.getMessage()


# Keys of those who spoke


def test_no_page_of_any_role_shows_the_key_of_a_speaker(client, second, team_of):
    """Seats have numbers, which staff type; the key that ties words to a person is on no page."""
    team = team_of(second)
    opened = 0
    for role in ("lead", "organiser", "coder", "evaluator"):
        account = getattr(team, role)
        client.force_login(account)
        for address in every_address():
            if not address.of_programme or (role not in address.roles if address.is_work else role != "lead"):
                continue  # what is for everybody is read once
            response = client.get(address.at("second", SECOND))
            if response.status_code == 200 and response["Content-Type"].startswith(
                ("text", "application/json")
            ):
                opened += 1
                body = b"".join(response) if response.streaming else response.content
                assert b"second:hackney" not in body, (address.name, account)
    assert opened > 100


def test_searching_for_a_key_finds_nothing(client, second, team_of):
    client.force_login(team_of(second).lead)
    with CaptureQueriesContext(connection):
        page = client.get("/second/find/", {"q": "second:hackney-01"}).content.decode()
    assert "Secondwords" not in page


# What an installation chooses

ASKED = """
import json
from django.conf import settings as s
names = %r
print(json.dumps({name: getattr(s, name) for name in names}, default=str))
"""


def settings_with(home, names: list[str], **chosen: str) -> dict[str, object]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAID_", "DATABASE_URL"))
    }
    environment = kept | {
        "SAID_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "saidanddone.website.settings",
        **chosen,
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED % names], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


SECURE = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]


def test_behind_https_cookies_go_over_nothing_else(tmp_path):
    assert set(settings_with(tmp_path, SECURE).values()) == {False}
    behind = settings_with(
        tmp_path,
        [*SECURE, "CSRF_TRUSTED_ORIGINS", "ALLAUTH_TRUSTED_PROXY_COUNT"],
        SAID_HTTPS="1",
        SAID_HOSTS="said.example.test",
        SAID_PROXIES="1",
    )
    assert behind == dict.fromkeys(SECURE, True) | {
        "CSRF_TRUSTED_ORIGINS": ["https://said.example.test"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_without_a_choice_a_site_is_no_demonstration_shows_no_defects_and_answers_here_alone(tmp_path):
    plain = settings_with(tmp_path, ["SAID_DEMO", "DEBUG", "ALLOWED_HOSTS", "ATOMIC_REQUESTS_OFF"][:3])
    assert plain == {"SAID_DEMO": False, "DEBUG": False, "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"]}


def test_an_installations_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    home = tmp_path / "home"
    first, second = (settings_with(home, ["SECRET_KEY"])["SECRET_KEY"] for _ in range(2))
    other = settings_with(tmp_path / "other", ["SECRET_KEY"])["SECRET_KEY"]
    assert first == second != other
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_letters_lie_in_the_home_until_a_mail_server_is_named(tmp_path):
    names = ["EMAIL_BACKEND", "EMAIL_HOST"]
    assert "filebased" in settings_with(tmp_path, names)["EMAIL_BACKEND"]
    named = settings_with(tmp_path, names, SAID_SMTP_HOST="mail.example.test")
    assert "smtp" in named["EMAIL_BACKEND"]


def test_how_many_web_servers_stand_in_front_is_a_whole_number(monkeypatch):
    assert whole_number("SAID_PROXIES", "0") == 0
    monkeypatch.setenv("SAID_PROXIES", "one")
    with pytest.raises(ValueError, match="SAID_PROXIES is “one”; allowed: a whole number"):
        whole_number("SAID_PROXIES", "0")


# Files of the site


def test_the_style_sheet_and_the_icon_are_the_only_things_a_page_loads(client, second):
    import re

    page = client.get("/second/").content.decode()
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page)
    assert [name.rpartition("/")[2].partition(".")[0] for name in loaded] == ["said", "icon"]


def test_static_files_are_collected_and_named_by_what_is_in_them(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAID_")}
    environment = kept | {
        "SAID_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "saidanddone.website.settings",
    }
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', verbosity=0, interactive=False)\n"
        "from django.templatetags.static import static\n"
        "from django.test import Client\n"
        "address = static('said.css')\n"
        "answer = Client().get(address, headers={'host': 'localhost'})\n"
        "print(address, answer.status_code, answer['Cache-Control'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    address, status, *cache = done.stdout.split()
    assert address.startswith("/static/said.")
    assert address != "/static/said.css"
    assert status == "200"
    assert "immutable" in cache
    assert (tmp_path / "static" / "said.css").exists(), "pages that stand alone name it as it is"
