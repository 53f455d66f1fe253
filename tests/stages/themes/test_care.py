"""Hard words: a coder knows before they open them, and may leave them to somebody else."""

from __future__ import annotations

import pytest

from saidanddone.stages.themes import actions, queries
from saidanddone.words.actions import record_texts
from saidanddone.words.models import Text
from tests.factories.ideas import an_idea

HARD = "Zebra: I want to die"


@pytest.fixture
def hard(desk, evening) -> Text:
    return an_idea(evening, HARD).text


def test_the_desk_shows_a_note_in_place_of_hard_words_and_the_page_keeps_them_shut(client, desk, hard):
    client.force_login(desk.team.coder)
    page = client.get("/second/work/themes/desk/").content.decode()
    assert "Words that speak of suicide or self-harm" in page and "Zebra" not in page
    page = client.get(f"/second/work/themes/desk/{hard.key}/").content.decode()
    assert "This text speaks of suicide or self-harm" in page
    note, _, rest = page.partition("<details")
    assert "Zebra" not in note and "Zebra" in rest and " open>" not in rest.partition(">")[0]


def test_a_coder_skips_a_text_and_it_stays_in_the_queue_of_others(client, desk, hard):
    client.force_login(desk.team.coder)
    client.post(f"/second/work/themes/desk/{hard.key}/skip/")
    coder, lead = desk.person(desk.team.coder), desk.person(desk.team.lead)
    assert hard not in queries.texts_to_code(coder, desk.programme)
    assert hard in queries.texts_to_code(lead, desk.programme)
    assert "You skipped 1 text." in client.get("/second/work/themes/desk/").content.decode()
    client.post("/second/work/themes/desk/skips/take-back/")
    assert hard in queries.texts_to_code(coder, desk.programme)


def test_skipping_twice_is_skipping_once(desk, hard):
    for _ in range(2):
        actions.skip_text(person=desk.person(desk.team.coder), text=hard, by=desk.team.coder)
    assert queries.skipped_by(desk.person(desk.team.coder), desk.programme).count() == 1


def test_a_quotation_of_hard_words_is_shut_until_somebody_opens_it_and_shows_where_to_turn(
    client, second, hard
):
    page = client.get(f"/second/ideas/{hard.key}/").content.decode()
    before, _, rest = page.partition('<details class="care">')
    assert "Zebra" not in before
    assert "Zebra" in rest and "/help-now/" in rest


def test_a_file_keeps_the_words_that_a_page_holds_back(client, desk, hard):
    client.force_login(desk.team.coder)
    assert HARD in client.get("/second/work/ideas/?format=csv").getvalue().decode()
    assert "Zebra" not in client.get("/second/work/ideas/").content.decode()


def test_other_words_are_shown_as_they_are(second):
    text = Text(programme=second, key="w1", words="A bench", recorded_as="written")
    record_texts(texts=[text], by=None)
    assert (str(text), text.with_care) == ("A bench", "A bench")
