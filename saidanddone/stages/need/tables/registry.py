"""Indicators, their values and their counts by age, as rows of files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import Number, Whole
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, fits, once

from .. import actions, queries, rules
from ..models import EARLIEST_YEAR, LATEST_YEAR, AgeCount, Indicator, IndicatorValue


class IndicatorRow(Row):
    code: str
    name: str
    definition: str
    direction: Literal["higher-is-worse", "higher-is-better"]
    unit: str
    domain: str
    weight: Number
    people: str | None
    kind: Literal["value", "proportion", "rate"]
    per: Number | None
    benchmark: Number | None
    benchmark_is: str | None
    least: Number | None
    greatest: Number | None
    source: str | None


def load_indicators(loading: Loading, rows: Sequence[CheckedRow[IndicatorRow]]) -> None:
    once(rows, "code")
    for made in actions.record_indicators(indicators=[_indicator(loading, at) for at in rows], by=loading.by):
        loading.keep("indicator", made.code, made)


def _indicator(loading: Loading, at: CheckedRow[IndicatorRow]) -> Indicator:
    r = at.row
    if r.weight <= 0:
        raise _bad(at, "weight", f"{r.weight:g} is no weight", "a number above 0, such as 1")
    try:
        rules.check_kind(r.kind, r.per)
    except Refused as why:
        raise _bad(at, "kind", str(why), "value with a blank cell for per, else a number above 0") from why
    try:
        rules.check_goalposts(r.least, r.greatest)
    except Refused as why:
        raise _bad(at, "least", str(why), "two numbers or two blank cells") from why
    return fits(at, Indicator(
        programme=loading.programme, code=r.code, name=r.name, definition=r.definition,
        direction=r.direction, unit=r.unit, domain=r.domain, weight=r.weight, people=r.people or "",
        kind=r.kind, per=r.per, benchmark=r.benchmark, benchmark_is=r.benchmark_is or "",
        least=r.least, greatest=r.greatest,
        source=loading.find("source", r.source, at, "source"), **r.from_where(),
    ))  # fmt: skip


def _bad(at: CheckedRow[Row], column: str, problem: str, allowed: str) -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


def dump_indicators(programme: Programme) -> Iterable[Sequence[object]]:
    for i in queries.indicators_in_file_order(programme):
        yield (
            i.code, i.name, i.definition, i.direction, i.unit, i.domain, i.weight, i.people, i.kind, i.per,
            i.benchmark, i.benchmark_is, i.least, i.greatest,
            i.source.key if i.source else None, i.provenance, i.note,
        )  # fmt: skip


class ValueRow(Row):
    indicator: str
    area: str
    year: Whole
    period: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    numerator: Number | None
    denominator: Number | None
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
    try:
        rules.check_limits(r.status, r.value, r.low, r.high)
    except Refused as why:
        raise _bad(at, "low", str(why), "two numbers or two blank cells") from why
    try:
        rules.check_counts(r.status, r.numerator, r.denominator)
    except Refused as why:
        raise _bad(at, "numerator", str(why), "two numbers or two blank cells") from why
    return fits(at, IndicatorValue(
        indicator=loading.find("indicator", r.indicator, at, "indicator"),
        area=loading.find("area", r.area, at, "area"), year=r.year, period=r.period or "", value=r.value,
        low=r.low, high=r.high, numerator=r.numerator, denominator=r.denominator, status=r.status,
        **r.from_where(),
    ))  # fmt: skip


def dump_values(programme: Programme) -> Iterable[Sequence[object]]:
    for v in queries.values_in_file_order(programme):
        yield (
            v.indicator.code, v.area.code, v.year, v.period, v.value, v.low, v.high, v.numerator, v.denominator,
            v.status, v.provenance, v.note,
        )  # fmt: skip


class AgeRow(Row):
    indicator: str
    area: str
    year: Whole
    age: str
    numerator: Whole
    denominator: Number


def load_ages(loading: Loading, rows: Sequence[CheckedRow[AgeRow]]) -> None:
    once(rows, "indicator", "area", "year", "age")
    actions.record_ages(counts=[_age(loading, at) for at in rows], by=loading.by)


def _age(loading: Loading, at: CheckedRow[AgeRow]) -> AgeCount:
    r = at.row
    return fits(at, AgeCount(
        indicator=loading.find("indicator", r.indicator, at, "indicator"),
        area=loading.find("area", r.area, at, "area"), year=r.year, age=r.age, numerator=r.numerator,
        denominator=r.denominator, **r.from_where(),
    ))  # fmt: skip


def dump_ages(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.ages_in_file_order(programme):
        yield (
            c.indicator.code, c.area.code, c.year, c.age, c.numerator, c.denominator, c.provenance, c.note,
        )  # fmt: skip
