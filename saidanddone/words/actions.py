from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.models import Programme

from .models import Seat, Text
from .rules import mark_of


@transaction.atomic
def record_texts(*, texts: Sequence[Text], by: Account | None) -> list[Text]:
    """Keep texts as they were said. Words are never changed afterwards; a mend is a new row."""
    made = _kept(texts)
    if made:
        audited("words.record_texts", *made[:1], by=by, programme_slug=made[0].programme.slug)
    return made


@transaction.atomic
def record_answer_texts(*, texts: Sequence[Text]) -> list[Text]:
    """Keep what was answered under a random key. No audit row: it would tie the answer to a moment."""
    return _kept(texts)


def _kept(texts: Sequence[Text]) -> list[Text]:
    """The one gate that every text comes through: each is marked with what it speaks of."""
    for text in texts:
        text.mark = mark_of(text.words)
    return Text.objects.bulk_create(texts)


@transaction.atomic
def withhold_text(*, text: Text, by: Account | None) -> None:
    """Quote these words no longer, whatever their speaker agrees to: they say that they were not meant so."""
    Text.objects.filter(pk=text.pk).update(quotable=False)
    audited("words.withhold_text", text, by=by, programme_slug=text.programme.slug)


@transaction.atomic
def give_seats(*, seats: Sequence[Seat], by: Account | None) -> list[Seat]:
    made = Seat.objects.bulk_create(seats)
    if made:
        audited("words.give_seats", *made[:1], by=by, programme_slug=made[0].programme.slug)
    return made


@transaction.atomic
def take_words_away(*, speaker_key: str, programme: Programme) -> None:
    """Blank what a person said. The row stays, so that counts stay and the gap shows."""
    if speaker_key:
        texts = Text.objects.filter(programme=programme, speaker_key=speaker_key)
        texts.update(words="", quotable=False, mark="", recorded_as=Text.RecordedAs.TAKEN_AWAY)


@transaction.atomic
def freshen_speaker_key(*, old: str, fresh: str, programme: Programme, by: Account | None) -> None:
    """Part a person's texts and seat from the person: what was said stays, under a key that nobody holds."""
    Text.objects.filter(programme=programme, speaker_key=old).update(speaker_key=fresh)
    Seat.objects.filter(programme=programme, speaker_key=old).update(speaker_key=fresh)
    # The rows are not named, since the trail would then still tie them to the moment of the erasure.
    audited("words.freshen_speaker_key", programme, by=by, programme_slug=programme.slug)
