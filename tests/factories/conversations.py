"""Evenings as the programme's lead would write them down, through the actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from django.utils import timezone

from saidanddone.files.images import Picture, open_picture
from saidanddone.programme.actions import open_programme
from saidanddone.programme.models import Area, Programme
from saidanddone.stages.conversations import actions
from saidanddone.stages.conversations.models import (
    AgendaItem,
    CheckedWorker,
    Conversation,
    Organiser,
    Photograph,
)
from saidanddone.words.actions import give_seats
from saidanddone.words.models import Seat
from saidanddone.words.rules import speaker_key
from tests.factories.themes import lead_of
from tests.files.pictures import a_picture


def an_organiser(programme: Programme, key: str = "an-organiser") -> Organiser:
    return actions.add_organiser(person=lead_of(programme), programme=programme, key=key, by=None)


def a_conversation(
    programme: Programme, slug: str, area: Area, number: int = 50, **fields: object
) -> Conversation:
    written = {"slug": slug, "number": number, "title": slug, "area": area, "held_on": date(2021, 4, 1)}
    return actions.add_conversation(
        person=lead_of(programme), programme=programme, fields=written | fields, by=None
    )


def an_agenda_item(conversation: Conversation, position: int = 1, **fields: object) -> AgendaItem:
    written = {"position": position, "starts": "18:00", "minutes": 20, "title": "Talking", "kind": "tables"}
    return actions.add_agenda_item(
        person=lead_of(conversation.programme), conversation=conversation, fields=written | fields, by=None
    )


def attendance(conversation: Conversation, **counts: int | None) -> None:
    actions.count_attendance(
        person=lead_of(conversation.programme),
        conversation=conversation,
        counts={role.replace("_", "-"): count for role, count in counts.items()},
        by=None,
    )


def a_seat(programme: Programme, number: str, role: str = "resident") -> Seat:
    key = speaker_key(programme.slug, number)
    (seat,) = give_seats(seats=[Seat(programme=programme, speaker_key=key, role=role)], by=None)
    return seat


@cache
def a_made_picture() -> Picture:
    return open_picture(a_picture(size=(96, 64)))


def a_photograph(conversation: Conversation, seats: Sequence[Seat] = (), **fields: object) -> Photograph:
    """Nobody can be recognised in it unless seats are given."""
    written = {
        "alternative": "Two tables seen from the gallery.",
        "caption": "",
        "taken_on": date(2021, 4, 1),
        "recognisable": "named" if seats else "nobody",
    }
    return actions.add_photograph(
        person=lead_of(conversation.programme),
        conversation=conversation,
        fields=written | fields,
        seats=seats,
        picture=a_made_picture(),
        by=None,
    )


def a_checked_worker(conversation: Conversation, days: int = 30, who: str = "Youth worker") -> CheckedWorker:
    """Somebody whose check was seen today, and counts for so many days."""
    today = timezone.localdate()
    return actions.add_checked_worker(
        person=lead_of(conversation.programme),
        conversation=conversation,
        fields={"who": who, "check_seen_on": today, "check_ends_on": today + timedelta(days=days)},
        by=None,
    )


def another_programme(slug: str = "another") -> Programme:
    """A programme beside the second one, with nothing in it."""
    fields = {"slug": slug, "name": slug, "report_title": slug, "place": "A place", "summary": "Another."}
    return open_programme(fields=fields, by=None)
