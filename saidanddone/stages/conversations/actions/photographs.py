"""Photographs of the evenings. What is sent was made anew before it comes here: see `files.images`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from saidanddone.files.images import Picture
from saidanddone.files.kept import fresh_name
from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_one_programme, check_runs_evenings
from saidanddone.words.models import Seat

from .. import queries, rules
from ..models import Conversation, Photograph, Pictured


@verb
def add_photograph(
    *,
    person: Person,
    conversation: Conversation,
    fields: dict[str, Any],
    seats: Collection[Seat],
    picture: Picture,
    by: Account | None,
) -> Photograph:
    """Keep a photograph with its two files. Files that are left when this fails, a task removes."""
    # One after the other, so that two are not given the same number.
    kept = Conversation.objects.select_for_update().get(pk=conversation.pk)
    last = kept.photographs.aggregate(last=Max("number"))["last"] or 0
    row = Photograph(conversation=conversation, number=last + 1, file=fresh_name())
    row.width, row.height = picture.large.width, picture.large.height
    photograph = _saved(row, person, fields, seats, "conversations.add_photograph", by)
    files = queries.files_of_photographs()
    files.keep(queries.file_name(photograph, "large"), picture.large.data)
    files.keep(queries.file_name(photograph, "small"), picture.small.data)
    return photograph


@verb
def change_photograph(
    *,
    person: Person,
    photograph: Photograph,
    fields: dict[str, Any],
    seats: Collection[Seat],
    by: Account | None,
) -> Photograph:
    """What is written about it; the picture stays the one that it was."""
    return _saved(photograph, person, fields, seats, "conversations.change_photograph", by)


def _saved(
    photograph: Photograph,
    person: Person,
    fields: dict[str, Any],
    seats: Collection[Seat],
    verb: str,
    by: Account | None,
) -> Photograph:
    conversation = photograph.conversation
    check_runs_evenings(person, held_area_id(conversation))
    check_one_programme(conversation.programme_id, *seats)
    rules.check_pictured(fields["recognisable"], len(seats))
    made = saved(photograph, fields, verb, by=by, programme=conversation.programme)
    keys = {seat.speaker_key for seat in seats}
    made.pictured.exclude(speaker_key__in=keys).delete()
    held = set(made.pictured.values_list("speaker_key", flat=True))
    Pictured.objects.bulk_create(Pictured(photograph=made, speaker_key=key) for key in sorted(keys - held))
    return made


@verb
def remove_photograph(*, person: Person, photograph: Photograph, by: Account | None) -> None:
    conversation = photograph.conversation
    check_runs_evenings(person, held_area_id(conversation))
    audited("conversations.remove_photograph", photograph, by=by, programme_slug=conversation.programme.slug)
    _removed([photograph])


@transaction.atomic
def remove_photographs_picturing(*, speaker_key: str, programme: Programme, by: Account | None) -> None:
    """All in which somebody can be recognised who is erased: nothing else could hide them there."""
    _removed(queries.photographs_picturing(speaker_key, programme))
    # The rows are not named, since the trail would then still tie them to the moment of the erasure.
    audited("conversations.remove_photographs_picturing", programme, by=by, programme_slug=programme.slug)


def _removed(photographs: Iterable[Photograph]) -> None:
    """The rows now; their files once it is certain that the rows are gone."""
    files = queries.files_of_photographs()
    for each in list(photographs):
        for name in queries.file_names(each):
            transaction.on_commit(partial(files.remove, name))
        each.delete()
