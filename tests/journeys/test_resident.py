"""A resident who wants to know what came of an idea, without an account, on a phone, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import widest_overflow
from tests.website.addresses import LONDON, every_address


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_from_one_idea_to_what_came_of_it_and_back(demo_site, open_page, width, scripts):
    page = open_page(width, scripts=scripts)
    page.goto(f"{demo_site.address}/london/changed/hackney-leisure-centre/")
    idea = page.locator('main a[href*="/london/ideas/i"]').first
    words = idea.inner_text()
    idea.click()
    expect(page).to_have_url(re.compile(r"/london/ideas/i\d+/$"))
    expect(page.locator("blockquote").first).to_contain_text(words[:30])
    page.locator('main a[href$="/london/changed/hackney-leisure-centre/"]').first.click()
    expect(page.locator("h1")).not_to_be_empty()
    expect(page).to_have_url(re.compile("/changed/hackney-leisure-centre/$"))


def test_an_idea_that_nothing_came_of_says_where_the_thread_ends(demo_site, open_page):
    page = open_page("phone")
    page.goto(f"{demo_site.address}/london/ideas/")
    page.locator('main a[href*="/london/ideas/i"]').first.click()
    expect(page.locator("main")).to_contain_text("The thread")
    expect(page.locator(".strand-end").last).to_contain_text(re.compile("thread ends"))


def test_an_idea_is_found_by_borough_and_aspiration(demo_site, open_page):
    page = open_page("phone")
    page.goto(f"{demo_site.address}/london/ideas/")
    page.get_by_label("Borough").select_option(label="Hackney")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("area=E09000012"))
    assert page.locator("main").inner_text().count("Hackney") > 3


def test_help_is_one_step_away_from_every_page(demo_site, open_page):
    page = open_page("phone")
    page.goto(f"{demo_site.address}/london/heard/")
    page.get_by_role("link", name="Need help now?").click()
    expect(page.locator("main")).to_contain_text("116 123")


# 400% zoom of a window 1,280 px wide leaves 320 px to the page.
@pytest.mark.parametrize(("across", "dark"), [(320, False), (360, True), (1280, False)])
def test_no_public_page_is_wider_than_the_window(demo_site, open_page, across, dark):
    page = open_page("phone", dark=dark)
    page.set_viewport_size({"width": across, "height": 800})
    wide = {}
    for each in every_address():
        if not each.of_programme or each.is_work:
            continue
        path = each.at("london", LONDON)
        if path.endswith((".html", ".pdf", ".zip", ".json")):
            continue
        page.goto(f"{demo_site.address}{path}")
        if widest_overflow(page) > 0:
            wide[path] = widest_overflow(page)
    assert wide == {}


def test_the_thread_stands_still_for_those_who_asked_for_less_motion(demo_site, open_page):
    page = open_page("desk", reduced=True)
    page.goto(f"{demo_site.address}/london/")
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0
