from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Whole, YesNo
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.words.tables import RoleWord

from . import actions, queries
from .models import AgendaItem, Attendance, Conversation, Organiser, is_clock

Small = Annotated[Whole, Field(ge=1, le=32_767)]
Count = Annotated[Whole, Field(ge=0, le=2_000_000_000)]


class OrganiserRow(Row):
    key: str


def load_organisers(loading: Loading, rows: Sequence[CheckedRow[OrganiserRow]]) -> None:
    once(rows, "key")
    organisers = [
        fits(at, Organiser(programme=loading.programme, key=at.row.key, **at.row.from_where())) for at in rows
    ]
    for made in actions.record_organisers(organisers=organisers, by=loading.by):
        loading.keep("organiser", made.key, made)


def dump_organisers(programme: Programme) -> Iterable[Sequence[object]]:
    for o in queries.organisers_of(programme):
        yield (o.key, o.provenance, o.note)


class ConversationRow(Row):
    slug: str
    number: Small
    title: str
    area: str
    held_on: IsoDate
    venue: str | None
    organiser: str | None
    summary: str | None
    for_under_16: YesNo | None = None


def load_conversations(loading: Loading, rows: Sequence[CheckedRow[ConversationRow]]) -> None:
    once(rows, "slug")
    once(rows, "number")
    conversations = [
        fits(at, Conversation(
            programme=loading.programme, slug=at.row.slug, number=at.row.number, title=at.row.title,
            area=loading.find("area", at.row.area, at, "area"), held_on=at.row.held_on,
            venue=at.row.venue or "", organiser=loading.find("organiser", at.row.organiser, at, "organiser"),
            summary=at.row.summary or "", for_under_16=bool(at.row.for_under_16), **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for made in actions.record_conversations(conversations=conversations, by=loading.by):
        loading.keep("conversation", made.slug, made)


def dump_conversations(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.conversations_in_file_order(programme):
        yield (
            c.slug, c.number, c.title, c.area.code, c.held_on, c.venue,
            c.organiser.key if c.organiser else None, c.summary, c.for_under_16 or None, c.provenance, c.note,
        )  # fmt: skip


class AgendaRow(Row):
    conversation: str
    position: Small
    starts: str
    minutes: Small
    title: str
    led_by: str | None
    kind: Literal["networking", "speaker", "tables", "feedback"]


def load_agenda(loading: Loading, rows: Sequence[CheckedRow[AgendaRow]]) -> None:
    once(rows, "conversation", "position")
    items = [_item(loading, at) for at in rows]
    actions.record_agenda(items=items, by=loading.by)


def _item(loading: Loading, at: CheckedRow[AgendaRow]) -> AgendaItem:
    r = at.row
    if not is_clock(r.starts):
        raise BadTable(
            file=at.file, line=at.line, column="starts",
            problem=f"“{r.starts}” is no time of day", allowed="a time such as 18:30",
        )  # fmt: skip
    return fits(at, AgendaItem(
        conversation=loading.find("conversation", r.conversation, at, "conversation"), position=r.position,
        starts=r.starts, minutes=r.minutes, title=r.title, led_by=r.led_by or "", kind=r.kind,
        **r.from_where(),
    ))  # fmt: skip


def dump_agenda(programme: Programme) -> Iterable[Sequence[object]]:
    for i in queries.agenda_in_file_order(programme):
        yield (
            i.conversation.slug, i.position, i.starts, i.minutes, i.title, i.led_by, i.kind,
            i.provenance, i.note,
        )  # fmt: skip


class AttendanceRow(Row):
    conversation: str
    role: RoleWord
    attended: Count


def load_attendance(loading: Loading, rows: Sequence[CheckedRow[AttendanceRow]]) -> None:
    once(rows, "conversation", "role")
    attendance = [
        Attendance(
            conversation=loading.find("conversation", at.row.conversation, at, "conversation"),
            role=at.row.role, attended=at.row.attended, **at.row.from_where(),
        )
        for at in rows
    ]  # fmt: skip
    actions.record_attendance(rows=attendance, by=loading.by)


def dump_attendance(programme: Programme) -> Iterable[Sequence[object]]:
    for a in queries.attendance_in_file_order(programme):
        yield (a.conversation.slug, a.role, a.attended, a.provenance, a.note)


TABLES = [
    TableOf("organisers", OrganiserRow, load_organisers, dump_organisers),
    TableOf("conversations", ConversationRow, load_conversations, dump_conversations),
    TableOf("agenda", AgendaRow, load_agenda, dump_agenda),
    TableOf("attendance", AttendanceRow, load_attendance, dump_attendance),
]
