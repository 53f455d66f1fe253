"""Which evenings are going on, and who in the room is turned to when someone is not all right."""

from __future__ import annotations

from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import FOUND_AT_MOST, workable_in_areas
from saidanddone.programme.rules import WRITES_IDEAS_DOWN, Person
from saidanddone.safeguarding.queries import safeguarding_leads

from ..models import Conversation, Opening
from ..rules import is_fresh, is_over


def open_now(conversation: Conversation) -> Opening | None:
    rows = conversation.openings.filter(closed_at=None).select_related("safeguarding_lead", "opened_by")
    return rows.first()


def open_for_writing(person: Person, programme: Programme) -> list[Conversation]:
    """The evenings that are going on where this person writes down what is said."""
    if not person.roles & WRITES_IDEAS_DOWN:
        return []
    rows = Conversation.objects.filter(programme=programme, openings__closed_at=None, openings__isnull=False)
    return list(workable_in_areas(rows, person, roles=WRITES_IDEAS_DOWN)[:FOUND_AT_MOST])


def latest_opening(conversation: Conversation) -> Opening | None:
    """The one that is going on, or the last that was closed."""
    return conversation.openings.select_related("safeguarding_lead", "opened_by").order_by("-id").first()


def lead_in_the_room(conversation: Conversation) -> Account | None:
    """Who was named when the evening opened, as long as they are a safeguarding lead of its borough still."""
    opening = open_now(conversation)
    if opening is None or opening.safeguarding_lead not in leads_for(conversation):
        return None
    return opening.safeguarding_lead


def leads_for(conversation: Conversation) -> list[Account]:
    """Who may be named for this evening: the safeguarding leads of its borough today."""
    return safeguarding_leads(conversation.programme, conversation.area_id)


def is_to_come(conversation: Conversation) -> bool:
    """Whether the evening is today or later, so that what is said there has not been said."""
    return not is_over(conversation.held_on, timezone.localdate())


def is_recent(conversation: Conversation) -> bool:
    return is_fresh(conversation.held_on, timezone.localdate())
