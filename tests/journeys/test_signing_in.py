"""Signing in as people do: by a letter's code, a printed link, an app's number and a passkey."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import widest_overflow


def newest_letter(site, address: str) -> str:
    files = sorted((site.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    letters = [path.read_text() for path in files]
    return next(letter for letter in reversed(letters) if f"To: {address}" in letter)


def by_code(page, site, email: str, start: str = "/accounts/sign-in/", *, at: str) -> None:
    page.goto(f"{at}{start}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/accounts/code/**")
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", newest_letter(site, email), re.M)
    page.get_by_label("Code", exact=True).fill(code[1])
    page.get_by_role("button", name="Sign in").first.click()


def sign_out(page, at: str) -> None:
    page.goto(f"{at}/accounts/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def number(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def is_sound(page) -> None:
    """Nothing stands in the way of somebody who uses no mouse or sees little, and nothing is wider than a phone."""
    assert widest_overflow(page) <= 0
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()


def a_lead(site, email: str) -> str:
    site.said("account", email, "A lead with two factors", "--programme", "london", "--role", "lead")
    return email


@pytest.fixture
def passkeys(open_page):
    """A page whose browser has a passkey of its own, opened with a finger that always fits."""

    def made(width: str = "phone"):
        page = open_page(width)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return made


def test_a_lead_sets_up_an_app_signs_in_with_it_adds_a_passkey_and_signs_in_with_that_alone(
    demo_site, passkeys
):
    # A passkey belongs to a name, which a bare address of the network is not.
    at = demo_site.address.replace("127.0.0.1", "localhost")
    email = a_lead(demo_site, "two-factors@example.test")
    page = passkeys("phone")
    by_code(page, demo_site, email, at=at)
    expect(page.locator("h1")).to_have_text("This needs a second factor")
    is_sound(page)
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code.key").inner_text()
    is_sound(page)
    page.get_by_label("Number that the app shows now").fill(number(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    assert "An app was set up" in newest_letter(demo_site, email)
    assert page.locator(".recovery-codes code").count() == 10
    is_sound(page)
    page.get_by_role("link", name="I have kept them, go on").click()
    page.wait_for_url("**/london/work/")

    sign_out(page, at)
    by_code(page, demo_site, email, at=at)
    expect(page.locator("h1")).to_have_text("One more thing: your second factor")
    is_sound(page)
    page.get_by_label("Number from your app").fill(number(secret, 1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/london/work/")

    page.goto(f"{at}/accounts/me/")
    is_sound(page)
    page.get_by_role("link", name="Add a passkey").click()
    is_sound(page)
    page.get_by_label("What to call it").fill("my phone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/accounts/me/")
    expect(page.locator("main")).to_contain_text("my phone")

    sign_out(page, at)
    page.goto(f"{at}/accounts/sign-in/?next=/london/work/commitments/")
    page.get_by_label("Other people use this device").check()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{at}/london/work/commitments/")
    page.goto(f"{at}/accounts/me/")
    expect(page.locator("main")).to_contain_text("You said that other people use it")
    expect(page.locator("main")).to_contain_text("by a passkey")

    sign_out(page, at)
    by_code(page, demo_site, email, at=at)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/london/work/")


def test_without_scripts_or_at_a_bare_address_the_page_says_what_to_do_instead(
    demo_site, open_page, passkeys
):
    page = open_page("phone", scripts=False)
    page.goto(f"{demo_site.address}/accounts/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("A passkey needs a browser that knows passkeys")
    page = passkeys()
    page.goto(f"{demo_site.address}/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("main")).to_contain_text("Passkeys do not work at this address of the site")


def test_who_has_no_passkey_yet_is_told_that_nothing_came_of_it(demo_site, passkeys):
    page = passkeys()
    page.goto(f"{demo_site.address.replace('127.0.0.1', 'localhost')}/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("main")).to_contain_text("Nothing came of it")


def test_someone_signs_in_with_a_code_from_their_letter_and_out_again(demo_site, open_page):
    page = open_page("phone", scripts=False)
    by_code(page, demo_site, "coder@demo.invalid", at=demo_site.address)
    page.wait_for_url("**/london/work/")
    sign_out(page, demo_site.address)
    page.goto(f"{demo_site.address}/london/work/")
    expect(page).to_have_url(re.compile("/accounts/sign-in/"))


def test_a_printed_link_signs_in_once_and_leaves_the_address_bar(demo_site, open_page):
    link = demo_site.said("sign-in", "evaluator@demo.invalid", "--site", demo_site.address).strip()
    page = open_page("phone")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.headers.get("referer", "")))
    page.goto(link)
    expect(page).to_have_url(re.compile("/accounts/link/$"))
    page.locator("main").get_by_role("button").click()
    page.wait_for_url("**/london/work/")
    assert not [address for address in asked if link.split("/")[-2] in address]
    again = open_page("phone")
    assert again.goto(link).status == 410
