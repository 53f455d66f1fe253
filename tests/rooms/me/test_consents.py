"""What somebody agrees to, and that what they take back is gone everywhere at once."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from saidanddone.people.models import About, Consent
from saidanddone.people.rules import Refused
from saidanddone.programme.models import ConsentWording
from saidanddone.stages.report import queries as report
from tests.factories.ideas import an_idea
from tests.factories.report import a_draft, a_release, a_section, published

from .conftest import page

pytestmark = pytest.mark.django_db
WORDS = "A bench where the swings were."
GAP = "The person who said them no longer agrees to be quoted."


def says_no_to_quoting(browser) -> None:
    assert browser.post("/me/consents/", {"quoted": "no"}).status_code == 302


def test_each_purpose_is_asked_with_what_stands_since_when_and_how(resident, browser):
    shown = page(resident.comes_in(browser).get("/me/consents/"))
    assert shown.count('<input type="radio"') == 12
    assert "You said yes on 1 March 2021, on paper." in shown
    says_no_to_quoting(browser)
    assert "You said no here on" in page(browser.get("/me/consents/"))


def test_a_purpose_is_asked_in_the_words_in_force_in_somebodys_own_language(resident, browser, second):
    today = timezone.localdate()
    for language, words in (("en", "May we quote you, please?"), ("bn", "Bengali words for that?")):
        ConsentWording.objects.create(
            programme=second,
            purpose="quoted",
            version="v2",
            language=language,
            words=words,
            in_force_from=today,
        )
    resident.comes_in(browser)
    assert "May we quote you, please?" in page(browser.get("/me/consents/"))
    browser.post("/me/details/contact/", {"language": "bn"})
    assert "Bengali words for that?" in page(browser.get("/me/consents/"))
    says_no_to_quoting(browser)
    assert resident.speaker.consents.get(purpose="quoted", replaced_at=None).version == "v2"


def test_a_change_replaces_what_stood_and_keeps_the_history(resident, browser):
    says_no_to_quoting(resident.comes_in(browser))
    before, now = resident.speaker.consents.filter(purpose="quoted").order_by("id")
    assert before.given and before.replaced_at
    assert (now.given, now.taken_how, now.taken_by, now.replaced_at) == (
        False,
        Consent.How.ONLINE,
        None,
        None,
    )


def test_answers_that_are_sent_again_as_they_stood_keep_their_day_and_their_words(resident, browser, second):
    ConsentWording.objects.create(
        programme=second, purpose="told", version="v9", words="New words?", in_force_from=timezone.localdate()
    )
    resident.comes_in(browser)
    standing = resident.speaker.consents.filter(replaced_at=None)
    given = {each.purpose: "yes" if each.given else "no" for each in standing}
    before = set(standing.exclude(purpose="quoted").values_list("pk", flat=True))
    browser.post("/me/consents/", given | {"quoted": "no"})
    assert set(standing.exclude(purpose="quoted").values_list("pk", flat=True)) == before
    assert not standing.get(purpose="quoted").given


def test_refusing_everything_shuts_nobody_out(resident, browser):
    resident.comes_in(browser)
    answers = dict.fromkeys(("take_part", "told", "asked_later", "quoted", "photographed", "details"), "no")
    assert browser.post("/me/consents/", answers).status_code == 302
    for path in ("/me/", "/me/consents/", "/me/details/", "/me/details/contact/", "/me/copy/"):
        assert browser.get(path).status_code == 200, path
    assert WORDS in page(browser.get("/me/"))
    assert browser.post("/me/consents/", {"quoted": "yes"}).status_code == 302


def test_a_question_left_alone_stays_as_it_was(resident, browser):
    resident.comes_in(browser).post("/me/consents/", {})
    assert resident.speaker.consents.filter(replaced_at=None).count() == len(Consent.Purpose)
    assert not resident.speaker.consents.filter(replaced_at__isnull=False).exists()


def test_details_go_with_the_consent_to_keep_them(resident, browser):
    resident.comes_in(browser).post("/me/details/about/", {"age_band": "25-34"})
    assert resident.speaker.consents.get(purpose="details", replaced_at=None).given
    browser.post("/me/consents/", {"details": "no"})
    assert not About.objects.exists()


# Withdrawal takes effect everywhere at once


@pytest.fixture
def told(resident, second, tmp_path, settings):
    """The words stand in a section of the report."""
    settings.SAID_HOME = tmp_path
    a_section(second, "benches", ideas=(resident.idea,), kind="case-study")
    return resident


def everywhere(browser, number: int = 1) -> dict[str, str]:
    """Every public place where words may stand, as text."""
    paths = {
        "idea list": "/second/ideas/",
        "ideas as CSV": "/second/ideas/?format=csv",
        "find": "/second/find/?q=swings",
        "theme": "/second/heard/second-theme/",
        "section": f"/second/report/{number}/benches/",
        "whole report": f"/second/report/{number}/report.html",
    }
    found = {}
    for name, path in paths.items():
        response = browser.get(path)
        body = b"".join(response) if response.streaming else response.content
        found[name] = body.decode() if response.status_code == 200 else ""
    with ZipFile(BytesIO(_bytes(browser.get(f"/second/report/{number}/data.zip")))) as package:
        found["data package"] = "".join(package.read(name).decode() for name in package.namelist())
    return found


def _bytes(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def test_a_quotation_that_is_taken_back_is_gone_from_every_public_place_and_the_release_shows_the_gap(
    told, second, browser
):
    a_release(second)
    before = {name for name, text in everywhere(browser).items() if WORDS in text}
    assert before >= {"idea list", "ideas as CSV", "find", "section", "whole report", "data package"}
    says_no_to_quoting(told.comes_in(browser))
    after = everywhere(browser)
    assert [name for name, text in after.items() if WORDS in text] == []
    assert GAP in after["section"] and GAP in after["whole report"]
    assert browser.get(f"/second/ideas/{told.idea.text.key}/").status_code == 404


def test_what_is_agreed_to_again_is_shown_again(told, second, browser):
    a_release(second)
    says_no_to_quoting(told.comes_in(browser))
    browser.post("/me/consents/", {"quoted": "yes"})
    assert WORDS in everywhere(browser)["section"]


def test_words_taken_back_between_draft_and_publishing_are_not_published(told, second, browser):
    draft = a_draft(second)
    says_no_to_quoting(told.comes_in(browser))
    assert WORDS not in str(report.document_of_draft(draft).blocks)
    with pytest.raises(Refused, match="Rows have been changed"):
        published(second, draft)
    a_release(second)
    assert WORDS not in everywhere(browser)["section"]


def test_words_taken_back_while_the_files_of_a_release_are_drawn_are_a_gap_in_it_from_the_first_reader_on(
    told, second, browser, monkeypatch
):
    draft = a_draft(second)
    draw = report.drawn

    def drawn_while_somebody_says_no(built, **how):
        says_no_to_quoting(told.comes_in(browser))
        return draw(built, **how)

    monkeypatch.setattr(report, "drawn", drawn_while_somebody_says_no)
    published(second, draft)
    found = everywhere(browser)
    assert [name for name, text in found.items() if WORDS in text] == []
    assert GAP in found["section"]


def test_somebody_elses_words_stay_where_they_are(told, second, browser):
    a_release(second)
    says_no_to_quoting(told.comes_in(browser))
    assert "Secondwords that may be quoted anywhere." in everywhere(browser)["idea list"]


def test_words_said_with_a_fresh_card_are_quoted_once_its_holder_agrees(resident, browser, second):
    resident.speaker.consents.all().delete()
    idea = an_idea(resident.conversation, "Words of a fresh card.", seat=resident.seat)
    address = f"/second/ideas/{idea.text.key}/"
    assert browser.get(address).status_code == 404
    resident.comes_in(browser).post("/me/consents/", {"quoted": "yes"})
    assert browser.get(address).status_code == 200
