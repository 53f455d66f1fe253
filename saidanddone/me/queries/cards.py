"""Seats, their cards and their letters, as staff see them: by number, never by name but where somebody gave it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.people.models import Consent, Contact, PersonalLink, Speaker, YoungPerson
from saidanddone.people.queries import agreed_to
from saidanddone.people.rules.sealing import unseal
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_workable_by, workable_in_areas
from saidanddone.programme.rules import SEES_IDENTITIES, Person
from saidanddone.stages.conversations.models import Conversation
from saidanddone.words.models import Seat, Text
from saidanddone.words.queries import seats_of
from saidanddone.words.rules import seat_of_speaker_key, speaker_key

from ..rules import GIVES_CARDS, KEEPS_AGREEMENTS, LETTERS_AT_ONCE, WRITES_LETTERS
from .words import Said, said_by


def conversations_for_cards(person: Person, programme: Programme) -> QuerySet[Conversation]:
    """The evenings for which somebody may print cards."""
    rows = Conversation.objects.filter(programme=programme).select_related("area").order_by("-held_on")
    return workable_in_areas(rows, person, roles=GIVES_CARDS)


def areas_for_letters(person: Person, programme: Programme) -> QuerySet[Area]:
    """The boroughs to whose people somebody may write."""
    return areas_workable_by(person, programme, WRITES_LETTERS)


def seats_workable_by(person: Person, programme: Programme) -> QuerySet[Seat]:
    """Each seat with whether its person is still there, is under 16, agreed to be told, and has a working card."""
    speaker = Speaker.objects.filter(key=OuterRef("speaker_key"))
    card = PersonalLink.objects.filter(
        speaker__key=OuterRef("speaker_key"), form=PersonalLink.Form.CARD, revoked_at=None
    )
    rows = seats_of(programme).annotate(
        is_held=Exists(speaker),
        under_16=Exists(YoungPerson.objects.filter(speaker__key=OuterRef("speaker_key"))),
        may_be_told=agreed_to(Consent.Purpose.TOLD),
        has_card=Exists(card),
    )
    return workable_in_areas(rows, person, roles=GIVES_CARDS | KEEPS_AGREEMENTS)


def next_seats(programme: Programme, conversation: Conversation, number: int) -> list[str]:
    """The next free numbers: “hackney-21” follows “hackney-20”, also where a seat was given up."""
    start = f"{programme.slug}:{conversation.slug}-"
    taken = Speaker.objects.filter(key__startswith=start).values_list("key", flat=True)
    given = seats_of(programme).filter(speaker_key__startswith=start).values_list("speaker_key", flat=True)
    texts = Text.objects.filter(speaker_key__startswith=start).values_list("speaker_key", flat=True)
    used = [
        int(found.group())
        for key in {*taken, *given, *texts}
        if (found := re.fullmatch(r"[0-9]{1,6}", key.removeprefix(start), re.ASCII))
    ]
    first = max(used, default=0) + 1
    return [f"{conversation.slug}-{place:02}" for place in range(first, first + number)]


@dataclass(frozen=True)
class Letter:
    """What one person is written: who they are only where they said so and the writer may know it."""

    seat: str
    speaker_key: str
    name: str
    address: str
    said: tuple[Said, ...]


def seats_to_write_to(programme: Programme, area: Area, *, only: str = "", after: str = "") -> list[Seat]:
    """Those who agreed to be told what happened. Of somebody under 16 that counts once everybody has agreed."""
    rows = seats_of(programme).filter(agreed_to(Consent.Purpose.TOLD), area=area).order_by("speaker_key")
    if only:
        rows = rows.filter(speaker_key=speaker_key(programme.slug, only))
    if after:
        rows = rows.filter(speaker_key__gt=speaker_key(programme.slug, after))
    return list(rows[:LETTERS_AT_ONCE])


def letters_to(seats: Sequence[Seat], programme: Programme, person: Person) -> list[Letter]:
    """One letter a seat; the threads of all of them are walked together."""
    speakers = Speaker.objects.in_bulk([seat.speaker_key for seat in seats], field_name="key")
    contacts = contacts_of(speakers.values()) if person.roles & SEES_IDENTITIES else {}
    said = said_by(list(speakers.values()), programme, Person(programme.slug))
    return [
        Letter(
            seat_of_speaker_key(key),
            key,
            contacts.get(speaker.pk, {}).get("name", ""),
            contacts.get(speaker.pk, {}).get("address", ""),
            tuple(each for each in said if each.text.speaker_key == key),
        )
        for key, speaker in speakers.items()
    ]


def contacts_of(speakers: Iterable[Speaker]) -> dict[int, dict[str, str]]:
    rows = Contact.objects.filter(speaker__in=[speaker.pk for speaker in speakers])
    return {row.speaker_id: unseal(row.sealed) for row in rows}
