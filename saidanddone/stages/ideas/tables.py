from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.words.models import Text
from saidanddone.words.rules import is_language, seat_named_in_files, speaker_key
from saidanddone.words.tables import RoleWord

from . import actions, queries, rules
from .models import Idea


class IdeaRow(Row):
    key: str
    conversation: str
    aspiration: str | None
    kind: Literal["idea", "concern", "experience", "question", "offer"]
    role: RoleWord
    speaker: str | None
    text: str | None  # blank where the person took it away
    language: str
    recorded_as: Literal["agreed", "note", "written", "taken-away"]
    table: str | None


def load_ideas(loading: Loading, rows: Sequence[CheckedRow[IdeaRow]]) -> None:
    once(rows, "key")
    ideas = [_idea(loading, at) for at in rows]
    for made in actions.record_ideas(ideas=ideas, by=loading.by):
        loading.keep("idea", made.text.key, made)
        loading.keep("text", made.text.key, made.text)


def _idea(loading: Loading, at: CheckedRow[IdeaRow]) -> Idea:
    r = at.row
    conversation = loading.find("conversation", r.conversation, at, "conversation")
    _check_seat(loading, at)
    if not is_language(r.language):
        raise BadTable(
            file=at.file, line=at.line, column="language",
            problem=f"“{r.language}” is no code of a language", allowed="a code such as en or pt-BR",
        )  # fmt: skip
    if not r.text and r.recorded_as != Text.RecordedAs.TAKEN_AWAY:
        raise BadTable(
            file=at.file, line=at.line, column="text", problem="the cell is blank",
            allowed="what was said; blank only where recorded_as is taken-away",
        )  # fmt: skip
    text = fits(at, Text(
        programme=loading.programme, key=r.key, words=r.text or "", language=r.language,
        speaker_key=speaker_key(loading.programme.slug, r.speaker or ""), role=r.role,
        area=conversation.area if conversation else None, recorded_as=r.recorded_as,
        quotable=rules.may_be_quoted(r.recorded_as), **r.from_where(),
    ), words="text")  # fmt: skip
    return fits(at, Idea(
        text=text, conversation=conversation, kind=r.kind, table=r.table or "",
        aspiration=loading.find("aspiration", r.aspiration, at, "aspiration"), **r.from_where(),
    ))  # fmt: skip


def _check_seat(loading: Loading, at: CheckedRow[IdeaRow]) -> None:
    seat = loading.find("speaker", at.row.speaker, at, "speaker")
    if seat is None:
        return
    try:
        rules.check_role_of_seat(at.row.role, seat.role)
    except Refused as why:
        raise BadTable(
            file=at.file, line=at.line, column="role", problem=str(why), allowed=seat.role
        ) from why


def dump_ideas(programme: Programme) -> Iterable[Sequence[object]]:
    for i in queries.ideas_in_file_order(programme):
        t = i.text
        yield (
            t.key, i.conversation.slug, i.aspiration.key if i.aspiration else None, i.kind, t.role,
            seat_named_in_files(t.speaker_key), t.words, t.language, t.recorded_as, i.table,
            i.provenance, i.note,
        )  # fmt: skip


TABLES = [TableOf("ideas", IdeaRow, load_ideas, dump_ideas)]
