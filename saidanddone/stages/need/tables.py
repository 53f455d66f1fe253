from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Number, Whole, YesNo
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, TableOf, fits, once, several

from . import actions, queries, rules
from .models import EARLIEST_YEAR, LATEST_YEAR, Decision, IndexMethod, Indicator, IndicatorValue


class IndicatorRow(Row):
    code: str
    name: str
    definition: str
    direction: Literal["higher-is-worse", "higher-is-better"]
    unit: str
    domain: str
    weight: Number
    source: str | None


def load_indicators(loading: Loading, rows: Sequence[CheckedRow[IndicatorRow]]) -> None:
    once(rows, "code")
    for made in actions.record_indicators(indicators=[_indicator(loading, at) for at in rows], by=loading.by):
        loading.keep("indicator", made.code, made)


def _indicator(loading: Loading, at: CheckedRow[IndicatorRow]) -> Indicator:
    r = at.row
    if r.weight <= 0:
        raise _bad(at, "weight", f"{r.weight:g} is no weight", "a number above 0, such as 1")
    return fits(at, Indicator(
        programme=loading.programme, code=r.code, name=r.name, definition=r.definition,
        direction=r.direction, unit=r.unit, domain=r.domain, weight=r.weight,
        source=loading.find("source", r.source, at, "source"), **r.from_where(),
    ))  # fmt: skip


def _bad(at: CheckedRow[Row], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


def dump_indicators(programme: Programme) -> Iterable[Sequence[object]]:
    for i in queries.indicators_in_file_order(programme):
        yield (
            i.code, i.name, i.definition, i.direction, i.unit, i.domain, i.weight,
            i.source.key if i.source else None, i.provenance, i.note,
        )  # fmt: skip


class ValueRow(Row):
    indicator: str
    area: str
    year: Whole
    value: Number | None
    status: Literal["ok", "missing", "suppressed", "not-applicable"]


def load_values(loading: Loading, rows: Sequence[CheckedRow[ValueRow]]) -> None:
    once(rows, "indicator", "area", "year")
    actions.record_values(values=[_value(loading, at) for at in rows], by=loading.by)


def _value(loading: Loading, at: CheckedRow[ValueRow]) -> IndicatorValue:
    r = at.row
    if not EARLIEST_YEAR <= r.year <= LATEST_YEAR:
        raise _bad(at, "year", f"{r.year} is no year", f"a year from {EARLIEST_YEAR} to {LATEST_YEAR}")
    try:
        rules.check_value(r.status, r.value)
    except Refused as why:
        raise _bad(at, "value", str(why), "a number where the status is ok, else a blank cell") from why
    return IndicatorValue(
        indicator=loading.find("indicator", r.indicator, at, "indicator"),
        area=loading.find("area", r.area, at, "area"), year=r.year, value=r.value, status=r.status,
        **r.from_where(),
    )  # fmt: skip


def dump_values(programme: Programme) -> Iterable[Sequence[object]]:
    for v in queries.values_in_file_order(programme):
        yield (v.indicator.code, v.area.code, v.year, v.value, v.status, v.provenance, v.note)


class MethodRow(Row):
    chosen_on: IsoDate
    normalise: Literal["minmax", "zscore", "prank", "imd", "quarter"]
    aggregate: Literal["arithmetic", "geometric", "harmonic"]
    weighing: Literal["given", "equal", "domains"]
    impute: Literal["none", "mean", "median"]
    treat: YesNo
    reasons: str


def load_methods(loading: Loading, rows: Sequence[CheckedRow[MethodRow]]) -> None:
    methods = []
    for at in rows:
        r = at.row
        methods.append(fits(at, IndexMethod(
            programme=loading.programme, chosen_on=r.chosen_on, normalise=r.normalise, aggregate=r.aggregate,
            weighing=r.weighing, impute=r.impute, treat=r.treat, reasons=r.reasons, **r.from_where(),
        )))  # fmt: skip
    actions.record_methods(methods=methods, by=loading.by)


def dump_methods(programme: Programme) -> Iterable[Sequence[object]]:
    for m in queries.methods_in_file_order(programme):
        yield (
            m.chosen_on, m.normalise, m.aggregate, m.weighing, m.impute, m.treat, m.reasons, m.provenance, m.note,
        )  # fmt: skip


class DecisionRow(Row):
    key: str
    decided_on: IsoDate | None
    first: Whole
    areas: str
    reasons: str
    decided_by: str
    data_hash: str | None


def load_decisions(loading: Loading, rows: Sequence[CheckedRow[DecisionRow]]) -> None:
    once(rows, "key")
    decisions = []
    for at in rows:
        areas = loading.find_all("area", several(at.row.areas), at, "areas")
        try:
            rules.check_first(at.row.first, areas)
        except Refused as why:
            raise _bad(at, "first", str(why), "as many places as the column areas names") from why
        decisions.append((_decision(loading, at), areas))
    for made in actions.record_decisions(decisions=decisions, by=loading.by):
        loading.keep("decision", made.key, made)


def _decision(loading: Loading, at: CheckedRow[DecisionRow]) -> Decision:
    r = at.row
    return fits(at, Decision(
        programme=loading.programme, key=r.key, decided_on=r.decided_on, first=r.first, reasons=r.reasons,
        decided_by=r.decided_by, data_hash=r.data_hash or "", **r.from_where(),
    ))  # fmt: skip


def dump_decisions(programme: Programme) -> Iterable[Sequence[object]]:
    for d in queries.decisions_in_file_order(programme):
        areas = SEVERAL.join(chosen.area.code for chosen in d.chosen.all())
        yield (
            d.key,
            d.decided_on,
            d.first,
            areas,
            d.reasons,
            d.decided_by,
            d.data_hash or None,
            d.provenance,
            d.note,
        )


TABLES = [
    TableOf("indicators", IndicatorRow, load_indicators, dump_indicators),
    TableOf("indicator_values", ValueRow, load_values, dump_values),
    TableOf("index_methods", MethodRow, load_methods, dump_methods),
    TableOf("decisions", DecisionRow, load_decisions, dump_decisions),
]
