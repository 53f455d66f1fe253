"""My words: what I said, where it has got to, and what I meant."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.me import actions, queries
from saidanddone.me.models import Correction
from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Text
from tests.factories.commitments import a_commitment, a_review
from tests.factories.ideas import an_idea
from tests.factories.outcomes import an_outcome
from tests.factories.people import a_speaker, withdraws
from tests.factories.report import a_release, a_section
from tests.factories.themes import a_recommendation

from .conftest import page

pytestmark = pytest.mark.django_db
NOBODY = Person("second")


def said(resident) -> queries.Said:
    (only,) = queries.said_by([resident.speaker], resident.conversation.programme, NOBODY)
    return only


def corrected(resident):
    return Correction.objects.filter(of__speaker_key=resident.speaker.key)


def furthest_beads(resident) -> list[str]:
    return [bead.says for bead in said(resident).beads if bead.within]


def test_each_thing_stands_with_when_and_where_it_was_said_and_how_it_was_written_down(resident, browser):
    an_idea(resident.conversation, "Somebody noted this.", recorded_as="note", seat=resident.seat)
    an_idea(resident.conversation, "Read back to me.", recorded_as="agreed", seat=resident.seat)
    shown = page(resident.comes_in(browser).get("/me/"))
    for words in ("A bench where the swings were.", "Somebody noted this.", "Read back to me."):
        assert words in shown
    for how in ("written by me", "scribe’s note", "agreed by me"):
        assert how in shown
    assert "2021" in shown and resident.conversation.title in shown


def test_what_nobody_took_further_says_so(resident):
    assert said(resident).says == "We have kept your words. So far nobody has taken them further."
    assert furthest_beads(resident) == ["Said"]


def test_the_furthest_point_moves_on_with_the_thread(resident, second):
    recommendation = a_recommendation(second, "put-benches", ideas=(resident.idea,))
    assert "It was asked for" in said(resident).says
    promise = a_commitment(second, "benches", recommendations=(recommendation,), title="Three benches")
    assert "Three benches" in said(resident).says
    assert not said(resident).furthest.by_itself
    an_outcome(second, "bench-built", commitments=(promise,), title="A bench was built")
    assert said(resident).says == "Something has changed: “A bench was built”."
    assert furthest_beads(resident) == ["Said", "Heard", "Asked for", "Promised", "Done"]
    assert [bead.says for bead in said(resident).beads if not bead.reached] == ["Heard"]


def test_what_is_linked_to_the_words_themselves_says_so(resident, second, browser):
    a_commitment(second, "benches", ideas=(resident.idea,), title="Three benches")
    assert said(resident).furthest.by_itself
    assert "It is tied to your own words." in page(resident.comes_in(browser).get("/me/"))


def test_a_promise_that_was_dropped_says_why(resident, second, browser):
    promise = a_commitment(second, "benches", ideas=(resident.idea,), title="Three benches")
    a_review(promise, "dropped", reason="There was no money left.")
    shown = page(resident.comes_in(browser).get("/me/"))
    assert "There was no money left." in shown and "How it stands: dropped." in shown


def test_whether_others_can_read_it_and_whether_the_report_quotes_it(
    resident, second, browser, tmp_path, settings
):
    settings.SAID_HOME = tmp_path
    a_section(second, "benches", ideas=(resident.idea,), kind="case-study")
    a_release(second)
    resident.comes_in(browser)
    shown = page(browser.get("/me/"))
    assert "Others can read these words" in shown and "The report quotes them:" in shown
    withdraws(resident.speaker.key)
    shown = page(browser.get("/me/"))
    assert "Others cannot read these words" in shown and "now shows a gap there" in shown


def test_words_of_somebody_else_are_not_on_my_page(resident, browser):
    shown = page(resident.comes_in(browser).get("/me/"))
    for text in Text.objects.filter(programme__slug="second").exclude(speaker_key=resident.speaker.key):
        assert text.words not in shown


def test_a_page_of_many_words_costs_what_a_page_of_one_costs(resident, second, browser):
    a_commitment(second, "one", ideas=(resident.idea,))
    resident.comes_in(browser)
    page(browser.get("/me/"))
    with CaptureQueriesContext(connection) as one:
        page(browser.get("/me/"))
    ideas = [an_idea(resident.conversation, f"Bench {n}.", seat=resident.seat) for n in range(12)]
    recommendation = a_recommendation(second, "put-benches", ideas=tuple(ideas))
    promise = a_commitment(second, "more", ideas=tuple(ideas), recommendations=(recommendation,))
    an_outcome(second, "built", commitments=(promise,), ideas=tuple(ideas))
    with CaptureQueriesContext(connection) as many:
        shown = page(browser.get("/me/"))
    assert shown.count("This is not what I meant") == 13
    assert len(one) <= 16 and len(many) <= 16, (len(one), len(many))
    assert len(shown) < 100_000


# This is not what I meant


def test_of_two_texts_whose_long_keys_begin_alike_each_is_put_right(resident, browser):
    other = an_idea(resident.conversation, "A second thing.", seat=resident.seat)
    keys = [f"{'long-' * 10}{number}" for number in (1, 2)]
    for text, key in zip((resident.idea.text, other.text), keys, strict=True):
        Text.objects.filter(pk=text.pk).update(key=key)
    resident.comes_in(browser)
    for key in keys:
        assert browser.post(f"/me/words/{key}/not-meant/", {"words": "Another bench."}).status_code == 302


def test_what_was_meant_stands_beside_what_was_written_down(resident, browser):
    resident.comes_in(browser)
    path = f"/me/words/{resident.idea.text.key}/not-meant/"
    assert "A bench where the swings were." in page(browser.get(path))
    assert browser.post(path, {"words": "I meant a bench WITH the swings."}).status_code == 302
    shown = page(browser.get("/me/"))
    assert "A bench where the swings were." in shown and "I meant a bench WITH the swings." in shown
    text = Text.objects.get(pk=resident.idea.text_id)
    assert text.words == "A bench where the swings were."
    meant = Correction.objects.get(of=text).text
    assert (meant.recorded_as, meant.speaker_key) == ("written", resident.speaker.key)


def test_words_that_were_not_meant_so_are_quoted_no_longer(resident, browser):
    address = f"/second/ideas/{resident.idea.text.key}/"
    assert browser.get(address).status_code == 200
    resident.comes_in(browser).post(
        f"/me/words/{resident.idea.text.key}/not-meant/", {"words": "I meant something else."}
    )
    assert browser.get(address).status_code == 404
    assert "swings" not in page(browser.get("/second/ideas/"))


def test_a_correction_asks_about_an_address_in_it(resident, browser):
    resident.comes_in(browser)
    path = f"/me/words/{resident.idea.text.key}/not-meant/"
    assert "rosa@example.test" in page(browser.post(path, {"words": "Write to rosa@example.test"}), 422)
    assert not corrected(resident)


def test_nobody_corrects_the_words_of_somebody_else(resident, browser, second):
    resident.comes_in(browser)
    other = Text.objects.get(programme=second, key="i001")
    assert browser.post("/me/words/i001/not-meant/", {"words": "No."}).status_code == 404
    with pytest.raises(Refused, match="Somebody else said these words"):
        actions.say_what_was_meant(person=NOBODY, speaker=resident.speaker, text=other, words="No.", by=None)
    assert not corrected(resident)


def test_the_boroughs_organiser_is_told_and_reads_it_once(resident, browser, client, team_of, second):
    resident.comes_in(browser).post(
        f"/me/words/{resident.idea.text.key}/not-meant/", {"words": "I meant a bench WITH the swings."}
    )
    client.force_login(team_of(second).organiser)
    assert "this is not what I meant" in page(client.get("/second/work/"))
    waiting = page(client.get("/second/work/me/corrections/"))
    assert "I meant a bench WITH the swings." in waiting and "hackney-901" not in waiting
    number = corrected(resident).get().pk
    assert client.post(f"/second/work/me/corrections/{number}/seen/").status_code == 302
    assert "Nothing waits here" in page(client.get("/second/work/me/corrections/"))
    assert client.post(f"/second/work/me/corrections/{number}/seen/").status_code == 404


def test_words_of_one_programme_are_on_no_page_of_another(resident, second, london):
    a_speaker("london:hackney-901")
    assert not queries.said_by([resident.speaker], london, Person("london"))
    assert Idea.objects.filter(text__programme=second, text__speaker_key=resident.speaker.key).exists()
