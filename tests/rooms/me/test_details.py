"""How to reach me, what I say about myself, and a copy of all that is held."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection

from saidanddone.people.models import About, Contact
from saidanddone.people.queries import contact_of

from .conftest import page

pytestmark = pytest.mark.django_db
ALL = {
    "name": "Rosa Quill",
    "email": "rosa@example.test",
    "phone": "020 7946 0000",
    "address": "1 Example Street\nHackney",
    "language": "en",
}


def test_what_somebody_tells_us_to_reach_them_is_kept_sealed_and_shown_to_them(resident, browser):
    resident.comes_in(browser)
    assert browser.post("/me/details/contact/", ALL).status_code == 302
    shown = page(browser.get("/me/details/"))
    for value in ("Rosa Quill", "rosa@example.test", "020 7946 0000", "1 Example Street"):
        assert value in shown
    sealed = Contact.objects.get(speaker=resident.speaker).sealed
    assert "Rosa" not in sealed and "rosa" not in sealed
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, email_mark FROM people_contact")
        assert "rosa" not in str(cursor.fetchall()).lower()


def test_each_detail_can_be_left_out_and_taken_away(resident, browser):
    resident.comes_in(browser)
    browser.post("/me/details/contact/", ALL)
    browser.post("/me/details/contact/", {"name": "", "email": "rosa@example.test"})
    assert contact_of(resident.speaker) == {"email": "rosa@example.test"}
    browser.post("/me/details/contact/", {})
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("email", "not-an-address"), ("language", "English, please"), ("phone", "1" * 50)]
)
def test_a_detail_that_cannot_be_one_is_asked_for_again(resident, browser, field, value):
    resident.comes_in(browser)
    assert value in page(browser.post("/me/details/contact/", ALL | {field: value}), 422)
    assert not Contact.objects.exists()


def test_each_answer_about_oneself_may_be_left_out(resident, browser):
    resident.comes_in(browser)
    browser.post("/me/details/about/", {"gender": "woman"})
    about = About.objects.get(speaker=resident.speaker)
    assert (about.gender, about.age_band) == ("woman", "")
    browser.post("/me/details/about/", {"gender": "", "opened_as": ""})
    assert not About.objects.exists()
    assert not resident.speaker.consents.get(purpose="details", replaced_at=None).given


def test_all_details_go_at_once_and_the_words_stay(resident, browser):
    resident.comes_in(browser)
    browser.post("/me/details/contact/", ALL)
    browser.post("/me/details/about/", {"gender": "woman"})
    assert browser.post("/me/details/forget/").status_code == 302
    assert not Contact.objects.exists() and not About.objects.exists()
    assert "A bench where the swings were." in page(browser.get("/me/"))


def test_a_copy_of_all_that_is_held_is_a_file(resident, browser):
    resident.comes_in(browser)
    browser.post("/me/details/contact/", ALL)
    browser.post(f"/me/words/{resident.idea.text.key}/not-meant/", {"words": "I meant a table."})
    response = browser.get("/me/copy/")
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    with ZipFile(BytesIO(response.content)) as archive:
        read = archive.read("read-me-first.html").decode()
    for held in ("A bench where the swings were.", "I meant a table.", "Rosa Quill", "on a seat card"):
        assert held in read
    assert resident.code not in read
    assert str(date.today().year) in response["Content-Disposition"]
