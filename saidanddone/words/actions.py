from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saidanddone.people.actions import audited
from saidanddone.people.models import Account

from .models import Seat, Text


@transaction.atomic
def record_texts(*, texts: Sequence[Text], by: Account | None) -> list[Text]:
    """Keep texts as they were said. Words are never changed afterwards; a mend is a new row."""
    made = Text.objects.bulk_create(texts)
    if made:
        audited("words.record_texts", *made[:1], by=by, programme_slug=made[0].programme.slug)
    return made


@transaction.atomic
def give_seats(*, seats: Sequence[Seat], by: Account | None) -> list[Seat]:
    made = Seat.objects.bulk_create(seats)
    if made:
        audited("words.give_seats", *made[:1], by=by, programme_slug=made[0].programme.slug)
    return made
