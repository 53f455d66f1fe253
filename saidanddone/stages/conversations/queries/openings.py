"""Which evenings are going on, and who in the room is turned to when someone is not all right."""

from __future__ import annotations

from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.safeguarding.queries import safeguarding_leads

from ..models import Conversation, Opening
from ..rules import is_fresh, is_over


def open_now(conversation: Conversation) -> Opening | None:
    rows = conversation.openings.filter(closed_at=None).select_related("safeguarding_lead", "opened_by")
    return rows.first()


def lead_in_the_room(conversation: Conversation) -> Account | None:
    opening = open_now(conversation)
    return opening.safeguarding_lead if opening else None


def leads_for(conversation: Conversation) -> list[Account]:
    """Who may be named for this evening: the safeguarding leads of its borough today."""
    return safeguarding_leads(conversation.programme, conversation.area_id)


def is_to_come(conversation: Conversation) -> bool:
    """Whether the evening is today or later, so that what is said there has not been said."""
    return not is_over(conversation.held_on, timezone.localdate())


def is_recent(conversation: Conversation) -> bool:
    return is_fresh(conversation.held_on, timezone.localdate())
