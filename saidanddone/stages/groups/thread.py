"""What this stage says of itself to the rest of the cycle."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import ngettext

from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, can_lead
from saidanddone.thread.registry import register
from saidanddone.thread.steps import CopyPart, Link, Ref, Toward, Waiting
from saidanddone.thread.studies import Disguise, StudyTable, register_study

from . import queries, rules


def links(refs: Iterable[Ref], programme: Programme, person: Person, toward: Toward) -> list[Link]:
    """Groups and the promises that they carry out, in one query whichever way one goes."""
    ids: dict[str, list[int]] = {}
    for ref in refs:
        ids.setdefault(ref.kind, []).append(ref.id)
    if toward is Toward.EARLIER:
        found = queries.links_from(programme, ids.get("group", []))
    else:
        found = queries.links_to(programme, ids.get("commitment", []))
    return [queries.link_of_group(each, person) for each in found]


def waiting_for(person: Person, programme: Programme) -> list[Waiting]:
    if not rules.changes_groups(person):
        return []
    address = reverse("groups-work:list", kwargs={"programme": programme.slug})
    unrecorded = queries.endings_not_recorded(person, programme).count()
    says = ngettext(
        "group that is over without a record of who finished",
        "groups that are over without a record of who finished",
        unrecorded,
    )
    waits = [Waiting(says, f"{address}?endings=unknown", unrecorded)]
    if can_lead(person):
        alone = queries.carrying_out_nothing(person, programme).count()
        says = ngettext(
            "group that carries out no promise: link it to the promise it came from",
            "groups that carry out no promise: link each to the promise it came from",
            alone,
        )
        waits.append(Waiting(says, f"{address}?promise=none", alone))
    return waits


def copy_of(speaker_key: str, programme: Programme) -> list[CopyPart]:
    """An enrolment's key is the group's own and is joined to no speaker, so nothing here is known to be theirs."""
    return []


def erase(old_speaker_key: str, fresh_key: str, programme: Programme, by: Account | None) -> None:
    """An enrolment's key is the group's own and is joined to no speaker, so there is no key to freshen."""


def study(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    """Who stayed and who finished; the day on which somebody came stays here."""
    rows = (
        (
            disguise.of("enrolled", e.person), e.group.key, e.group.area.name if e.group.area else "",
            e.sessions_attended, "" if e.finished is None else ("yes" if e.finished else "no"), e.provenance,
        )
        for e in queries.enrolments_in_file_order(programme).select_related("group__area").order_by("?").iterator()
    )  # fmt: skip
    columns = ("enrolled", "group", "borough", "sessions_attended", "finished", "provenance")
    return [StudyTable("enrolments", columns, rows)]


register_study("groups", study)
register(
    "groups",
    links=links,
    headline=queries.headline,
    figures=queries.figures,
    waiting_for=waiting_for,
    copy_of=copy_of,
    erase=erase,
)
