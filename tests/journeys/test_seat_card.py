"""A resident who has nothing but a seat card or a letter: no account, no e-mail, no telephone, no scripts."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import sign_in_as, widest_overflow

OWN_PAGES = ("", "consents/", "details/", "details/contact/", "details/about/", "not-all-right/", "erase/")
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")


def come_in(page: Page, site, code: str) -> None:
    page.goto(f"{site.address}/me/")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator("h1")).to_have_text("My words")


def letter_code(page: Page, site, seat: str) -> str:
    """The organiser of the borough prints a letter; its code is read off the paper."""
    sign_in_as(page, site, "Example organiser for Hackney")
    page.goto(f"{site.address}/london/work/me/letters/")
    page.get_by_label("Borough").select_option(label="Hackney")
    page.get_by_label("Only for this seat").fill(seat)
    page.get_by_role("button", name="Print them").click()
    return page.locator(".letter .card-letters").inner_text()


def quoted_to_others(page: Page, address: str) -> bool:
    return page.request.get(address).status == 200


def test_from_the_card_to_what_came_of_it_to_taking_it_all_back(demo_site, open_page):
    page = open_page("phone", scripts=False)
    page.goto(f"{demo_site.address}/accounts/demo/")
    code = CODE.search(page.locator("main").inner_text())[0]

    come_in(page, demo_site, code)
    assert code not in page.url
    words = page.locator(".said-by-me blockquote").first.inner_text()
    expect(page.locator(".reach [aria-current=step]").first).to_contain_text("Done")
    others = page.get_by_role("link", name=re.compile("^As others see it")).first.get_attribute("href")
    public = f"{demo_site.address}{others}"
    assert quoted_to_others(page, public)

    page.get_by_role("link", name="What I agree to").click()
    page.get_by_role("group", name=re.compile("show your words")).get_by_label("No").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".messages")).to_contain_text("It counts from now on")
    assert not quoted_to_others(page, public)
    page.goto(f"{demo_site.address}/london/ideas/?q={words.split()[0]}")
    expect(page.locator("main")).not_to_contain_text(words)

    page.goto(f"{demo_site.address}/me/details/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Get a copy of it all").click()
    with ZipFile(BytesIO(taken.value.path().read_bytes())) as copy:
        assert words[:40] in copy.read("all.json").decode()

    page.get_by_role("link", name="Take me out").click()
    page.get_by_label("Take my words away too").check()
    page.get_by_label("Yes, I want this").check()
    page.get_by_role("button", name="Take me out now").click()
    expect(page.locator("h1")).to_have_text("It is done")
    page.goto(f"{demo_site.address}/me/")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator(".error-summary")).to_contain_text("We do not know this code")


def test_the_code_of_a_letter_opens_the_same_pages_by_typing_it(demo_site, open_page):
    code = letter_code(open_page("desk"), demo_site, "hackney-07")
    page = open_page("phone", scripts=False)
    come_in(page, demo_site, code)
    expect(page.locator("main")).to_contain_text("agreed by me")
    page.get_by_role("button", name="Leave this page").click()
    expect(page.locator("main")).to_contain_text("You have left your page")
    page.goto(f"{demo_site.address}/me/consents/")
    expect(page.get_by_label("Your code")).to_be_visible()


def test_a_card_is_scanned_typed_and_kept_on_ones_own_phone_by_keyboard_alone(demo_site, open_page):
    code = letter_code(open_page("desk"), demo_site, "hackney-09")
    page = open_page("phone")
    page.goto(f"{demo_site.address}/me/{code}/")
    expect(page).to_have_url(f"{demo_site.address}/me/")
    button = page.get_by_role("button", name="This is my own phone")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("30 days")
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "said_me"]
    assert cookie["path"] == "/me/" and cookie["httpOnly"] and cookie["expires"] > 0


@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("phone", True), ("desk", False)])
def test_ones_own_pages_fit_the_window_and_axe_finds_nothing(demo_site, open_page, width, dark):
    code = letter_code(open_page("desk"), demo_site, "hackney-11")
    page = open_page(width, dark=dark)
    faults = []
    for path in ("me/", "me/link-again/", "me/no-such-link/"):
        page.goto(f"{demo_site.address}/{path}")
        faults += faults_of(page)
    come_in(page, demo_site, code)
    for path in OWN_PAGES:
        page.goto(f"{demo_site.address}/me/{path}")
        faults += faults_of(page)
    page.set_viewport_size({"width": 320, "height": 800})  # 400% of a window 1,280 px wide
    page.goto(f"{demo_site.address}/me/")
    assert widest_overflow(page) <= 0
    assert faults == []


def faults_of(page: Page) -> list[str]:
    wide = widest_overflow(page)
    found = Axe().run(page)
    return [f"{page.url}: {wide} px too wide"] * (wide > 0) + [found.generate_report()] * bool(
        found.violations_count
    )
