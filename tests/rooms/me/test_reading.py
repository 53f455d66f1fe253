"""Residents' pages can be read with ease at eleven, and say what they say in the house's own words."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from saidanddone.people.actions import keep_contact
from tests.factories.commitments import a_commitment
from tests.reading_age import reading_age, text_of

from .conftest import page
from .test_cards import letters, signed_in

pytestmark = pytest.mark.django_db
AGE = 11
OF_ONES_OWN = (
    "", "consents/", "details/", "details/contact/", "details/about/", "erase/", "not-all-right/",
    "words/{key}/not-meant/",
)  # fmt: skip


def without_rows(html: str) -> str:
    """What the site itself says: quotations and titles of rows are other people's words."""
    html = re.sub(r"<blockquote.*?</blockquote>", "", html, flags=re.S)
    return re.sub(r'<a class="follow".*?</a>', "", html, flags=re.S)


def age_of(html: str) -> float:
    return reading_age(text_of(without_rows(html)))


def test_every_page_of_ones_own_is_read_with_ease_at_eleven(resident, browser, second):
    a_commitment(second, "benches", ideas=(resident.idea,), title="Three benches")
    resident.comes_in(browser)
    ages = {
        path: age_of(page(browser.get(f"/me/{path}".format(key=resident.idea.text.key))))
        for path in OF_ONES_OWN
    }
    assert {path: age for path, age in ages.items() if age > AGE} == {}


def test_pages_before_and_after_are_read_with_ease_too(resident, browser):
    shown = {
        "entrance": page(browser.get("/me/")),
        "wrong code": page(browser.post("/me/", {"code": "x"}), 422),
        "no such link": page(browser.get("/me/no-such/"), 410),
        "link again": page(browser.get("/me/link-again/")),
        "sent": page(browser.post("/me/link-again/", {"email": "nobody@example.test"})),
        "told": page(resident.comes_in(browser).post("/me/not-all-right/", {"get_in_touch": "no"})),
        "erased": page(browser.post("/me/erase/", {"words": "keep", "sure": "on"})),
    }
    ages = {name: age_of(html) for name, html in shown.items()}
    assert {name: age for name, age in ages.items() if age > AGE} == {}


def test_letters_cards_and_mail_are_read_with_ease_too(
    resident, client, team_of, second, browser, django_capture_on_commit_callbacks
):
    signed_in(client, team_of, second, "lead")
    letter = re.search(r"<article.*</article>", letters(client, only="hackney-901"), re.S)[0]
    cards = {"conversation": "hackney", "number": "1", "role": "resident"}
    young = cards | {"under_16": "on"}
    sheets = [page(client.post("/second/work/me/cards/", form)) for form in (cards, young)]
    ages = [
        age_of(letter),
        *(age_of(re.search(r'<ul class="cards">.*?</ul>', each, re.S)[0]) for each in sheets),
    ]
    keep_contact(
        speaker_key=resident.speaker.key,
        fields={"email": "rosa@example.test"},
        by=None,
        programme_slug="second",
    )
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/me/link-again/", {"email": "rosa@example.test"})
    says = re.sub(r"http\S+", "", mail.outbox[-1].body)
    ages.append(reading_age([line for line in says.splitlines() if line.strip()]))
    assert max(ages) <= AGE, ages
