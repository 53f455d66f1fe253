from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..models import Brought
from ..rules.flat import flattened
from ..rules.reading import rows_of
from .comparing import Comparison, compared


def brought_visible_to(person: Person, programme: Programme) -> QuerySet[Brought]:
    """Whoever laid a file aside, and nobody else: it is nothing yet."""
    account = person.account.pk if person.account else None
    return Brought.objects.filter(programme=programme, brought_by=account).select_related("programme", "area")


def comparison_of(brought: Brought) -> Comparison:
    return compared(brought.programme, flattened(rows_of(brought.document)))
