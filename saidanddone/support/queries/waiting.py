"""How much waits for whoever keeps the directory: its counts in one query, since a dashboard asks every room."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..rules.keeping import KEEPERS
from .finding import services_workable_by, suggestions_visible_to, unchecked
from .packs import packs_to_review
from .turning import lines_checked_lately, stale_in_the_file


def waiting_counts(person: Person, programme: Programme) -> dict[str, int]:
    today = timezone.localdate()
    suggested = suggestions_visible_to(person, programme).filter(accepted=None)
    if not person.everywhere_as(KEEPERS):
        suggested = suggested.filter(service__area__in=person.areas_as(KEEPERS))
    rows = {
        "unchecked": services_workable_by(person, programme).filter(unchecked()),
        "suggested": suggested,
        "to review": packs_to_review(person, programme),
        "lines checked": lines_checked_lately(programme, today),
    }
    first, *others = (_counted(kind, found) for kind, found in rows.items())
    counts = dict.fromkeys(rows, 0) | dict(first.union(*others, all=True))
    return counts | {"lines": len(stale_in_the_file(today)) - counts["lines checked"]}


def _counted(kind: str, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    bare = rows.order_by().select_related(None)
    return bare.values(kind=Value(kind)).annotate(count=Count("pk")).values_list("kind", "count")
