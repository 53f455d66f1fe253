"""What cannot stay between us is said before anyone speaks, and wherever words are taken down."""

from __future__ import annotations

import pytest
from django.utils import timezone

from saidanddone.programme.models import Area
from saidanddone.safeguarding import actions
from tests.factories.conversations import a_conversation

SAYS = "we have to tell our safeguarding lead"
TAKING = (
    "conversations/tonight/open/",
    "ideas/add/",
    "followup/participants/responses/add/",
    "followup/participants/open-answers/add/",
    "followup/interviews/interview-1/extracts/add/",
)


@pytest.fixture
def tonight(second, hackney: Area):
    return a_conversation(second, "tonight", hackney, held_on=timezone.localdate())


def test_the_page_of_an_evening_to_come_says_it_and_that_of_an_evening_that_is_over_does_not(client, tonight):
    assert SAYS in client.get("/second/conversations/tonight/").content.decode()
    assert SAYS not in client.get("/second/conversations/hackney/").content.decode()


@pytest.mark.parametrize("path", TAKING)
def test_every_form_that_takes_what_people_say_says_it(client, second, team_of, tonight, path):
    client.force_login(team_of(second).lead)
    assert SAYS in client.get(f"/second/work/{path}").content.decode()


def test_a_programme_says_it_in_its_own_words(client, second, tonight, person, amal):
    actions.change_settings(
        person=person(amal),
        programme=second,
        fields={"minutes": 5, "limits": "We tell nobody, but for one thing."},
        by=amal,
    )
    page = client.get("/second/conversations/tonight/").content.decode()
    assert "We tell nobody, but for one thing." in page and SAYS not in page
