"""axe on every address at 360 px: nothing may be found, and nothing may be wider than the window."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import sign_in_as, widest_overflow
from tests.website.addresses import LONDON, every_address

pytestmark = [pytest.mark.browser, pytest.mark.axe]
FILES = (".html", ".pdf", ".zip", ".json", ".jpg")  # taken away, not read on the site
SIGNED_OUT = [
    "/",
    "/help-now/",
    "/accounts/sign-in/",
    "/accounts/demo/",
    "/accounts/link/no-such-link/",
    "/no-such/",
]


def read(page, address: str) -> str:
    page.goto(address)
    wide = widest_overflow(page)
    assert wide <= 0, f"{address} is {wide} px wider than the window"
    found = Axe().run(page)
    return "" if not found.violations_count else f"{address}\n{found.generate_report()}"


def test_axe_finds_nothing_on_any_public_page(demo_site, open_page):
    page = open_page("phone")
    paths = [each.at("london", LONDON) for each in every_address() if each.of_programme and not each.is_work]
    found = [
        read(page, f"{demo_site.address}{path}") for path in [*SIGNED_OUT, *paths] if not path.endswith(FILES)
    ]
    assert list(filter(None, found)) == []


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("Example programme lead", "lead"),
        ("Example coder", "coder"),
        ("Example evaluator", "evaluator"),
        ("Example safeguarding lead", "safeguarding"),
        ("Example data protection officer", "dpo"),
    ],
)
def test_axe_finds_nothing_on_any_work_page(demo_site, open_page, who, role):
    page = open_page("phone")
    sign_in_as(page, demo_site, who)
    # Pages that every role shares are read once, by the lead.
    own = [
        each
        for each in every_address()
        if each.of_programme
        and each.is_work
        and each.is_read
        and (
            (not each.roles or "lead" in each.roles)
            if role == "lead"
            else ("lead" not in each.roles and role in each.roles)
        )
    ]
    found = [read(page, f"{demo_site.address}{each.at('london', LONDON)}") for each in own]
    assert list(filter(None, found)) == []
