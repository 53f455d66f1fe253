"""How much waits for whoever keeps the directory: three counts in one query, since a dashboard asks every room."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Value

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..rules.keeping import KEEPERS
from .finding import services_workable_by, suggestions_visible_to, unchecked
from .packs import packs_to_review


def waiting_counts(person: Person, programme: Programme) -> dict[str, int]:
    suggested = suggestions_visible_to(person, programme).filter(accepted=None)
    if not person.everywhere_as(KEEPERS):
        suggested = suggested.filter(service__area__in=person.areas_as(KEEPERS))
    rows = {
        "unchecked": services_workable_by(person, programme).filter(unchecked()),
        "suggested": suggested,
        "to review": packs_to_review(person, programme),
    }
    first, *others = (_counted(kind, found) for kind, found in rows.items())
    return dict.fromkeys(rows, 0) | dict(first.union(*others, all=True))


def _counted(kind: str, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    bare = rows.order_by().select_related(None)
    return bare.values(kind=Value(kind)).annotate(count=Count("pk")).values_list("kind", "count")
