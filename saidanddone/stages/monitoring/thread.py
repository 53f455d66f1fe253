"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.outcomes.queries import outcome_step
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting

from . import queries
from .rules import can_keep_measures


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Frameworks and the changes that they grew out of, in one query whichever way one goes."""
    wanted = "framework" if toward is Toward.EARLIER else "outcome"
    ids = [ref.id for ref in refs if ref.kind == wanted]
    found = queries.frameworks_from(programme, **{f"{wanted}s": ids})
    return [
        Link(
            outcome_step(each.outcome, person),
            queries.framework_step(each, person),
            _("grew out of this change"),
        )
        for each in found
    ]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not can_keep_measures(person):
        return []
    address = reverse("monitoring-work:measures", kwargs={"programme": programme.slug})
    measures = queries.measures_workable_by(person, programme)
    unread = measures.filter(queries.without_reading_this_year()).count()
    says = ngettext("measure without a reading this year", "measures without a reading this year", unread)
    return [Waiting(says, f"{address}?reading=missing", unread)]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """Readings are counts: nobody is in them by name or by key."""
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """No speaker's key is held here: a reading is a count."""


register(
    "monitoring",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
