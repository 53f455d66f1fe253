"""A safeguarding lead's evening, on a phone: named in the room, called by a scribe, by words alone, and by the clock."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import count
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import RunningSite, free_port, sign_in_as, start, widest_overflow

LEAD = "Example safeguarding lead for Hackney"
NUMBERS = count(100)
WORST = "He says that he does not want to live."


@pytest.fixture(scope="module")
def site(demo_site, tmp_path_factory) -> Iterator[RunningSite]:
    """The demonstration once more, so that an evening of today is in no other journey's way."""
    home = tmp_path_factory.mktemp("evening") / "home"
    shutil.copytree(demo_site.home, home, ignore=shutil.ignore_patterns("said.sqlite3*", "mail"))
    name = "said.sqlite3"
    with (
        closing(sqlite3.connect(demo_site.home / name)) as there,
        closing(sqlite3.connect(home / name)) as here,
    ):
        there.backup(here)
    port = free_port()
    process = start(home, port)
    yield RunningSite(f"http://127.0.0.1:{port}", home)
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def evening(site, open_page) -> str:
    """An evening of today, open, with the lead named as in the room; one for each test."""
    slug = f"tonight-{next(NUMBERS)}"
    page = open_page("desk")
    evening_of_today(page, site, slug)
    open_it(page, site, slug)
    return slug


def evening_of_today(page: Page, site: RunningSite, slug: str) -> None:
    """The lead of the programme writes it down, as they would weeks before."""
    sign_in_as(page, site, "Example programme lead")
    page.goto(f"{site.address}/london/work/conversations/add/")
    page.locator("[name=title]").fill(f"Evening {slug}")
    page.locator("[name=slug]").fill(slug)
    page.locator("[name=number]").fill(str(next(NUMBERS)))
    page.locator("[name=area]").select_option(label="Hackney")
    page.locator("[name=held_on]").fill(date.today().isoformat())
    page.locator("form.page-form button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(f"Evening {slug}")


def open_it(page: Page, site: RunningSite, slug: str) -> None:
    sign_in_as(page, site, "Example host for Hackney")
    page.goto(f"{site.address}/london/work/conversations/{slug}/")
    page.get_by_role("link", name="Open the evening").click()
    expect(page.locator("main")).to_contain_text("we have to tell our safeguarding lead")
    page.get_by_label(LEAD).check()
    page.locator("form.page-form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(f"Safeguarding lead in the room: {LEAD}")


def writes_down(page: Page, site: RunningSite, slug: str, words: str) -> None:
    page.goto(f"{site.address}/london/work/ideas/add/?conversation={slug}")
    page.get_by_label("What was said").fill(words)
    page.get_by_label("In which role they spoke").select_option("resident")
    page.locator("[name=recorded_as][value=note]").check()
    page.locator("[name=kind][value=idea]").check()
    page.get_by_role("button", name="Write it down").click()


def newest_alert(page: Page, site: RunningSite, slug: str) -> None:
    page.goto(f"{site.address}/london/work/safeguarding/?state=waiting")
    page.locator("tbody tr").filter(has_text=slug).get_by_role("link").first.click()


def letters(site: RunningSite) -> list[str]:
    return [each.read_text() for each in sorted((site.home / "mail").glob("*"))]


def faults_of(page: Page) -> list[Any]:
    found = Axe().run(page)
    return [page.url] * (widest_overflow(page) > 0) + [found.generate_report()] * bool(found.violations_count)


def test_a_tick_calls_the_lead_in_the_room_who_follows_the_path_and_closes(site, open_page):
    evening_of_today(open_page("desk"), site, "tonight")
    scribe = open_page("phone")
    sign_in_as(scribe, site, "Example scribe for Hackney")
    writes_down(scribe, site, "tonight", "A bench.")
    expect(scribe.locator(".error-summary")).to_contain_text("not open yet")
    open_it(open_page("phone"), site, "tonight")

    scribe.goto(f"{site.address}/london/work/ideas/add/?conversation=tonight")
    scribe.context.set_offline(True)
    expect(scribe.locator("#no-signal")).to_contain_text("Tell the lead in the room now")
    scribe.context.set_offline(False)
    expect(scribe.locator("#no-signal")).to_be_hidden()
    scribe.get_by_label("Someone may not be all right").check()
    scribe.locator("[name=seat]").fill("hackney-07")
    scribe.locator("[name=table]").fill("3")
    scribe.get_by_role("button", name="Write it down").click()
    expect(scribe.locator(".alarm")).to_contain_text(f"Tell {LEAD}, the safeguarding lead in the room, now.")
    expect(scribe.locator("main")).to_contain_text("116 123")
    faults = faults_of(scribe)
    letter = letters(site)[-1]
    assert (
        "seat hackney-07" in letter and "table 3" in letter and "hackney-safeguarding@demo.invalid" in letter
    )

    page = open_page("phone", scripts=False)
    sign_in_as(page, site, LEAD)
    page.get_by_role("link", name=re.compile("nobody has taken up")).click()
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    page.locator("tbody tr").filter(has_text="hackney-07").get_by_role("link").first.click()
    page.get_by_role("button", name="I take this up").click()
    expect(page.locator("main")).to_contain_text("Example adult social care front door")
    page.get_by_role("link", name="Write down what was done").click()
    page.get_by_label("What was done").fill("Spoke to them in the kitchen. A friend takes them home.")
    page.get_by_role("button", name="Write down what was done").click()
    page.get_by_role("link", name="Close it").click()
    page.get_by_label("What was done").fill("Rang the front door at 20:10. They ring the person tomorrow.")
    page.get_by_role("button", name="Close this alert").click()
    expect(page.locator("h1")).to_contain_text("closed")
    assert widest_overflow(page) <= 0 and faults == []


def test_words_alone_call_the_lead_and_never_stand_in_a_letter(site, open_page, evening):
    scribe = open_page("phone")
    sign_in_as(scribe, site, "Example scribe for Hackney")
    writes_down(scribe, site, evening, WORST)
    expect(scribe.locator("h1")).to_have_text("Tell the lead in the room now")
    assert not any("want to live" in letter for letter in letters(site))

    page = open_page("phone")
    sign_in_as(page, site, LEAD)
    newest_alert(page, site, evening)
    expect(page.get_by_text(WORST)).to_be_hidden()
    page.get_by_text("Open when you are ready").click()
    expect(page.get_by_text(WORST)).to_be_visible()
    assert faults_of(page) == []


def test_the_clock_passes_it_on_and_the_programme_lead_learns_only_that_it_waits(site, open_page, evening):
    page = open_page("phone")
    sign_in_as(page, site, LEAD)
    page.goto(f"{site.address}/london/work/safeguarding/settings/")
    page.get_by_label("Minutes before").fill("0")
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".messages")).to_contain_text("It is changed")
    scribe = open_page("phone")
    sign_in_as(scribe, site, "Example scribe for Hackney")
    writes_down(scribe, site, evening, WORST)
    for _ in range(3):
        site.said("clock", "--once")
    newest_alert(page, site, evening)
    happened = page.locator(".timeline")
    expect(happened).to_contain_text("nobody had taken it up; passed on")
    expect(happened).to_contain_text("Example programme lead")
    to_lead = [letter for letter in letters(site) if "To: lead@demo.invalid" in letter]
    assert to_lead and not any("seat" in letter or evening in letter for letter in to_lead)
    page.get_by_role("button", name="I take this up").click()

    outsider = open_page("phone")
    for name in (
        "Example programme lead",
        "Example organiser for Hackney",
        "Example data protection officer",
    ):
        sign_in_as(outsider, site, name)
        assert outsider.goto(page.url).status == 403
