from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.programme.models import Programme, key_validator
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.stages.commitments.models import is_partial_date
from saidanddone.stages.themes.tables import SEVERAL, several

from . import actions, queries
from .models import Connection, Outcome

RoleWord = Literal[
    "resident", "service-user", "carer", "councillor", "clinician", "officer", "voluntary-sector"
]


class OutcomeRow(Row):
    key: str
    title: str
    statement: str
    area: str | None
    change_type: Literal[
        "policy",
        "strategy",
        "plan",
        "commission",
        "service",
        "job-role",
        "training",
        "volunteering",
        "built-environment",
        "way-of-working",
        "connection",
        "awareness",
        "momentum",
        "inspiration",
    ]
    for_whom: str | None
    who_changed: str
    contribution: Literal["mentioned", "fed-into", "influenced", "led-to"]
    words_before: str | None
    words_after: str | None
    happened: str | None
    said_by: Literal["organiser", "participant", "partner", "programme"]
    confirmed: Literal["not-asked", "confirmed", "in-part", "disputed"]
    commitments: str | None
    recommendations: str | None
    themes: str | None
    ideas: str | None
    source: str | None
    source_page: str | None


def load_outcomes(loading: Loading, rows: Sequence[CheckedRow[OutcomeRow]]) -> None:
    once(rows, "key")
    outcomes = [(_outcome(loading, at), _came_from(loading, at)) for at in rows]
    for made in actions.record_outcomes(outcomes=outcomes, by=loading.by):
        loading.keep("outcome", made.key, made)


def _outcome(loading: Loading, at: CheckedRow[OutcomeRow]) -> Outcome:
    r = at.row
    _check(at)
    return fits(at, Outcome(
        programme=loading.programme, key=r.key, title=r.title, statement=r.statement,
        area=loading.find("area", r.area, at, "area"), change_type=r.change_type, for_whom=r.for_whom or "",
        who_changed=r.who_changed, contribution=r.contribution, words_before=r.words_before or "",
        words_after=r.words_after or "", happened=r.happened or "", said_by=r.said_by, confirmed=r.confirmed,
        source=loading.find("source", r.source, at, "source"), source_page=r.source_page or "",
        **r.from_where(),
    ))  # fmt: skip


def _came_from(loading: Loading, at: CheckedRow[OutcomeRow]) -> actions.CameFrom:
    return actions.CameFrom(
        commitments=_all(loading, "commitment", at, "commitments"),
        recommendations=_all(loading, "recommendation", at, "recommendations"),
        themes=_all(loading, "theme", at, "themes"),
        ideas=_all(loading, "idea", at, "ideas"),
    )


def _all(loading: Loading, kind: str, at: CheckedRow[OutcomeRow], column: str) -> list[Any]:
    keys = several(getattr(at.row, column))
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise _bad(at, column, f"“{twice}” is named twice", "each key once")
    return loading.find_all(kind, keys, at, column)


def _check(at: CheckedRow[Any]) -> None:
    """What both tables of this stage hold: a key that hides no page, and a date or none."""
    if not re.fullmatch(key_validator.regex, at.row.key):
        raise _bad(at, "key", f"“{at.row.key}” is no key", str(key_validator.message))
    if at.row.happened and not is_partial_date(at.row.happened):
        raise _bad(
            at,
            "happened",
            f"“{at.row.happened}” is no date",
            "2018-03-04, or 2018-03 or 2018 where no more is known",
        )


def _bad(at: CheckedRow[Any], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


def dump_outcomes(programme: Programme) -> Iterable[Sequence[object]]:
    for o in queries.outcomes_in_file_order(programme):
        links = list(o.links.all())
        yield (
            o.key, o.title, o.statement, o.area.code if o.area else None, o.change_type, o.for_whom,
            o.who_changed, o.contribution, o.words_before, o.words_after, o.happened, o.said_by, o.confirmed,
            SEVERAL.join(link.commitment.key for link in links if link.commitment),
            SEVERAL.join(link.recommendation.key for link in links if link.recommendation),
            SEVERAL.join(link.theme.key for link in links if link.theme),
            SEVERAL.join(link.idea.text.key for link in links if link.idea),
            o.source.key if o.source else None, o.source_page, o.provenance, o.note,
        )  # fmt: skip


class ConnectionRow(Row):
    key: str
    statement: str
    area: str | None
    between_role: RoleWord
    with_role: RoleWord
    what_came: str
    happened: str | None
    source: str | None
    source_page: str | None


def load_connections(loading: Loading, rows: Sequence[CheckedRow[ConnectionRow]]) -> None:
    once(rows, "key")
    actions.record_connections(connections=[_connection(loading, at) for at in rows], by=loading.by)


def _connection(loading: Loading, at: CheckedRow[ConnectionRow]) -> Connection:
    r = at.row
    _check(at)
    return fits(at, Connection(
        programme=loading.programme, key=r.key, statement=r.statement,
        area=loading.find("area", r.area, at, "area"), between_role=r.between_role, with_role=r.with_role,
        what_came=r.what_came, happened=r.happened or "",
        source=loading.find("source", r.source, at, "source"), source_page=r.source_page or "",
        **r.from_where(),
    ))  # fmt: skip


def dump_connections(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.connections_in_file_order(programme):
        yield (
            c.key, c.statement, c.area.code if c.area else None, c.between_role, c.with_role, c.what_came,
            c.happened, c.source.key if c.source else None, c.source_page, c.provenance, c.note,
        )  # fmt: skip


TABLES = [
    TableOf("outcomes", OutcomeRow, load_outcomes, dump_outcomes),
    TableOf("connections", ConnectionRow, load_connections, dump_connections),
]
