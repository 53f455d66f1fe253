"""A public-health lead who has to say where to begin, and stands before a committee with two pages."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import sign_in_as, widest_overflow


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_from_the_map_to_who_is_marginal_and_the_profile_of_one_of_them(demo_site, open_page, width):
    page = open_page(width, dark=width == "phone")
    page.goto(f"{demo_site.address}/london/need/")
    sure = page.locator("section", has=page.locator("#sure-heading"))
    expect(sure).to_contain_text("In 1,000 other ways to work it out that could be defended")
    expect(sure).to_contain_text("not the chance that a place is in need")
    sure.get_by_role("link", name="Newham").click()
    expect(page.get_by_role("heading", name="Need in Newham")).to_be_visible()
    for side in ("Greatest need", "Least need", "Places most like it"):
        expect(page.get_by_role("heading", name=side)).to_be_visible()


def test_a_profile_is_printed_on_two_pages(demo_site, open_page):
    page = open_page("desk")
    page.goto(f"{demo_site.address}/london/need/areas/E09000025/")
    with pikepdf.open(BytesIO(page.pdf(format="A4"))) as printed:
        assert len(printed.pages) <= 2


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_from_an_indicator_to_how_far_it_follows_deprivation(demo_site, open_page, width):
    page = open_page(width, dark=width == "phone")
    page.goto(f"{demo_site.address}/london/need/indicators/teenage-pregnancy/")
    page.get_by_role("link", name="How far it follows deprivation").click()
    page.get_by_label("Boroughs in order of").select_option("Child poverty")
    page.get_by_role("button", name="Show").click()
    main = page.locator("main")
    expect(main).to_contain_text("By a straight line through 32 boroughs in order of “Child poverty”")
    expect(main).to_contain_text("Each borough counts the same")
    expect(main).to_contain_text("nothing is said of chance")
    expect(page.get_by_role("img", name="Each disc is one of 32 boroughs")).to_be_visible()
    assert widest_overflow(page) <= 0
    assert Axe().run(page).violations_count == 0


def test_the_lead_tries_another_way_and_goes_back(demo_site, open_page):
    page = open_page("desk")
    sign_in_as(page, demo_site, "Example programme lead")
    for choice, told in (
        ("every indicator alike", "are now Southwark, Westminster"),
        ("by the weight", "and no longer"),
    ):
        page.goto(f"{demo_site.address}/london/work/need/method/")
        page.get_by_label(choice).first.check()
        page.get_by_label("Reasons").fill("The panel asked to see it.")
        page.get_by_role("button", name="Work it out so").click()
        expect(page.locator("main")).to_contain_text(told)


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_somebody_tries_the_ranking_otherwise_without_scripts_and_has_an_address_to_send_on(
    demo_site, open_page, width
):
    page = open_page(width, dark=width == "desk", scripts=False)
    page.goto(f"{demo_site.address}/london/need/")
    page.get_by_role("link", name="See what would change the choice").click()
    expect(page.locator("#change-heading")).to_be_visible()
    page.get_by_label("How many places to begin with").fill("5")
    for choice in ("how indicators are brought to one scale", "whether outliers are capped"):
        page.get_by_label(choice).uncheck()
    page.get_by_role("button", name="Try it").click()
    tried = page.locator("section", has=page.locator("#sure-heading"))
    expect(tried).to_contain_text("How sure the first 5 are")
    expect(tried).not_to_contain_text("other scales")
    assert "first=5" in page.url and "vary=weights" in page.url
    page.get_by_label("How many places to begin with").fill("99")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("alert")).to_contain_text("less than or equal to 31")
    expect(page.get_by_label("How many places to begin with")).to_have_value("99")
    assert widest_overflow(page) <= 0


def test_the_lead_is_led_from_what_decides_to_where_the_decision_is_written(demo_site, open_page):
    page = open_page("phone")
    sign_in_as(page, demo_site, "Example programme lead")
    page.goto(f"{demo_site.address}/london/need/begin/?first=4")
    expect(page.locator("#sure-heading")).to_have_text("How sure the first 4 are")
    page.get_by_role("link", name="Write down where to begin").click()
    expect(page.get_by_label("Hackney (rank")).to_be_visible()
