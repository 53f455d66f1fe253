"""What this stage says of itself to the rest of the cycle. The thread begins here."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, can_lead
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting

from . import queries


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """A decision and the boroughs it chose, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {"decision": [], "area": []}
    for ref in refs:
        if ref.stage == "need":
            ids[ref.kind].append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.chosen_by_key(programme, ids["area"])
    else:
        found = queries.chosen_of_decisions(programme, ids["decision"])
    return [
        Link(queries.decision_step(each.decision, person), queries.chosen_area_step(each, person))
        for each in found
    ]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not can_lead(person):
        return []
    unknown = queries.indicators_without_values(person, programme).count()
    return [
        Waiting(
            ngettext(
                "indicator without any known value: enter some",
                "indicators without any known value: enter some",
                unknown,
            ),
            reverse("need-work:list", kwargs={"programme": programme.slug}) + "?known=none",
            unknown,
        ),
        Waiting(
            _("decision where to begin that nobody has written down"),
            reverse("need-work:decide", kwargs={"programme": programme.slug}),
            int(not queries.decisions_visible_to(person, programme).exists()),
        ),
    ]


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """Indicators speak of places. Nothing here is held under a speaker's key."""
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """Nothing here is held under a speaker's key, so there is none to freshen."""


register(
    "need",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
