from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import Whole
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once

from . import actions, queries, rules
from .models import Framework, Measure, Reading


def _refusing(at: CheckedRow[Any], column: str, allowed: str, check: Callable[[], None]) -> None:
    """A rule's sentence, with the place in the file at which it was broken."""
    try:
        check()
    except Refused as why:
        raise BadTable(file=at.file, line=at.line, column=column, problem=str(why), allowed=allowed) from why


class FrameworkRow(Row):
    key: str
    name: str
    area: str | None
    chosen_by: str
    outcome: str | None
    description: str


def load_frameworks(loading: Loading, rows: Sequence[CheckedRow[FrameworkRow]]) -> None:
    once(rows, "key")
    frameworks = [_framework(loading, at) for at in rows]
    for framework in actions.record_frameworks(frameworks=frameworks, by=loading.by):
        loading.keep("framework", framework.key, framework)


def _framework(loading: Loading, at: CheckedRow[FrameworkRow]) -> Framework:
    r = at.row
    framework = Framework(
        programme=loading.programme, key=r.key, name=r.name, area=loading.find("area", r.area, at, "area"),
        chosen_by=r.chosen_by, outcome=loading.find("outcome", r.outcome, at, "outcome"),
        description=r.description, **r.from_where(),
    )  # fmt: skip
    return fits(at, framework)


def dump_frameworks(programme: Programme) -> Iterable[Sequence[object]]:
    for f in queries.frameworks_in_file_order(programme):
        yield (
            f.key, f.name, f.area.code if f.area else None, f.chosen_by, f.outcome.key if f.outcome else None,
            f.description, f.provenance, f.note,
        )  # fmt: skip


class MeasureRow(Row):
    framework: str
    key: str
    name: str
    definition: str
    direction: Literal["higher-is-worse", "higher-is-better"]
    unit: str
    why_chosen: str | None


def load_measures(loading: Loading, rows: Sequence[CheckedRow[MeasureRow]]) -> None:
    once(rows, "key")
    measures = [_measure(loading, at) for at in rows]
    for measure in actions.record_measures(measures=measures, by=loading.by):
        loading.keep("measure", measure.key, measure)


def _measure(loading: Loading, at: CheckedRow[MeasureRow]) -> Measure:
    r = at.row
    measure = Measure(
        framework=loading.find("framework", r.framework, at, "framework"), key=r.key, name=r.name,
        definition=r.definition, direction=r.direction, unit=r.unit, why_chosen=r.why_chosen or "",
        **r.from_where(),
    )  # fmt: skip
    return fits(at, measure)


def dump_measures(programme: Programme) -> Iterable[Sequence[object]]:
    for m in queries.measures_in_file_order(programme):
        yield (
            m.framework.key, m.key, m.name, m.definition, m.direction, m.unit, m.why_chosen, m.provenance,
            m.note,
        )  # fmt: skip


class ReadingRow(Row):
    measure: str
    group: str
    year: Whole
    k: Whole
    n: Whole


def load_readings(loading: Loading, rows: Sequence[CheckedRow[ReadingRow]]) -> None:
    once(rows, "measure", "group", "year")
    actions.record_readings(readings=[_reading(loading, at) for at in rows], by=loading.by)


def _reading(loading: Loading, at: CheckedRow[ReadingRow]) -> Reading:
    r = at.row
    reading = Reading(
        measure=loading.find("measure", r.measure, at, "measure"), group=r.group, year=r.year, k=r.k, n=r.n,
        **r.from_where(),
    )  # fmt: skip
    _refusing(at, "group", "one line", lambda: rules.check_group(r.group))
    _refusing(at, "k", f"0 to {r.n}", lambda: rules.check_reading(r.k, max(r.n, 1)))
    return fits(at, reading)


def dump_readings(programme: Programme) -> Iterable[Sequence[object]]:
    for r in queries.readings_in_file_order(programme):
        yield (r.measure.key, r.group, r.year, r.k, r.n, r.provenance, r.note)


TABLES = [
    TableOf("frameworks", FrameworkRow, load_frameworks, dump_frameworks),
    TableOf("measures", MeasureRow, load_measures, dump_measures),
    TableOf("readings", ReadingRow, load_readings, dump_readings),
]
