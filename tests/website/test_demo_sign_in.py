"""The demonstration's own way in, which is nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from saidanddone.people.actions import open_account
from saidanddone.programme.models import Role
from saidanddone.website.demo import ACCOUNTS
from tests.website.conftest import signed_in_as
from tests.website.reading import read_page

DEMO = "/accounts/demo/"


@pytest.fixture
def player(second):
    from saidanddone.website.actions import open_account_with_role

    return open_account_with_role(
        email="player@demo.invalid", name="Example player", programme=second, role="coder", is_demo=True
    )


def test_the_page_offers_the_marked_accounts_alone(client, player, amina):
    page = client.get(DEMO).content.decode()
    assert "Example player" in page
    assert "Amina" not in page
    assert read_page(page).problems() == []


def test_those_who_do_alike_things_stand_together(client, player):
    page = read_page(client.get(DEMO).content).text
    heads = ["Runs the programme", "In the room", "Reads and counts", "Keeps people safe", "Takes part"]
    assert sorted(map(page.index, heads)) == [page.index(head) for head in heads]


def test_choosing_one_signs_in_and_says_who_one_is_now(client, player):
    response = client.post(DEMO, {"account": player.pk}, follow=True)
    assert signed_in_as(client) == str(player.pk)
    assert response.redirect_chain[-1][0] == "/second/work/"
    assert "You are now Example player." in response.content.decode()


def test_no_real_account_is_entered_this_way(client, player, amina):
    page = client.post(DEMO, {"account": amina.pk})
    assert signed_in_as(client) is None
    assert read_page(page.content).problems() == []


@pytest.mark.parametrize("account", ["", "0", "x", "999999999999999999999999"])
def test_a_wrong_choice_asks_again_with_a_link_to_the_choice(client, player, account):
    page = read_page(client.post(DEMO, {"account": account}).content)
    assert signed_in_as(client) is None
    assert "#id_account" in page.links
    assert page.problems() == []


def test_a_closed_example_is_not_offered(client, player):
    type(player).objects.filter(pk=player.pk).update(is_active=False)
    assert "Example player" not in client.get(DEMO).content.decode()
    client.post(DEMO, {"account": player.pk})
    assert signed_in_as(client) is None


def test_outside_a_demonstration_there_is_no_such_page(client, player, settings):
    settings.SAID_DEMO = False
    assert client.get(DEMO).status_code == 404
    assert client.post(DEMO, {"account": player.pk}).status_code == 404
    assert signed_in_as(client) is None


def answer_of_a_site(home: Path, demo: str, asked: str) -> str:
    """What a site of its own, as its settings say, prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAID_")}
    environment = kept | {
        "SAID_HOME": str(home),
        "SAID_DEMO": demo,
        "DJANGO_SETTINGS_MODULE": "saidanddone.website.settings",
    }
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.parametrize("demo, is_one", [("", "False"), ("0", "False"), ("yes", "False"), ("1", "True")])
def test_a_demonstration_is_asked_for_in_one_way_alone(tmp_path, demo, is_one):
    asked = "from django.conf import settings; print(settings.SAID_DEMO)"
    assert answer_of_a_site(tmp_path, demo, asked) == is_one


def test_outside_a_demonstration_there_is_no_such_address(tmp_path):
    asked = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "try:\n    resolve('/accounts/demo/'); print('there')\n"
        "except Resolver404:\n    print('not there')\n"
    )
    assert answer_of_a_site(tmp_path, "", asked) == "not there"
    assert answer_of_a_site(tmp_path, "1", asked) == "there"


def test_the_strip_says_what_this_is_and_is_nowhere_outside_a_demonstration(client, second, settings):
    assert "A demonstration with an example programme." in client.get("/second/find/").content.decode()
    settings.SAID_DEMO = False
    page = client.get("/second/find/").content.decode()
    assert "A demonstration" not in page
    assert "Try the roles" not in page
    assert 'href="/accounts/sign-in/"' in page


def test_whoever_tries_a_role_finds_the_way_back_to_the_others(client, player, settings):
    way = f'<a href="{DEMO}">Try the roles</a>'
    client.force_login(player)
    assert client.get("/second/work/").content.decode().count(way) == 1
    settings.SAID_DEMO = False
    client.force_login(open_account(email="real@example.test", name="Real", by=None))
    page = client.get("/accounts/me/").content.decode()
    assert "Sign out" in page and "Try the roles" not in page


def test_there_is_an_example_of_every_role_and_no_letter_can_reach_it():
    assert {role for _, _, role, _ in ACCOUNTS} == set(Role)
    assert all(email.endswith("@demo.invalid") for email, *_ in ACCOUNTS)
    assert all("xample" in name for _, name, *_ in ACCOUNTS)


def test_an_account_opened_in_ordinary_use_is_no_example(db):
    assert not open_account(email="real@example.test", name="Real", by=None).is_demo
