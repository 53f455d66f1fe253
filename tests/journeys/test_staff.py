"""The days of those who work on a programme, each in their own role."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import sign_in_as

widths = pytest.mark.parametrize("width", ["phone", "desk"])


@widths
def test_the_lead_writes_down_a_promise_reviews_it_and_everybody_reads_it(demo_site, open_page, width):
    page = open_page(width)
    sign_in_as(page, demo_site, "Example programme lead")
    expect(page.locator("h1")).to_contain_text("programme lead")
    page.goto(f"{demo_site.address}/london/work/commitments/add/")
    page.get_by_label("title", exact=False).first.fill(f"A bench by the bus stop, {width}")
    page.get_by_label("key", exact=False).first.fill(f"bench-{width}")
    page.get_by_label("what was promised", exact=False).fill("A bench where people wait.")
    page.get_by_label("who promised it", exact=False).fill("A tenants' group")
    page.get_by_label("what kind of promiser", exact=False).select_option("residents")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".messages")).to_contain_text("The promise is written down")
    page.get_by_role("link", name="Review it").click()
    page.get_by_label("kept", exact=True).check()
    page.get_by_label("What was found").fill("It stands there.")
    page.get_by_role("button", name="Keep this review").click()
    reader = open_page(width)
    reader.goto(f"{demo_site.address}/london/promised/bench-{width}/")
    expect(reader.locator("main")).to_contain_text("It stands there.")


def test_a_form_that_is_wrong_says_where_and_keeps_what_was_typed(demo_site, open_page):
    page = open_page("phone")
    sign_in_as(page, demo_site, "Example programme lead")
    page.goto(f"{demo_site.address}/london/work/commitments/add/")
    page.get_by_label("what was promised", exact=False).fill("Words that must not be lost.")
    page.get_by_role("button", name="Write it down").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.tagName") in {"INPUT", "SELECT", "TEXTAREA"}
    expect(page.get_by_label("what was promised", exact=False)).to_have_value("Words that must not be lost.")


def test_the_organiser_of_hackney_works_on_hackney_alone(demo_site, open_page):
    page = open_page("phone")
    sign_in_as(page, demo_site, "Example organiser for Hackney")
    expect(page.locator("h1")).to_contain_text("Hackney")
    page.goto(f"{demo_site.address}/london/work/conversations/")
    assert page.locator("tbody tr").count() == 1
    response = page.goto(f"{demo_site.address}/london/work/conversations/lambeth/")
    assert response.status == 404
    response = page.goto(f"{demo_site.address}/london/work/followup/participants/answers/")
    assert response.status == 403


def test_the_coder_codes_a_text_with_the_keyboard_alone(demo_site, open_page):
    page = open_page("desk")
    sign_in_as(page, demo_site, "Example coder")
    page.goto(f"{demo_site.address}/london/work/themes/desk/")
    page.get_by_role("link", name="Code the next text").press("Enter")
    page.wait_for_url(re.compile("/desk/[^/]+/$"))
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_be_visible()


def test_the_evaluator_reads_answers_without_identities(demo_site, open_page):
    page = open_page("phone")
    sign_in_as(page, demo_site, "Example evaluator")
    page.goto(f"{demo_site.address}/london/work/followup/")
    expect(page.locator("main")).to_contain_text(re.compile("participants", re.I))
    response = page.goto(f"{demo_site.address}/london/work/followup/participants/answers/")
    assert response.status == 200
    assert "@" not in page.locator("main").inner_text()


def test_the_lead_publishes_a_second_release_and_the_first_stays(demo_site, open_page):
    page = open_page("desk")
    sign_in_as(page, demo_site, "Example programme lead")
    page.goto(f"{demo_site.address}/london/work/report/draft/make/")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.locator("main")).to_contain_text("Not published")
    page.goto(f"{demo_site.address}/london/work/report/release/")
    page.get_by_label("I have read the sections", exact=False).check()
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(re.compile("/london/report/2/$"))
    page.goto(f"{demo_site.address}/london/report/")
    page.get_by_role("link", name=re.compile("Release 1")).click()
    expect(page.locator("main")).to_contain_text("Release 1")
