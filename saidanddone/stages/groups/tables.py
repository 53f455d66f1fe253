from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import Whole, YesNo
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, key_validator
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.stages.commitments.models import is_partial_date
from saidanddone.stages.themes.tables import SEVERAL, several

from . import actions, queries, rules
from .models import Cost, Enrolment, Group, Session

MOST = 32_767  # what a small count may be


class GroupRow(Row):
    key: str
    name: str
    kind: Literal["programme", "course", "peer-group", "training", "support"]
    part_of: str | None
    area: str | None
    began_on: str | None
    ended_on: str | None
    run_by: str | None
    description: str
    commitments: str | None


def load_groups(loading: Loading, rows: Sequence[CheckedRow[GroupRow]]) -> None:
    once(rows, "key")
    for at in rows:
        # A part may stand before its whole, so every group is known before any is put together.
        loading.keep("group", at.row.key, _group(loading, at))
    groups = []
    for at in rows:
        group = loading.rows["group"][at.row.key]
        whole = loading.find("group", at.row.part_of, at, "part_of")
        groups.append((group, _commitments(loading, at), whole))
    _check_parts(rows)
    actions.record_groups(groups=groups, by=loading.by)


def _group(loading: Loading, at: CheckedRow[GroupRow]) -> Group:
    r = at.row
    if not re.fullmatch(key_validator.regex, r.key):
        raise _bad(at, "key", f"“{r.key}” is no key", str(key_validator.message))
    _date(at, "began_on", r.began_on)
    _date(at, "ended_on", r.ended_on)
    return fits(at, Group(
        programme=loading.programme, key=r.key, name=r.name, kind=r.kind,
        area=loading.find("area", r.area, at, "area"), began_on=r.began_on or "", ended_on=r.ended_on or "",
        run_by=r.run_by or "", description=r.description, **r.from_where(),
    ))  # fmt: skip


def _commitments(loading: Loading, at: CheckedRow[GroupRow]) -> list[Any]:
    keys = several(at.row.commitments)
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise _bad(at, "commitments", f"“{twice}” is named twice", "each key once")
    return loading.find_all("commitment", keys, at, "commitments")


def _check_parts(rows: Sequence[CheckedRow[GroupRow]]) -> None:
    """The same check that the action makes, but with the line at which it fails."""
    parts = {at.row.key for at in rows if at.row.part_of}
    for at in rows:
        if at.row.part_of in parts:
            problem = f"“{at.row.part_of}” is itself part of a group"
            raise _bad(at, "part_of", problem, "a group that is part of none")


def dump_groups(programme: Programme) -> Iterable[Sequence[object]]:
    for g in queries.groups_in_file_order(programme):
        yield (
            g.key, g.name, g.kind, g.part_of.key if g.part_of else None, g.area.code if g.area else None,
            g.began_on, g.ended_on, g.run_by, g.description,
            SEVERAL.join(link.commitment.key for link in g.links.all()), g.provenance, g.note,
        )  # fmt: skip


class SessionRow(Row):
    group: str
    position: Whole
    kind: Literal["session", "residential", "masterclass", "event"]
    title: str
    held_on: str | None
    attended: Whole | None


def load_sessions(loading: Loading, rows: Sequence[CheckedRow[SessionRow]]) -> None:
    once(rows, "group", "position")
    sessions = []
    for at in rows:
        r = at.row
        _date(at, "held_on", r.held_on)
        _count(at, "position", r.position, least=1)
        _count(at, "attended", r.attended)
        sessions.append(
            fits(at, Session(
                group=loading.find("group", r.group, at, "group"), position=r.position, kind=r.kind,
                title=r.title, held_on=r.held_on or "", attended=r.attended, **r.from_where(),
            ))
        )  # fmt: skip
    actions.record_sessions(sessions=sessions, by=loading.by)


def dump_sessions(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.sessions_in_file_order(programme):
        yield (
            s.group.key, s.position, s.kind, s.title, s.held_on, s.attended, s.provenance, s.note,
        )  # fmt: skip


class EnrolmentRow(Row):
    group: str
    person: str
    enrolled_on: str | None
    sessions_attended: Whole | None
    finished: YesNo | None


def load_enrolments(loading: Loading, rows: Sequence[CheckedRow[EnrolmentRow]]) -> None:
    once(rows, "group", "person")
    actions.record_enrolments(enrolments=[_enrolment(loading, at) for at in rows], by=loading.by)


def _enrolment(loading: Loading, at: CheckedRow[EnrolmentRow]) -> Enrolment:
    r = at.row
    _rule(at, "person", lambda: rules.check_person_key(r.person), "a key such as champions-07")
    _date(at, "enrolled_on", r.enrolled_on)
    _count(at, "sessions_attended", r.sessions_attended)
    return fits(at, Enrolment(
        group=loading.find("group", r.group, at, "group"), person=r.person, enrolled_on=r.enrolled_on or "",
        sessions_attended=r.sessions_attended, finished=r.finished, **r.from_where(),
    ))  # fmt: skip


def dump_enrolments(programme: Programme) -> Iterable[Sequence[object]]:
    for e in queries.enrolments_in_file_order(programme):
        yield (
            e.group.key, e.person, e.enrolled_on, e.sessions_attended, e.finished, e.provenance, e.note,
        )  # fmt: skip


class CostRow(Row):
    group: str
    item: str
    amount: str
    currency: str


def load_costs(loading: Loading, rows: Sequence[CheckedRow[CostRow]]) -> None:
    actions.record_costs(costs=[_cost(loading, at) for at in rows], by=loading.by)


def _cost(loading: Loading, at: CheckedRow[CostRow]) -> Cost:
    r = at.row
    if not re.fullmatch(r"\d{1,10}(\.\d{2})?", r.amount):
        raise _bad(at, "amount", f"“{r.amount}” is no amount of money", "such as 120 or 120.50")
    _rule(at, "currency", lambda: rules.check_currency(r.currency), "such as GBP")
    return fits(at, Cost(
        group=loading.find("group", r.group, at, "group"), item=r.item, amount=Decimal(r.amount),
        currency=r.currency, **r.from_where(),
    ))  # fmt: skip


def dump_costs(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.costs_in_file_order(programme):
        whole = c.amount == c.amount.to_integral_value()
        # Money is written with two digits or none, never one.
        amount = f"{c.amount:.0f}" if whole else f"{c.amount:.2f}"
        yield (c.group.key, c.item, amount, c.currency, c.provenance, c.note)


def _date(at: CheckedRow[Any], column: str, value: str | None) -> None:
    if value and not is_partial_date(value):
        raise _bad(
            at, column, f"“{value}” is no date", "2018-03-04, or 2018-03 or 2018 where no more is known"
        )


def _count(at: CheckedRow[Any], column: str, value: int | None, least: int = 0) -> None:
    if value is not None and not least <= value <= MOST:
        raise _bad(at, column, f"“{value}” is not allowed", f"a whole number from {least} to {MOST:,}")


def _rule(at: CheckedRow[Any], column: str, check: Callable[[], None], allowed: str) -> None:
    try:
        check()
    except Refused as why:
        raise _bad(at, column, str(why), allowed) from why


def _bad(at: CheckedRow[Any], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


TABLES = [
    TableOf("groups", GroupRow, load_groups, dump_groups),
    TableOf("group_sessions", SessionRow, load_sessions, dump_sessions),
    TableOf("enrolments", EnrolmentRow, load_enrolments, dump_enrolments),
    TableOf("costs", CostRow, load_costs, dump_costs),
]
