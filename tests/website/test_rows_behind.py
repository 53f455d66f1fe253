"""Every figure of two programmes leads to exactly the rows that it counts, and nobody further than they may."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from saidanddone.stages.report import queries
from saidanddone.thread.figures import Figure

names = pytest.mark.parametrize("slug", ["london", "second"])
NO_LIST = {"report-figures"}  # it counts the figures of a release, which are pages and no rows


@pytest.fixture
def programme(programmes, slug):
    return programmes[slug]


def address_of_all(figure: Figure) -> str:
    return figure.rows.in_full or figure.rows.address


def as_file(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}format=csv"


def come_to(response, figure: Figure) -> int:
    rows = list(csv.DictReader(StringIO(response.getvalue().decode())))
    if not figure.rows.adds:
        return len(rows)
    return sum(int(row[figure.rows.adds]) for row in rows)


def counting(programme) -> list[Figure]:
    return [
        figure
        for figure in queries.all_figures(programme)
        if figure.rows
        and not figure.rows.worked_out
        and figure.counted is not None
        and figure.key not in NO_LIST
    ]


@names
def test_the_rows_behind_every_figure_come_to_what_it_counts(client, programme, slug, team_of):
    client.force_login(team_of(programme).evaluator)
    unlike, followed = [], 0
    for figure in counting(programme):
        response = client.get(as_file(address_of_all(figure)))
        assert response["Content-Type"].startswith("text/csv"), (figure.key, response["Content-Type"])
        found = come_to(response, figure)
        if found != figure.counted:
            unlike.append((figure.key, figure.counted, found))
        followed += 1
    assert unlike == []
    assert followed > (100 if slug == "london" else 30)


@names
def test_a_figure_that_is_worked_out_leads_to_a_page_that_opens(client, programme, slug, team_of):
    client.force_login(team_of(programme).evaluator)
    worked_out = [
        figure for figure in queries.all_figures(programme) if figure.rows and figure.rows.worked_out
    ]
    for figure in worked_out:
        assert client.get(figure.rows.address).status_code == 200, figure.key


@names
def test_whoever_is_led_to_rows_may_open_them_and_nobody_else(client, programme, slug, team_of):
    """The figure's page and the list's own door say the same of every role."""
    team = team_of(programme)
    for role in ("lead", "organiser", "coder", "evaluator"):
        client.force_login(getattr(team, role))
        for figure in counting(programme):
            if figure.rows.open_to:
                opens = client.get(figure.rows.address).status_code == 200
                assert opens or not figure.rows.opens_for(frozenset({role})), (role, figure.key)
            if figure.rows.in_full_for(frozenset({role})):
                assert client.get(figure.rows.in_full).status_code == 200, (role, figure.key)


@names
def test_everybody_is_led_to_no_row_that_only_some_may_read(client, programme, slug):
    for figure in counting(programme):
        status = client.get(figure.rows.address).status_code
        assert status == (302 if figure.rows.open_to else 200), figure.key


def test_the_way_to_all_of_them_is_shown_to_those_alone_who_may_read_them(client, second, team_of):
    team = team_of(second)
    address = "/second/figures/ideas-recorded/"
    assert "/second/work/ideas/" not in client.get(address).content.decode().split("<main")[1]
    client.force_login(team.organiser)
    assert "/second/work/ideas/" not in client.get(address).content.decode().split("<main")[1]
    client.force_login(team.evaluator)
    assert "/second/work/ideas/" in client.get(address).content.decode().split("<main")[1]


def test_a_coder_who_works_blind_is_not_led_to_what_others_coded(client, second, team_of):
    client.force_login(team_of(second).coder)
    page = client.get("/second/figures/themes-second-theme/").content.decode().split("<main")[1]
    assert "/second/heard/second-theme/ideas/" in page
    assert "/second/work/themes/texts/" not in page
    assert client.get("/second/work/themes/texts/").status_code == 403


def test_a_list_says_at_its_foot_what_its_rows_come_to(client, second):
    assert "All rows together" in client.get("/second/who-came/").content.decode()
    page = client.get("/second/who-came/?role=resident").content.decode()
    assert '<td class="number">9</td></tr></tfoot>' in page.replace("\n", "")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("conversations-attended", "Added up, its rows come to 12."),
        ("commitments-kept", "It has 1 row, the one that is counted."),
        ("groups-cost-per-person-second-group", "The figure is worked out from what stands there."),
    ],
)
def test_a_figure_says_how_its_rows_come_to_it(client, second, key, says):
    assert says in client.get(f"/second/figures/{key}/").content.decode()
