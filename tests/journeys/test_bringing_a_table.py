"""A programme lead has a spreadsheet of the boroughs, with a gap and a new indicator in it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import sign_in_as, widest_overflow

TABLE = (
    "ltla24_code,ltla24_name,child-poverty,Noise at night\n"
    "E09000012,Hackney,44.5,12\nE09000019,Islington,,*\nE09000099,Elsewhere,2,3\n"
)


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_spreadsheet_is_looked_at_and_described_until_it_could_be_taken_in(
    demo_site, open_page, tmp_path, width
):
    file = tmp_path / f"boroughs-{width}.csv"
    file.write_text(TABLE.replace("Noise", f"Noise {width}"))
    page = open_page(width, dark=width == "phone", scripts=False)
    sign_in_as(page, demo_site, "Example programme lead")
    page.goto(f"{demo_site.address}/london/work/need/")
    page.get_by_role("link", name="Bring in a table").click()
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="See what it would change").click()
    first = page.locator("section", has=page.locator("#first-heading"))
    expect(first).to_contain_text("The file names no year.")
    expect(first).to_contain_text(f"“Noise {width} at night” is new: say which way is worse.")
    assert widest_overflow(page) <= 0
    page.get_by_label("Which year it is of").fill("1999")
    page.get_by_label("higher is worse").check()
    page.get_by_label("Unit").fill("per 1,000 people")
    page.get_by_label("Domain").fill("Home")
    page.get_by_label("What is counted").fill("Complaints about noise.")
    page.get_by_role("button", name="See what it would change").click()
    expect(first).to_contain_text("“E09000099”, line 4")
    page.get_by_label("Leave out lines of places").check()
    page.get_by_role("button", name="See what it would change").click()
    expect(page.locator("main")).to_contain_text("Refused: 0. Nothing is kept yet.")
    assert widest_overflow(page) <= 0
    expect(page.get_by_role("button", name="Take all of it in")).to_be_visible()
    # Other journeys read the same site: its ranking stays as it is.
    page.get_by_role("button", name="Throw the file away").click()
    expect(page.locator(".messages")).to_contain_text("Nothing was changed.")


@pytest.mark.axe
def test_axe_finds_nothing_where_a_table_is_looked_at(demo_site, open_page, tmp_path):
    file = tmp_path / "boroughs.csv"
    file.write_text(
        "area,indicator,year,value\nE09000012,child-poverty,2020,44.5\nE09000019,child-poverty,2020,\n"
        "E09000025,child-poverty,1998,c\nE09000026,Noise,1998,5\n"
    )
    page = open_page("phone")
    sign_in_as(page, demo_site, "Example programme lead")
    page.goto(f"{demo_site.address}/london/work/need/bring/")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="See what it would change").click()
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    page.get_by_label("“c”").select_option("suppressed")
    page.get_by_label("Which it is").last.fill("")
    page.get_by_role("button", name="See what it would change").click()
    expect(page.locator("main")).to_contain_text("1 value that is known here would become unknown.")
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    page.get_by_role("button", name="Throw the file away").click()
    expect(page.locator(".messages")).to_contain_text("Nothing was changed.")
