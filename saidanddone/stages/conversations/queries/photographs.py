"""Photographs of the evenings: who sees which, and the files they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from saidanddone.files.kept import KeptFiles
from saidanddone.people.models import Consent
from saidanddone.people.queries import agreed_to
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import RUNS_EVENINGS, Person
from saidanddone.words.models import Seat
from saidanddone.words.rules import speaker_key

from ..models import Conversation, Photograph, Pictured

COVER = ("number", "width", "height", "alternative", "caption")
SIZES = {"large": "", "small": "-small"}  # and how the name of the file ends in each


def may_be_shown() -> Q:
    """The condition on photographs: everybody who can be recognised is named, and each of them agrees today."""
    refuses = Pictured.objects.filter(~Q(agreed_to(Consent.Purpose.PHOTOGRAPHED)), photograph=OuterRef("pk"))
    return ~Q(recognisable=Photograph.Recognisable.NOT_KNOWN) & ~Exists(refuses)


def photographs_visible_to(person: Person, programme: Programme) -> QuerySet[Photograph]:
    """What everybody sees. Who works here sees no others on a public page either."""
    rows = Photograph.objects.filter(conversation__programme=programme).filter(may_be_shown())
    return rows.select_related("conversation__programme")


def with_cover(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Adds `photographs_shown`, how many there are, and the first of them as `cover`: both in the one query."""
    shown = Photograph.objects.filter(may_be_shown(), conversation=OuterRef("pk"))
    count = shown.order_by().values("conversation").annotate(n=Count("pk")).values("n")
    return conversations.annotate(
        photographs_shown=Coalesce(Subquery(count), 0),
        cover_shown=Subquery(
            shown.order_by("number").values(
                each=JSONObject(**{name: name for name in COVER}, taken_on=Cast("taken_on", CharField()))
            )[:1]
        ),
    )


def cover_of(conversation: Conversation) -> Photograph | None:
    """Made up again, unsaved, from what `with_cover` added."""
    found = conversation.cover_shown
    if not found:
        return None
    return Photograph(**found | {"taken_on": date.fromisoformat(found["taken_on"])})


def photographs_workable_by(person: Person, programme: Programme) -> QuerySet[Photograph]:
    """All of them, for those who run the evening alone: a photograph that may not be shown says who was there.

    Each has `shown_now`, and of each person pictured whether they agree (`agrees`).
    """
    rows = Photograph.objects.filter(conversation__programme=programme)
    rows = workable_in_areas(rows, person, "conversation__area_id", roles=RUNS_EVENINGS)
    agreeing = Pictured.objects.annotate(agrees=agreed_to(Consent.Purpose.PHOTOGRAPHED))
    shown = Case(When(may_be_shown(), then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        rows.annotate(shown_now=shown)
        .select_related("conversation__programme")
        .prefetch_related(Prefetch("pictured", queryset=agreeing))
    )


def photographs_picturing(speaker_key: str, programme: Programme) -> QuerySet[Photograph]:
    rows = Photograph.objects.filter(conversation__programme=programme, pictured__speaker_key=speaker_key)
    return rows.select_related("conversation")


def seats_pictured(photograph: Photograph) -> str:
    """The numbers of the seat cards, as they are typed."""
    return ", ".join(each.seat for each in photograph.pictured.all())


def seats_named(programme: Programme, numbers: Collection[str]) -> tuple[list[Seat], list[str]]:
    """The seat cards of these numbers, and the numbers that no card has."""
    keys = {speaker_key(programme.slug, number): number for number in numbers}
    found = {
        seat.speaker_key: seat for seat in Seat.objects.filter(programme=programme, speaker_key__in=keys)
    }
    return list(found.values()), [number for key, number in keys.items() if key not in found]


# Files


def files_of_photographs() -> KeptFiles:
    return KeptFiles(Path(settings.SAID_HOME) / "uploads" / "photographs")


def file_name(photograph: Photograph, size: str) -> str:
    return f"{photograph.file}{SIZES[size]}.jpg"


def file_names(photograph: Photograph) -> list[str]:
    return [file_name(photograph, size) for size in SIZES]


def known_file_names() -> set[str]:
    """Of every photograph of every programme."""
    return {name for row in Photograph.objects.only("file") for name in file_names(row)}


def data_of(photograph: Photograph, size: str) -> bytes | None:
    return files_of_photographs().read(file_name(photograph, size))
