"""Seat cards and letters. A code is given back once, to be printed, and is nowhere to be read afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import Taken, audited, issue_personal_link, record_speakers
from saidanddone.people.models import Account, Consent, PersonalLink, Speaker, YoungPerson
from saidanddone.people.queries import may_have_link
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.conversations.models import Conversation
from saidanddone.words.actions import give_seats
from saidanddone.words.models import Seat
from saidanddone.words.rules import seat_of_speaker_key, speaker_key

from .. import queries, rules


@dataclass(frozen=True)
class Card:
    """What is printed on one card. Without a code where somebody under 16 has no agreements yet."""

    seat: str
    code: str


@dataclass(frozen=True)
class Cards:
    """A sheet of them, all for one evening or of one seat."""

    place: str
    cards: tuple[Card, ...]


@verb
def make_cards(
    *,
    person: Person,
    conversation: Conversation,
    number: int,
    role: str,
    under_16: bool = False,
    by: Account | None,
) -> Cards:
    """Give out the next free seats of an evening, each with a card. Nobody has agreed to anything yet."""
    rules.check_for_area(person, conversation.area_id, rules.GIVES_CARDS)
    rules.check_number_of_cards(number)
    # One after the other, so that two hosts at once do not give out the same seat.
    programme = Programme.objects.select_for_update().get(pk=conversation.programme_id)
    numbers = queries.next_seats(programme, conversation, number)
    keys = [speaker_key(programme.slug, each) for each in numbers]
    unasked = Taken(timezone.localdate(), Consent.How.PAPER)
    speakers = record_speakers(
        speakers=[(key, {}, unasked) for key in keys], by=by, programme_slug=programme.slug
    )
    seats = [
        Seat(programme=programme, speaker_key=key, role=role, area_id=conversation.area_id) for key in keys
    ]
    for seat in seats:
        seat.full_clean()
    give_seats(seats=seats, by=by)
    if under_16 or conversation.for_under_16:
        YoungPerson.objects.bulk_create(YoungPerson(speaker=speaker) for speaker in speakers)
    audited("me.make_cards", conversation, by=by, programme_slug=programme.slug)
    return Cards(conversation.title, tuple(_card(speaker, programme, by) for speaker in speakers))


@verb
def replace_card(*, person: Person, seat: Seat, by: Account | None) -> Cards:
    """A card is lost: its code ends, with every visit that began with it, and a fresh one is printed."""
    rules.check_for_area(person, seat.area_id, rules.GIVES_CARDS)
    speaker = speaker_of(seat)
    if not may_have_link(speaker):
        rules.check_all_agreed(speaker.young)
    card = _card(speaker, seat.programme, by)
    audited("me.replace_card", seat, by=by, programme_slug=seat.programme.slug)
    return Cards(seat.area.name if seat.area else "", (card,))


def speaker_of(seat: Seat) -> Speaker:
    speaker = Speaker.objects.filter(key=seat.speaker_key).first()
    if speaker is None:
        raise Refused(_("Whoever had this seat has been taken out. Nothing leads to them any more."))
    return speaker


def _card(speaker: Speaker, programme: Programme, by: Account | None) -> Card:
    return Card(
        seat_of_speaker_key(speaker.key),
        _code(speaker, PersonalLink.Form.CARD, programme, by) if may_have_link(speaker) else "",
    )


def _code(speaker: Speaker, form: PersonalLink.Form, programme: Programme, by: Account | None) -> str:
    return issue_personal_link(speaker_key=speaker.key, form=form, by=by, programme_slug=programme.slug)


@verb
def make_letter_codes(
    *, person: Person, area: Area, seats: Sequence[Seat], programme: Programme, by: Account | None
) -> dict[str, str]:
    """A fresh code for each letter, by the speaker's key. The code of an earlier letter works no longer."""
    rules.check_for_area(person, area.pk, rules.WRITES_LETTERS)
    speakers = Speaker.objects.in_bulk([seat.speaker_key for seat in seats], field_name="key")
    codes = {
        key: _code(speaker, PersonalLink.Form.LETTER, programme, by) for key, speaker in speakers.items()
    }
    audited("me.make_letter_codes", *seats, by=by, programme_slug=programme.slug)
    return codes
