from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from saidanddone.people.actions import issue_personal_link
from saidanddone.people.models import PersonalLink, Speaker
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Seat
from tests.factories.conversations import a_seat
from tests.factories.ideas import an_idea
from tests.factories.people import a_speaker


@dataclass
class Resident:
    """Somebody who said one thing at the second programme's evening, and has a card."""

    seat: Seat
    speaker: Speaker
    idea: Idea
    conversation: Conversation
    code: str

    def comes_in(self, client: Client) -> Client:
        response = client.post("/me/", {"code": self.code})
        assert (response.status_code, response["Location"]) == (302, "/me/")
        return client

    def card(self) -> str:
        return issue_personal_link(
            speaker_key=self.speaker.key, form=PersonalLink.Form.CARD, by=None, programme_slug="second"
        )


@pytest.fixture
def resident(second) -> Resident:
    conversation = second.conversations.select_related("area").get(slug="hackney")
    seat = a_seat(second, "hackney-901")
    seat.area = conversation.area
    seat.save(update_fields=["area"])
    speaker = a_speaker(seat.speaker_key, "take-part", "told", "quoted")
    idea = an_idea(conversation, "A bench where the swings were.", seat=seat)
    made = Resident(seat, speaker, idea, conversation, "")
    made.code = made.card()
    return made


@pytest.fixture
def browser() -> Client:
    """A resident's own browser, in which nobody signed in."""
    return Client()


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return response.content.decode()
