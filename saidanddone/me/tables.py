"""What is to go with a programme that is carried elsewhere: who agreed for somebody under 16, and what was meant.

Without these rows a child would be taken for somebody who needs nobody's agreement, and words that their speaker
took back would be quoted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, YesNo
from saidanddone.people.models import YoungPerson
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.words.models import Text
from saidanddone.words.rules import is_language, seat_of_speaker_key

from . import actions, queries
from .models import Correction, SchoolAgreement


class SchoolRow(Row):
    school: str
    agreed_on: IsoDate
    by_post: str
    until: IsoDate


def load_schools(loading: Loading, rows: Sequence[CheckedRow[SchoolRow]]) -> None:
    once(rows, "school")
    for at in rows:
        if at.row.until < at.row.agreed_on:
            raise BadTable(
                file=at.file, line=at.line, column="until", problem="it ends before it was agreed to",
                allowed="a day not before agreed_on",
            )  # fmt: skip
    schools = [
        fits(at, SchoolAgreement(
            programme=loading.programme, school=at.row.school, agreed_on=at.row.agreed_on,
            by_post=at.row.by_post, until=at.row.until, **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for made in actions.record_schools(schools=schools, by=loading.by):
        loading.keep("school", made.school, made)


def dump_schools(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.schools_in_file_order(programme):
        yield (s.school, s.agreed_on, s.by_post, s.until, s.provenance, s.note)


class YoungRow(Row):
    speaker: str
    parent_agreed_on: IsoDate | None
    parent_is: Literal["parent", "guardian", "local-authority"] | None
    child_agreed_on: IsoDate | None
    in_school: YesNo
    school: str | None


def load_young(loading: Loading, rows: Sequence[CheckedRow[YoungRow]]) -> None:
    once(rows, "speaker")
    agreed = []
    for at in rows:
        r = at.row
        seat = loading.find("speaker", r.speaker, at, "speaker")
        school = loading.find("school", r.school, at, "school")
        if (r.parent_agreed_on is None) != (r.parent_is is None):
            raise BadTable(
                file=at.file, line=at.line, column="parent_is",
                problem="who agreed for the child and on which day go together",
                allowed="both, or neither",
            )  # fmt: skip
        young = YoungPerson(
            parent_agreed_on=r.parent_agreed_on, parent_is=r.parent_is or "",
            child_agreed_on=r.child_agreed_on, in_school=r.in_school,
            school_agreed_on=school.agreed_on if school else None,
        )  # fmt: skip
        agreed.append((seat, young, school))
    actions.record_young(agreed=agreed, by=loading.by, programme=loading.programme)


def dump_young(programme: Programme) -> Iterable[Sequence[object]]:
    """Where a row comes from is where its seat does."""
    for seat, young, school in queries.young_in_file_order(programme):
        yield (
            seat_of_speaker_key(seat.speaker_key), young.parent_agreed_on, young.parent_is,
            young.child_agreed_on, young.in_school, school, seat.provenance, seat.note,
        )  # fmt: skip


class CorrectionRow(Row):
    idea: str
    words: str
    language: str
    made_on: IsoDate
    seen_on: IsoDate | None


def load_corrections(loading: Loading, rows: Sequence[CheckedRow[CorrectionRow]]) -> None:
    """Ideas are a later table than those of this room."""
    loading.at_the_end(lambda: _load_corrections(loading, rows))


def _load_corrections(loading: Loading, rows: Sequence[CheckedRow[CorrectionRow]]) -> None:
    corrections = []
    for at in rows:
        r = at.row
        of: Text = loading.find("text", r.idea, at, "idea")
        if not of.speaker_key:
            raise BadTable(
                file=at.file, line=at.line, column="idea", problem=f"nobody is known to have said “{r.idea}”",
                allowed="an idea with a speaker",
            )  # fmt: skip
        if not is_language(r.language):
            raise BadTable(
                file=at.file, line=at.line, column="language",
                problem=f"“{r.language}” is no code of a language", allowed="a code such as en or pt-BR",
            )  # fmt: skip
        number = 1 + sum(each.of is of for each in corrections)
        text = fits(at, actions.text_meant(of, r.words, r.language, number, **r.from_where()))
        corrections.append(Correction(of=of, text=text, made_on=r.made_on, seen_on=r.seen_on))
    actions.record_corrections(corrections=corrections, by=loading.by)


def dump_corrections(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.corrections_in_file_order(programme):
        t = c.text
        yield (c.of.key, t.words, t.language, c.made_on, c.seen_on, t.provenance, t.note)


TABLES = [
    TableOf("school_agreements", SchoolRow, load_schools, dump_schools),
    TableOf("young_people", YoungRow, load_young, dump_young),
    TableOf("corrections", CorrectionRow, load_corrections, dump_corrections),
]
