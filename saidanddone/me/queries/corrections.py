"""“This is not what I meant”: what residents say beside what was written down."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import Person

from ..models import Correction
from ..rules import WRITES_LETTERS


def corrections_waiting(person: Person, programme: Programme) -> QuerySet[Correction]:
    """Those of a borough that nobody who works there has read yet."""
    rows = Correction.objects.filter(of__programme=programme, seen_on=None).select_related("of__area", "text")
    return workable_in_areas(rows, person, "of__area_id", roles=WRITES_LETTERS)


def corrections_of(key: str, programme: Programme) -> QuerySet[Correction]:
    """Of one person, by their speaker's key."""
    return Correction.objects.filter(of__programme=programme, text__speaker_key=key).select_related(
        "of", "text"
    )


def corrections_in_file_order(programme: Programme) -> QuerySet[Correction]:
    """Without those whose words their speaker took away."""
    rows = Correction.objects.filter(of__programme=programme).exclude(text__words="")
    return rows.select_related("of", "text").order_by("id")
