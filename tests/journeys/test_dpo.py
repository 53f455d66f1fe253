"""A data protection officer's day: what is decided and what is not, and somebody who asks what is held of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.browser import sign_in_as, widest_overflow

SEAT = "sutton-01"


def taken(page: Page, name: str, role: str = "link") -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role(role, name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def fits(page: Page) -> None:
    assert widest_overflow(page) <= 0, page.url


def test_the_officer_reads_prints_and_advises(demo_site, open_page):
    page = open_page("phone", scripts=False)
    sign_in_as(page, demo_site, "Example data protection officer")
    page.goto(f"{demo_site.address}/london/work/privacy/")
    page.get_by_role("link", name="Register of processing", exact=True).click()
    page.get_by_role("link", name="Showing photos of the talks").click()
    expect(page.locator(".notice-undecided")).to_contain_text("Lawful basis, Article 6")
    expect(page.get_by_role("link", name="Write down the decision")).to_have_count(0)
    fits(page)

    page.goto(f"{demo_site.address}/london/work/privacy/record/")
    fits(page)
    assert taken(page, "Take the PDF").startswith(b"%PDF")
    table = taken(page, "As a table (CSV)").decode()
    assert "photographs" in table and "Lawful basis, Article 6" in table

    page.goto(f"{demo_site.address}/london/work/privacy/dpia/")
    fits(page)
    expect(page.locator("main")).to_contain_text("Step 7: advice and sign-off")
    assert taken(page, "Take the PDF").startswith(b"%PDF")
    page.get_by_role("link", name="Give your advice").click()
    page.get_by_label("it may go ahead once this is done").check()
    page.get_by_label("In words").fill("Decide first on which basis photographs are shown.")
    page.get_by_role("button", name="Give this advice").click()
    expect(page.locator("main")).to_contain_text("Decide first on which basis photographs are shown.")

    page.get_by_role("link", name="Sign it off").click()
    for label in (
        "Who approved the measures",
        "Who accepted the risks that remain",
        "Who keeps it under review",
    ):
        page.get_by_label(label).fill("Programme board (example)")
    page.get_by_label("the advice is followed").check()
    page.get_by_label("Reviewed next on").fill("2099-01-01")
    page.get_by_role("button", name="Sign it off").click()
    expect(page.locator(".error-summary")).to_contain_text("still to be decided")


def test_the_officer_answers_somebody_who_asks_for_a_copy_and_to_be_taken_out(demo_site, open_page):
    page = open_page("desk", scripts=False)
    sign_in_as(page, demo_site, "Example data protection officer")
    page.goto(f"{demo_site.address}/london/work/privacy/requests/")
    page.get_by_role("link", name="Note a request").first.click()
    page.get_by_role("radio").last.check()
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("link", name="Find somebody").click()
    page.get_by_label("Seat number or e-mail address").fill(SEAT)
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("h1")).to_have_text(f"Seat {SEAT}")
    with ZipFile(BytesIO(taken(page, "Make the copy", "button"))) as copy:
        assert "take part" in copy.read("read-me-first.html").decode()

    page.get_by_role("link", name="Take this person out").click()
    page.get_by_label("by letter").check()
    page.get_by_role("group", name="What they want done with their words").get_by_role("radio").first.check()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Take them out now").click()
    expect(page.locator("main")).to_contain_text("People who were taken out")
    page.goto(f"{demo_site.address}/london/work/privacy/people/{SEAT}/")
    expect(page.locator("h1")).not_to_have_text(f"Seat {SEAT}")

    page.goto(f"{demo_site.address}/london/work/privacy/trail/")
    expect(page.locator("table")).to_contain_text("privacy.")
    page.get_by_role("link", name="Verify the trail").click()
    expect(page.locator("h1")).to_have_text("The trail holds")


def test_what_a_facilitator_takes_from_paper_counts_at_once(demo_site, open_page):
    page = open_page("phone", scripts=False)
    sign_in_as(page, demo_site, "Example facilitator for Hackney")
    page.goto(f"{demo_site.address}/london/work/privacy/consents/")
    page.get_by_label("Seat number").fill("hackney-02")
    page.get_by_role("group", name="Be told what happened").get_by_label("No", exact=True).check()
    fits(page)
    page.get_by_role("button", name="Keep these answers").click()
    expect(page.locator(".messages")).to_contain_text("counts from now on")
