from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.stages.followup.models import Response
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Section
from saidanddone.stages.report.queries.releases import FIGURES_A_PAGE
from tests.factories.report import a_release, a_section
from tests.factories.themes import lead_of

WRITTEN = {"heading": "A section", "key": "new", "position": "70", "kind": "text", "body": "Some **words**."}


def test_before_the_first_release_the_page_says_so_and_what_to_read_instead(client, second):
    page = client.get("/second/report/").content.decode()
    assert "No report has been released yet" in page and "/second/changed/" in page


@pytest.mark.parametrize(
    "path", ["report/", "report/1/", "report/1/case/", "figures/", "figures/?stage=themes"]
)
def test_everybody_reads_the_report_within_the_caps(client, second, path, released):
    released(second)
    with CaptureQueriesContext(connection) as spent:
        response = client.get(f"/second/{path}")
    assert response.status_code == 200
    assert len(spent) <= (16 if "case" in path else 12)
    assert len(response.content) < 100_000


def test_a_release_can_be_taken_away_in_every_form(client, second, released):
    released(second)
    pdf = client.get("/second/report/1/report.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF-")
    assert json.loads(client.get("/second/report/1/release.json").content)["figures"]
    names = ZipFile(BytesIO(client.get("/second/report/1/data.zip").content)).namelist()
    assert "datapackage.json" in names and "figures.csv" in names
    assert b"<h1" in client.get("/second/report/1/report.html").content


@pytest.mark.parametrize(
    "path",
    [
        "report/7/",
        "report/7/report.pdf",
        "report/7/data.zip",
        "report/1/no-such/",
        "figures/no-such/",
        "figures/followup-no-such/",
    ],
)
def test_what_is_not_there_is_not_found(client, second, path, released):
    released(second)
    assert client.get(f"/second/{path}").status_code == 404


def test_a_section_leads_on_the_thread_to_the_change_it_tells_of(client, second, released):
    released(second)
    page = client.get("/second/report/1/case/").content.decode()
    assert "/second/changed/second-outcome/" in page
    assert "/second/ideas/i001/" in page


@pytest.mark.parametrize(
    "key",
    [
        "ideas-recorded",
        "themes-themes",
        "commitments-kept",
        "followup-participants-useful-connections",
        "report-figures",
        "report-cited-second-cited",
    ],
)
def test_each_figure_says_how_it_is_known_within_the_caps(client, second, key):
    with CaptureQueriesContext(connection) as spent:
        page = client.get(f"/second/figures/{key}/")
    assert page.status_code == 200
    assert len(spent) <= 16


# A figure of a release, and the same figure now

KEY = "followup-participants-useful-connections"


def figure_page(client, query: str = "?release=1", key: str = KEY) -> str:
    with CaptureQueriesContext(connection) as spent:
        response = client.get(f"/second/figures/{key}/{query}")
    assert response.status_code == 200 and len(spent) <= 16
    return main_of(response)


def test_the_figures_of_a_release_lead_to_pages_that_know_which_release_they_were_read_in(client, second):
    a_section(second, "told", position=0, body=f"[Some](figure:{KEY}) did.")
    a_release(second)
    leads = f'href="/second/figures/{KEY}/?release=1"'
    for path in ("report/1/told/", "report/1/numbers/", "report/", "figures/"):
        assert leads in main_of(client.get(f"/second/{path}")), path
    assert "?release=" not in main_of(client.get("/second/figures/?stage=followup"))


def test_a_figure_that_stands_as_a_release_printed_it_says_so_in_a_few_words(client, second, released):
    released(second)
    page = figure_page(client)
    assert "It stands as release 1 printed it." in page and 'href="/second/report/1/"' in page
    assert "This page shows how it stands today" not in page


def test_a_figure_that_has_changed_since_a_release_says_what_was_printed_and_leads_back(
    client, second, released
):
    before = queries.figure_by_key(second, KEY)
    released(second)
    Response.objects.filter(survey__programme=second, survey__key="participants").first().delete()
    now = queries.figure_by_key(second, KEY)
    assert before.base != now.base
    page = figure_page(client)
    assert f"Release 1 printed {before.shown}" in page and before.base in page and now.base in page
    assert "This page shows how it stands today." in page and 'href="/second/report/1/"' in page
    assert "It stands as release" not in page
    a_release(second)
    assert "It stands as release 2 printed it." in figure_page(client, "?release=2")
    assert f"Release 1 printed {before.shown}" in figure_page(client)


def test_the_interval_that_a_release_printed_is_told_with_its_base(client, london, released):
    release = released(london)
    (printed,) = [each for each in release.figures if each["key"] == KEY]
    printed["low"] = 0.1
    release.save()
    page = main_of(client.get(f"/london/figures/{KEY}/?release=1"))
    assert "Release 1 printed 41%" in page and "95% interval: 10% to 51%" in page


@pytest.mark.parametrize(
    "query", ["", "?release=", "?release=7", "?release=x", "?release=-1", "?release=99999"]
)
def test_a_release_that_there_is_not_is_ignored(client, second, query, released):
    released(second)
    page = figure_page(client, query)
    assert "It stands as release" not in page and "how it stands today" not in page


def test_a_figure_that_the_release_did_not_print_says_nothing_of_it(client, second, released):
    released(second)
    page = figure_page(client, key="report-figures")
    assert "It stands as release" not in page and "Release 1 printed" not in page


def test_a_printed_figure_that_is_no_longer_kept_is_not_found_and_says_what_was_printed(
    client, second, released
):
    cited = second.cited_figures.get()
    released(second)
    cited.delete()
    address = f"/second/figures/report-cited-{cited.key}/"
    response = client.get(f"{address}?release=1")
    assert response.status_code == 404 and f"Release 1 printed {cited.value}" in response.content.decode()
    assert client.get(address).status_code == 404


def test_a_cited_figure_claims_no_rows(client, second):
    page = client.get("/second/figures/report-cited-second-cited/").content.decode()
    assert "A second publisher" in page and "the thread ends at its source" in page


def test_the_rows_of_single_people_open_for_the_evaluator_alone(client, second, team_of):
    team = team_of(second)
    address = "/second/figures/followup-participants-useful-connections/"
    rows = "/second/work/followup/participants/answers/"
    assert rows not in client.get(address).content.decode()
    assert "only these may open them" in client.get(address).content.decode()
    client.force_login(team.evaluator)
    page = client.get(address).content.decode()
    assert rows in page


@pytest.mark.parametrize("path", ["", "case/"])
def test_everybody_who_works_here_reads_the_sections_and_a_stranger_none(client, second, team_of, path):
    team = team_of(second)
    for account, status in ((team.lead, 200), (team.coder, 200), (team.organiser, 200), (team.stranger, 404)):
        client.force_login(account)
        with CaptureQueriesContext(connection) as spent:
            assert client.get(f"/second/work/report/{path}").status_code == status
        assert len(spent) <= 16


@pytest.mark.parametrize("path", ["add/", "case/change/", "case/remove/", "release/"])
def test_only_the_lead_opens_the_pages_that_write(client, second, team_of, path):
    team = team_of(second)
    for account, status in ((team.lead, 200), (team.coder, 403), (team.evaluator, 403), (team.stranger, 404)):
        client.force_login(account)
        assert client.get(f"/second/work/report/{path}").status_code == status


def test_the_lead_writes_changes_and_removes_a_section(client, second, team_of):
    client.force_login(team_of(second).lead)
    sent = WRITTEN | {"ideas": "i001"}
    assert client.post("/second/work/report/add/", sent).status_code == 302
    section = Section.objects.get(programme=second, key="new")
    assert [link.idea.text.key for link in section.links.all()] == ["i001"]
    assert "<strong>words</strong>" in client.get("/second/work/report/new/").content.decode()
    assert (
        client.post("/second/work/report/new/change/", sent | {"ideas": "", "heading": "Mended"}).status_code
        == 302
    )
    section.refresh_from_db()
    assert section.heading == "Mended" and not section.links.exists()
    assert client.post("/second/work/report/new/remove/", {"sure": "on"}).status_code == 302
    assert not Section.objects.filter(key="new").exists()


def test_html_in_a_section_is_text(client, second, team_of):
    client.force_login(team_of(second).lead)
    a_section(second, "html", body="<script>alert(1)</script> and [here](javascript:alert(1))")
    page = client.get("/second/work/report/html/").content.decode()
    assert "<script>alert" not in page and "javascript:" not in page
    assert "&lt;script&gt;" in page


def test_a_link_to_another_section_leads_to_its_page(client, second):
    a_section(second, "pointing", body="As in [the case](#section-case).")
    a_release(second)
    page = client.get("/second/report/1/pointing/").content.decode()
    assert 'href="/second/report/1/case/"' in page and "#section-" not in page


def main_of(page) -> str:
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_the_page_of_the_report_says_it_in_short_and_leads_to_every_section(client, second, released):
    released(second)
    page = main_of(client.get("/second/report/"))
    assert "<h2>Summary</h2>" in page and "The second summary." in page
    for key in ("summary", "numbers", "case", "figures"):
        assert f'href="/second/report/1/{key}/"' in page


def test_the_page_of_the_report_of_london_has_its_headline_findings_within_the_caps(client, london, released):
    released(london)
    with CaptureQueriesContext(connection) as spent:
        response = client.get("/london/report/")
    assert len(spent) <= 16 and len(response.content) < 100_000
    page = main_of(response)
    assert "<h2>In short</h2>" in page and "Few participants know of a change." in page
    assert 'href="/london/figures/followup-participants-aware-of-changes/?release=1"' in page


def test_the_latest_release_is_the_one_told_in_short(client, second, released):
    released(second)
    summary = Section.objects.get(programme=second, key="summary")
    actions.change_section(
        person=lead_of(second), section=summary, fields={"body": "Told anew."}, outcomes=(), ideas=(), by=None
    )
    a_release(second)
    page = main_of(client.get("/second/report/"))
    assert "Told anew." in page and "The second summary." not in page
    assert 'href="/second/report/1/"' in page


def test_a_long_list_of_figures_is_read_in_pages_of_which_none_is_too_large(client, london, released):
    release = released(london)
    last = -(-len(release.figures) // FIGURES_A_PAGE)
    pages = [client.get(f"/london/report/1/figures/?page={number}") for number in range(1, last + 1)]
    assert len(pages) > 2 and all(len(page.content) < 100_000 for page in pages)
    found = "".join(main_of(page) for page in pages)
    assert not [each["key"] for each in release.figures if f'id="figure-{each["key"]}"' not in found]
    assert 'href="?page=2"' in main_of(pages[0]) and f'href="?page={last - 1}"' in main_of(pages[-1])


def test_no_section_of_the_london_report_is_too_large_to_read_on_a_phone(client, london, released):
    release = released(london)
    for heading, _blocks in queries.sections_in(queries.document_of(release)):
        response = client.get(f"/london/report/1/{heading.key}/")
        assert len(response.content) < 100_000, heading.key


def test_a_page_that_is_not_there_shows_the_nearest_that_is(client, second, released):
    released(second)
    for number in ("0", "99", "x", ""):
        assert client.get(f"/second/report/1/figures/?page={number}").status_code == 200


def test_the_page_of_a_cited_figure_names_pages_as_they_are_read(client, london):
    page = client.get("/london/figures/report-cited-thamesview-cost/").content.decode()
    assert "<dd>8–10</dd>" in page
