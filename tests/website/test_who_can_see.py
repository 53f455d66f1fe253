"""Who can see this page, and who can see what: in the foot of every work page, with today's names."""

from __future__ import annotations

import re

import pytest

from saidanddone.programme.models import Membership, Role
from saidanddone.website.actions import open_account_with_role
from tests.reading_age import reading_age, text_of
from tests.website.addresses import SECOND, every_address
from tests.website.reading import read_page

pytestmark = pytest.mark.django_db

ASKED = "/second/work/team/who-can-see/"


@pytest.fixture
def team(second, team_of):
    team = team_of(second)
    assert all(getattr(team, role) for role in Role)
    return team


def asks(client, page: str = "") -> str:
    answer = client.get(ASKED, {"page": page} if page else {})
    assert answer.status_code == 200
    return read_page(answer.content).text


def test_every_work_page_leads_to_who_can_see_it_and_that_names_the_roles_of_its_door(client, team):
    client.force_login(team.lead)
    asked = 0
    for address in every_address():
        if not address.is_work or "lead" not in address.roles or not address.is_read or address.row_decides:
            continue
        path = address.at("second", SECOND)
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"] or path == ASKED:
            continue
        way = re.search(r'href="(/second/work/team/who-can-see/\?page=[^"]+)"', answer.content.decode())
        assert way, path
        said = read_page(client.get(way[1]).content).text
        for role in Role:
            assert (f"{role} of second" in said) is (role in address.roles), (path, role)
        asked += 1
    assert asked > 50


def test_of_a_borough_only_those_who_work_there_are_named(client, second, team):
    far = {"name": "Organiser far away", "programme": second, "role": "organiser", "area_code": "E09000022"}
    open_account_with_role(email="far@second.test", **far)
    client.force_login(team.lead)
    said = asks(client, "/second/work/conversations/hackney/")
    assert "Hackney" in said and "organiser of second" in said and "far away" not in said
    assert "far away" in asks(client, "/second/work/conversations/")


def test_a_role_that_ended_is_not_named(client, team):
    Membership.objects.filter(account=team.coder).update(ends_on="2020-01-01")
    client.force_login(team.lead)
    assert "coder of second" not in asks(client, "/second/work/themes/desk/")
    assert "nobody today" in asks(client, "/second/work/themes/desk/")


def test_what_may_be_sent_is_said(client, team):
    client.force_login(team.scribe)
    assert "read it and send its form" in asks(client, "/second/work/ideas/add/")
    assert "Nothing can be sent here" in asks(client, "/second/work/ideas/")
    assert "There is nothing to read" in asks(client, "/second/work/team/1/end/")
    assert "Everybody, without signing in" in asks(client, "/second/ideas/")


@pytest.mark.parametrize(
    "page",
    ["/london/work/", "/second/work/no-such/", "x", "//other.test/", "/accounts/mine/", "\x01", "/" * 3000],
)
def test_a_page_that_is_not_of_this_programme_is_not_there(client, london, team, page):
    client.force_login(team.lead)
    answer = client.get(ASKED, {"page": page})
    assert answer.status_code == 404
    assert "There is no such page on this programme." in answer.content.decode()


def test_nobody_learns_from_it_which_rows_there_are(client, team):
    client.force_login(team.scribe)
    there, not_there = (
        asks(client, f"/second/work/commitments/{key}/").replace(key, "")
        for key in ("second-promise", "no-such")
    )
    assert "Hackney" in there
    assert "Hackney" in not_there  # the names of those who work there; no borough of a row
    assert re.sub(r"\s+", " ", there) == re.sub(r"\s+", " ", not_there)


def test_the_overview_says_of_each_kind_of_thing_who_sees_it_today(client, team):
    client.force_login(team.champion)
    page = client.get(ASKED).content.decode()
    sections = {
        read_page(part).text.split("\n")[0]: part for part in page.split('<section class="seen">')[1:]
    }
    single = next(part for part in sections.values() if "Single answers to surveys" in part)
    assert "evaluator of second" in single and "lead of second" in single
    assert "coder of second" not in single and "commissioner of second" not in single
    withheld = next(part for part in sections.values() if "Words that may not be quoted" in part)
    for role in ("lead", "organiser", "dph", "coder", "evaluator", "facilitator"):
        assert f"{role} of second" in withheld
    for role in ("scribe", "host", "champion", "partner", "commissioner", "safeguarding", "dpo"):
        assert f"{role} of second" not in withheld


def test_residents_are_told_in_plain_words_and_without_names(client, team):
    page = client.get("/second/who-sees-what/").content.decode()
    assert "of second" not in page
    assert reading_age(text_of(page)) <= 11
