"""The pages that belong to no stage: the programmes here, home, find, the dashboards, one's own work."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saidanddone.programme.actions import open_programme
from saidanddone.programme.models import Area, Membership, Programme, Role
from saidanddone.stages import STAGES
from saidanddone.website.demo import set_up_demo
from tests.factories.conversations import a_conversation
from tests.factories.ideas import an_idea
from tests.factories.people import withdraws
from tests.factories.report import a_release
from tests.website.reading import read_page

FIELDS = {"name": "A third", "report_title": "T", "place": "T", "summary": "A third programme."}


@pytest.fixture
def only(second):
    """The site as it would be with these programmes alone; all are there again afterwards."""

    def only(*slugs: str) -> None:
        Programme.objects.exclude(slug__in=slugs)._raw_delete("default")

    with transaction.atomic():
        yield only
        transaction.set_rollback(True)


@pytest.fixture
def third(second):
    return open_programme(fields=FIELDS | {"slug": "third"}, by=None)


def withdraw(key: str) -> None:
    withdraws(key, "quoted")


# The programmes here


def test_with_one_programme_the_first_page_is_its_home(client, only):
    only("second")
    assert client.get("/")["Location"] == "/second/"


def test_with_several_one_chooses(client, third):
    page = client.get("/").content.decode()
    assert 'href="/second/"' in page
    assert 'href="/third/"' in page
    assert read_page(page).problems() == []


def test_with_none_the_first_page_says_how_to_load_one(client, only):
    only()
    page = client.get("/").content.decode()
    assert "said load FOLDER" in page
    assert read_page(page).problems() == []


# Home


def test_home_shows_ten_steps_each_with_its_figure_and_how_it_is_known(client, second):
    page = client.get("/second/")
    read = read_page(page.content)
    assert read.problems() == []
    for stage in STAGES:
        assert str(stage.asks) in read.text
        assert f"/second/{stage.address}/" in read.links
    known = [
        link for link in read.links if link.startswith("/second/figures/") and link != "/second/figures/"
    ]
    assert len(known) == len(STAGES)
    for link in known:
        assert client.get(link).status_code == 200, link


def test_home_says_where_its_figures_come_from(client, second):
    assert "label-illustrative" in client.get("/second/").content.decode()


def test_home_keeps_within_its_caps(client, second):
    with CaptureQueriesContext(connection) as spent:
        page = client.get("/second/")
    assert len(spent) <= 24
    assert len(page.content) < 100_000


def test_the_home_of_a_programme_without_rows_is_whole(client, third):
    page = client.get("/third/")
    assert page.status_code == 200
    assert read_page(page.content).problems() == []
    assert "There is no map" in page.content.decode()


def test_the_home_of_one_programme_shows_nothing_of_another(client, third):
    page = client.get("/third/").content.decode()
    assert "Second" not in page
    assert "/second/" not in page


# Find


def found(client, words: str, programme: str = "second") -> str:
    return client.get(f"/{programme}/find/", {"q": words}).content.decode()


def test_words_are_found_whatever_their_case_with_the_way_to_the_idea(client, second):
    page = found(client, "SECONDWORDS")
    assert "Secondwords that may be quoted anywhere." in page
    assert 'href="/second/ideas/i001/"' in page
    assert "label-illustrative" in page
    assert read_page(page).problems() == []


def test_outcomes_are_found_beside_ideas(client, second):
    assert 'href="/second/changed/second-outcome/"' in found(client, "second thing was done")


def test_a_borough_is_found_with_its_conversations_and_what_was_said_there(client, second):
    page = found(client, "hackney")
    links = read_page(page).links
    assert "/second/need/areas/E09000012/" in links
    assert "Conversations in Hackney" in page and "/second/conversations/hackney/" in links
    assert "What people said in Hackney" in page and "/second/ideas/i001/" in links
    assert {"/second/conversations/?area=E09000012", "/second/ideas/?area=E09000012"} <= set(links)


@pytest.mark.parametrize(
    "words, row, everything",
    [
        ("second promise", "promised/second-promise/", "promised/?q=second+promise"),
        ("second theme", "heard/second-theme/", "heard/?q=second+theme"),
        ("do the second", "heard/recommendations/r01/", "heard/recommendations/?q=do+the+second"),
        ("second group", "groups/second-group/", "groups/?q=second+group"),
        ("secondwords", "ideas/i001/", "ideas/?q=secondwords"),
        ("second thing was", "changed/second-outcome/", "changed/?q=second+thing+was"),
        ("second evening", "conversations/hackney/", "conversations/?q=second+evening"),
    ],
)
def test_every_step_of_the_cycle_is_searched_with_the_way_to_all_that_was_found(
    client, second, words, row, everything
):
    links = read_page(found(client, words)).links
    assert f"/second/{row}" in links
    whole = next(link for link in links if link.startswith(f"/second/{everything}"))
    assert f"/second/{row}" in read_page(client.get(whole).content).links


def test_an_answer_given_later_is_found_where_it_may_be_quoted(client, second):
    page = found(client, "openwords")
    assert "Openwords of the second." in page
    assert {"/second/asked/participants/a001/", "/second/asked/"} <= set(read_page(page).links)


@pytest.mark.parametrize("words", ["Closedwords", "Secretwords", "Seatlesswords", "nobody agreed"])
def test_what_may_not_be_quoted_is_not_found_by_everybody(client, second, words):
    page = found(client, words)
    assert "Nothing that may be shown to you has these words." in page
    assert "i002" not in page
    assert "i003" not in page
    assert "a002" not in page


def test_who_may_read_the_words_finds_them(client, second, team_of):
    team = team_of(second)
    for account, finds in ((team.lead, True), (team.organiser, True), (team.stranger, False)):
        client.force_login(account)
        assert ("Secretwords that nobody agreed" in found(client, "Secretwords")) is finds


def test_a_withdrawn_consent_hides_the_words_from_the_next_search(client, second):
    withdraw("second:hackney-01")
    page = found(client, "Secondwords")
    assert "Secondwords that may be quoted" not in page
    assert client.get("/second/ideas/i001/").status_code == 404


def test_nothing_of_one_programme_is_found_in_another(client, third):
    assert "Secondwords that may" not in found(client, "Secondwords", "third")


@pytest.mark.parametrize("words", ["%", "_", "second_words", "Second%words"])
def test_signs_that_mean_something_to_a_database_mean_nothing_here(client, second, words):
    assert "Secondwords that may be" not in found(client, words)


def test_what_was_sought_is_shown_as_text(client, second):
    page = found(client, '"><script>alert(1)</script>')
    assert "<script" not in page
    assert read_page(page).problems() == []


@pytest.mark.parametrize("words", ["", "   ", "x" * 201])
def test_what_cannot_be_sought_finds_nothing_and_breaks_nothing(client, second, words):
    response = client.get("/second/find/", {"q": words})
    assert response.status_code == 200
    assert read_page(response.content).problems() == []
    assert "What people said</h2>" not in response.content.decode()


def test_searching_costs_a_fixed_number_of_queries(client, second, team_of):
    for account in (None, team_of(second).lead):
        if account:
            client.force_login(account)
        with CaptureQueriesContext(connection) as spent:
            found(client, "e")
        assert len(spent) <= 16


def test_a_handful_of_each_kind_is_shown(client, second):
    evening = a_conversation(second, "lambeth", Area.objects.get(code="E09000022"))
    for number in range(9):
        an_idea(evening, f"Manywords {number}.")
    assert found(client, "Manywords").count("</blockquote>") == 6
    assert found(client, "Lambeth").count("</blockquote>") == 6


# The dashboards


@pytest.mark.parametrize("role", ["lead", "organiser", "coder", "evaluator"])
def test_each_role_has_a_dashboard_that_opens_with_what_waits(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    with CaptureQueriesContext(connection) as spent:
        response = client.get("/second/work/")
    read = read_page(response.content)
    assert response.status_code == 200
    assert read.problems() == []
    assert read.text.index("What waits for you") < read.text.index("Who works on this")
    assert len(spent) <= 24
    for stage in STAGES:
        assert f"/second/work/{stage.label}/" in read.links


def test_an_organisers_dashboard_says_whose_borough_it_is(client, second, team_of):
    team = team_of(second)
    client.force_login(team.organiser)
    assert "Today, as borough organiser: Hackney" in read_page(client.get("/second/work/").content).text
    client.force_login(team.lead)
    assert "Hackney" not in re.search(r"<h1>.*</h1>", client.get("/second/work/").content.decode())[0]


def test_what_waits_leads_to_pages_that_open(client, second, team_of):
    team = team_of(second)
    for role in Role:
        client.force_login(getattr(team, role))
        page = client.get("/second/work/").content.decode()
        waiting = page[page.index("waiting-heading") : page.index("steps-heading")]
        for link in read_page(waiting).links:
            assert client.get(link).status_code == 200, link


def test_who_works_here_is_listed_with_role_and_borough_and_who_has_left_is_not(client, second, team_of):
    team = team_of(second)
    Membership.objects.filter(account=team.evaluator).update(ends_on=timezone.localdate() - timedelta(days=1))
    client.force_login(team.lead)
    assert team.organiser
    text = read_page(client.get("/second/work/").content).text
    assert "organiser of second borough organiser Hackney" in text
    assert "evaluator of second" not in text


def test_addresses_of_colleagues_are_not_shown(client, second, team_of):
    client.force_login(team_of(second).lead)
    assert "@" not in read_page(client.get("/second/work/").content).text


# One's own work


def test_who_works_on_one_programme_goes_straight_there(client, second, team_of):
    client.force_login(team_of(second).coder)
    assert client.get("/accounts/mine/")["Location"] == "/second/work/"


def test_who_works_on_several_chooses(client, second, third, team_of):
    account = team_of(second).lead
    Membership.objects.create(account=account, programme=third, role="coder")
    client.force_login(account)
    page = client.get("/accounts/mine/").content.decode()
    assert 'href="/second/work/"' in page
    assert 'href="/third/work/"' in page
    assert read_page(page).problems() == []


def test_who_has_no_role_is_told_whom_to_ask(client, second, team_of):
    client.force_login(team_of(second).stranger)
    page = client.get("/accounts/mine/")
    assert "You have no role on a programme yet." in page.content.decode()
    assert read_page(page.content).problems() == []


def test_a_role_that_ended_yesterday_leads_nowhere(client, second, team_of):
    account = team_of(second).coder
    Membership.objects.filter(account=account).update(ends_on=timezone.localdate() - timedelta(days=1))
    client.force_login(account)
    page = client.get("/accounts/mine/")
    assert page.status_code == 200
    assert "You have no role on a programme yet." in page.content.decode()


def test_an_organiser_of_two_boroughs_goes_straight_to_the_one_programme(client, second, team_of):
    account = team_of(second).organiser
    lambeth = Area.objects.get(code="E09000022")
    Membership.objects.create(account=account, programme=second, role="organiser", area=lambeth)
    client.force_login(account)
    assert client.get("/accounts/mine/")["Location"] == "/second/work/"


def test_ones_work_is_for_who_is_signed_in(client, db):
    assert client.get("/accounts/mine/")["Location"] == "/accounts/sign-in/?next=/accounts/mine/"


# The header


def test_my_work_leads_to_the_programme_only_for_who_works_there(client, second, team_of):
    team = team_of(second)
    client.force_login(team.lead)
    assert "/second/work/" in read_page(client.get("/second/find/").content).links
    client.force_login(team.stranger)
    links = read_page(client.get("/second/find/").content).links
    assert "/accounts/mine/" in links
    assert "/second/work/" not in links


def test_a_row_called_work_does_not_turn_a_public_page_into_a_work_page(client, second, team_of):
    from tests.factories.commitments import a_commitment

    a_commitment(second, "work")
    page = client.get("/second/promised/work/").content.decode()
    assert "Your work, step by step" not in page
    client.force_login(team_of(second).lead)
    page = client.get("/second/promised/work/").content.decode()
    assert "Your work, step by step" not in page


def test_the_way_past_the_header_leads_to_the_content(client, second):
    read = read_page(client.get("/second/find/").content)
    assert read.links[0] == "#content"
    assert "content" in read.ids


# The demonstration's report


def set_up() -> tuple[list[Path], list[str]]:
    """What `make demo` prints: where the files lie, and what it says on the way."""
    said: list[str] = []
    return set_up_demo(build=True, say=said.append, progress=lambda name, rows: None), said


def test_a_second_run_of_the_demo_says_which_release_its_files_are_of(london, settings, tmp_path):
    settings.SAID_HOME = tmp_path
    files, said = set_up()
    assert all(path.exists() for path in files) and said[-1] == "These files are of release 1."
    before = [path.read_bytes() for path in files]
    a_release(london)
    again, said = set_up()
    assert said[-1] == "These files are of release 1. The site has release 2 by now, at /london/report/2/"
    assert again == files and [path.read_bytes() for path in files] == before


def test_the_demo_without_its_report_speaks_of_no_files(london, settings, tmp_path):
    settings.SAID_HOME = tmp_path
    said: list[str] = []
    assert set_up_demo(build=False, say=said.append, progress=lambda name, rows: None) == []
    assert said == ["The London example is loaded already; nothing is loaded again."]
