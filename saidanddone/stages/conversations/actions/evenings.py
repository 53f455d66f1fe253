from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import (
    Person,
    check_edits_area,
    check_leads,
    check_one_programme,
    check_runs_evenings,
)

from .. import rules
from ..models import AgendaItem, Attendance, Conversation, Organiser


@verb
def add_organiser(*, person: Person, programme: Programme, key: str, by: Account | None) -> Organiser:
    check_leads(person)
    organiser = Organiser(programme=programme)
    return saved(organiser, {"key": key}, "conversations.add_organiser", by=by, programme=programme)


@verb
def add_conversation(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Conversation:
    return _saved(Conversation(programme=programme), person, fields, "conversations.add_conversation", by)


@verb
def change_conversation(
    *, person: Person, conversation: Conversation, fields: dict[str, Any], by: Account | None
) -> Conversation:
    check_edits_area(person, held_area_id(conversation))
    return _saved(conversation, person, fields, "conversations.change_conversation", by)


def _saved(
    conversation: Conversation, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Conversation:
    area = fields.get("area")
    check_edits_area(person, area.pk if area else None)
    check_one_programme(conversation.programme_id, fields.get("organiser"))
    return saved(conversation, fields, verb, by=by, programme=conversation.programme)


@verb
def add_agenda_item(
    *, person: Person, conversation: Conversation, fields: dict[str, Any], by: Account | None
) -> AgendaItem:
    item = AgendaItem(conversation=conversation)
    return _saved_item(item, person, fields, "conversations.add_agenda_item", by)


@verb
def change_agenda_item(
    *, person: Person, item: AgendaItem, fields: dict[str, Any], by: Account | None
) -> AgendaItem:
    return _saved_item(item, person, fields, "conversations.change_agenda_item", by)


def _saved_item(
    item: AgendaItem, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> AgendaItem:
    check_runs_evenings(person, held_area_id(item.conversation))
    return saved(item, fields, verb, by=by, programme=item.conversation.programme)


@verb
def count_attendance(
    *, person: Person, conversation: Conversation, counts: Mapping[str, int | None], by: Account | None
) -> None:
    """How many came in each role; none means that nobody counted them, and no row is kept.

    A count that changes is somebody's own count from then on, so it loses the label that it was loaded with.
    """
    check_runs_evenings(person, held_area_id(conversation))
    rules.check_counted(counts.values())
    held = {row.role: row for row in conversation.attendance.select_for_update()}
    changed = [
        Attendance(conversation=conversation, role=role, attended=attended)
        for role, attended in counts.items()
        if attended is not None and (role not in held or held[role].attended != attended)
    ]
    for row in changed:
        row.full_clean(validate_constraints=False)
    gone = {role for role, attended in counts.items() if attended is None} | {row.role for row in changed}
    conversation.attendance.filter(role__in=gone).delete()
    Attendance.objects.bulk_create(changed)
    audited("conversations.count_attendance", conversation, by=by, programme_slug=conversation.programme.slug)


# Verbs for whole tables


@transaction.atomic
def record_organisers(*, organisers: Sequence[Organiser], by: Account | None) -> list[Organiser]:
    return recorded(organisers, "conversations.record_organisers", by=by)


@transaction.atomic
def record_conversations(*, conversations: Sequence[Conversation], by: Account | None) -> list[Conversation]:
    for conversation in conversations:
        check_one_programme(conversation.programme_id, conversation.organiser)
    return recorded(conversations, "conversations.record_conversations", by=by)


@transaction.atomic
def record_agenda(*, items: Sequence[AgendaItem], by: Account | None) -> list[AgendaItem]:
    return recorded(
        items, "conversations.record_agenda", by=by, programme_of=lambda item: item.conversation.programme
    )


@transaction.atomic
def record_attendance(*, rows: Sequence[Attendance], by: Account | None) -> list[Attendance]:
    return recorded(
        rows, "conversations.record_attendance", by=by, programme_of=lambda row: row.conversation.programme
    )
