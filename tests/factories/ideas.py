"""What people said, as a scribe would write it down, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Aspiration
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.ideas import actions
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Seat
from tests.factories import people
from tests.factories.conversations import a_seat
from tests.factories.themes import lead_of


def an_idea(
    conversation: Conversation,
    words: str = "A place to sit.",
    role: str = "resident",
    recorded_as: str = "written",
    seat: Seat | None = None,
    aspiration: Aspiration | None = None,
    kind: str = "idea",
) -> Idea:
    """Written by the person unless told otherwise, so that everybody may read it."""
    written = actions.write_down(
        person=lead_of(conversation.programme),
        conversation=conversation,
        said=actions.Said(words, role, recorded_as, seat=seat),
        filed=actions.Filed(aspiration, kind),
        by=None,
    )
    return written.idea


def a_speaker(conversation: Conversation, number: str, quoted: bool, role: str = "resident") -> Seat:
    """A seat card with its consents."""
    seat = a_seat(conversation.programme, number, role)
    people.a_speaker(seat.speaker_key, "take-part", *(["quoted"] if quoted else []))
    return seat
