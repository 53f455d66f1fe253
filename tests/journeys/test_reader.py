"""A reader who wants to know whether it is true, on a phone and at a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import sign_in_as

widths = pytest.mark.parametrize("width", ["phone", "desk"])
CONNECTIONS = "followup-participants-useful-connections"


@widths
def test_from_the_reports_41_percent_to_how_it_is_known(demo_site, open_page, width):
    page = open_page(width)
    page.goto(f"{demo_site.address}/london/")
    page.get_by_role("link", name="The report", exact=True).first.click()
    page.get_by_role("link", name="Read it here").click()
    page.get_by_role("link", name="What those who came and those who organised said later").click()
    page.locator(f'a[href*="/figures/{CONNECTIONS}/?release=1"]').locator("visible=true").first.click()
    expect(page).to_have_url(re.compile(rf"/london/figures/{CONNECTIONS}/\?release=1$"))
    main = page.locator("main")
    for said in ("41%", "40 of 97", "between 318 and 511 of the 1,000", "Wilson", "assumed", "412 of 1,000"):
        expect(main).to_contain_text(said)
    expect(main).to_contain_text("only these may open them: programme lead, evaluator")


@widths
def test_the_evaluator_goes_on_from_41_percent_to_the_forty_answers(demo_site, open_page, width):
    page = open_page(width)
    sign_in_as(page, demo_site, "Example evaluator")
    page.goto(f"{demo_site.address}/london/report/1/numbers/")
    page.locator(f'a[href*="/figures/{CONNECTIONS}/?release=1"]').locator("visible=true").first.click()
    page.get_by_role("link", name=re.compile("40 answers")).click()
    expect(page.locator("caption").first).to_contain_text("40 rows")
    rows = page.locator("tbody tr").count()
    while page.get_by_role("link", name="Next page").count():
        page.get_by_role("link", name="Next page").click()
        rows += page.locator("tbody tr").count()
    assert rows == 40


@widths
def test_a_cited_figure_ends_at_its_source(demo_site, open_page, width):
    page = open_page(width)
    page.goto(f"{demo_site.address}/london/figures/?stage=report")
    page.locator('a[href*="/figures/report-cited-"]').first.click()
    expect(page.locator("main")).to_contain_text("the thread ends at its source")
    expect(page.locator("main")).to_contain_text("Publisher")


def test_the_report_can_be_taken_away_and_opened_from_a_folder(demo_site, open_page, tmp_path):
    page = open_page("phone")
    page.goto(f"{demo_site.address}/london/report/1/")
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("one page to keep")).click()
    path = tmp_path / "report.html"
    taken.value.save_as(path)
    page.goto(path.as_uri())
    expect(page.locator("h1")).to_contain_text("Londoners did (example)")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
