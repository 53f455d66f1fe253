"""Values of indicators, wide, long or as Fingertips gives them out, set beside what is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.files import BadTable
from saidanddone.files.cells import text_of
from saidanddone.files.indicators import Layout, Observation, observed_or_refused
from saidanddone.files.indicators.layouts import EVERYBODY
from saidanddone.files.write import as_cell
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area

from ... import rules
from ...models import EARLIEST_YEAR, LATEST_YEAR, Indicator, IndicatorValue
from ..counts import in_six_digits, worked_out
from .new import declared
from .planning import Plan
from .reading import STATUS_OF, Reading

Key = tuple[int, int, int]  # numbers of an indicator and an area, and the year
LIMITS, COUNTS = ("low", "high"), ("numerator", "denominator")
FIELDS = ("value", *LIMITS, *COUNTS, "period", "status")


def plan_values(plan: Plan) -> None:
    reading = plan.reading
    layout = reading.layout()
    indicators = _indicators(plan)
    if plan.problems:
        return
    reading.table = replace(reading.table, rows=_rows_of_own_areas(plan, layout))
    here = _here(reading, indicators)
    comparing = _Comparing(plan, indicators, here)
    for found in observed_or_refused(reading.table, layout):
        if isinstance(found, BadTable):
            plan.refuse(found)
            continue
        try:
            comparing.take(found)
        except BadTable as why:
            plan.refuse(why)
    plan.say_what_is_left_out()
    plan.declare(each.indicator for each in comparing.new)
    plan.keep(comparing.new)
    plan.change(comparing.changed, {*FIELDS, "provenance", "note"})


def _indicators(plan: Plan) -> dict[str, Indicator]:
    """By the file's name of each; new ones as somebody declared them. What is left out is not among them."""
    found: dict[str, Indicator] = {}
    first: dict[str, str] = {}  # of a code, by which name it was found first
    wide = plan.reading.layout().kind == "wide"
    for at, named in enumerate(plan.reading.named.values()):
        if named.is_left_out:
            says = _("the indicator “%(name)s”, since no short name is given for it")
            plan.left_out.append(says % {"name": named.name})
        elif named.code not in first:
            first[named.code] = named.name
            row = named.row or declared(plan, named, at)
            if row is not None:
                found[named.name] = row
        elif wide:
            words = {"one": first[named.code], "other": named.name, "code": named.code}
            plan.ask(
                _("“%(one)s” and “%(other)s” cannot both be the indicator “%(code)s”.") % words, f"n{at}-code"
            )
        elif first[named.code] in found:
            found[named.name] = found[first[named.code]]
    return found


def _rows_of_own_areas(plan: Plan, layout: Layout) -> tuple[Any, ...]:
    """Of a Fingertips file: without the types of areas of which the programme has none, such as regions."""
    reading = plan.reading
    rows = reading.table.rows
    if layout.kind != "fingertips":
        return rows
    own = {text_of(row, "Area Type") for row in rows if reading.known.area(text_of(row, layout.area))}
    others = Counter(text_of(row, "Area Type") for row in rows if text_of(row, "Area Type") not in own)
    if own:
        for kind, count in others.items():
            says = ngettext(
                "%(n)s row of the area type “%(kind)s”", "%(n)s rows of the area type “%(kind)s”", count
            )
            plan.left_out.append(says % {"n": f"{count:,}", "kind": kind})
        rows = tuple(row for row in rows if text_of(row, "Area Type") in own)
    parts = sum(1 for row in rows if text_of(row, "Category") or text_of(row, "Sex") not in ("", EVERYBODY))
    if parts:
        says = ngettext(
            "%(n)s row of one sex or category, wherever there is one of all people",
            "%(n)s rows of one sex or category, wherever there is one of all people",
            parts,
        )
        plan.left_out.append(says % {"n": f"{parts:,}"})
    return rows


def _here(reading: Reading, indicators: Mapping[str, Indicator]) -> dict[Key, IndicatorValue]:
    """What is written down of these indicators."""
    known = {each.pk: each for each in indicators.values() if each.pk is not None}
    rows = IndicatorValue.objects.filter(indicator__in=known)
    if reading.asks_year:
        rows = rows.filter(year=reading.year)
    return {(row.indicator_id, row.area_id, row.year): row for row in rows}


class _Comparing:
    def __init__(
        self, plan: Plan, indicators: Mapping[str, Indicator], here: Mapping[Key, IndicatorValue]
    ) -> None:
        self.plan, self.reading = plan, plan.reading
        self.indicators, self.here = indicators, here
        self.seen: dict[tuple[str, int, int], int] = {}
        self.new: list[IndicatorValue] = []
        self.changed: list[IndicatorValue] = []
        self.speaks_of = {key for key in FIELDS if self.reading.column(key)}

    def take(self, each: Observation) -> None:
        indicator = self.indicators.get(each.indicator)
        area = self.plan.area(each.area, each.line)
        if indicator is None or area is None:
            return
        year = each.year or self.reading.year
        if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
            allowed = _("a year from %(first)s to %(last)s") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
            raise self.plan.bad(
                each.line, self.reading.column("year"), _("%(year)s is no year") % {"year": year}, allowed
            )
        self._once(each, indicator, area, year)
        value = self._value(each, indicator, area, year)
        before = self.here.get((indicator.pk, area.pk, year)) if indicator.pk else None
        what = f"{indicator.name}, {area.name}, {year}"
        if before is None:
            self.new.append(value)
            self.plan.add_new(what, each.line, in_words(value, in_six_digits))
        else:
            self._compare(what, each.line, before, value)

    def _once(self, each: Observation, indicator: Indicator, area: Area, year: int) -> None:
        key = indicator.code, area.pk, year
        if key in self.seen:
            words = {"indicator": indicator.name, "area": area.name, "year": year, "line": self.seen[key]}
            problem = _("“%(indicator)s” of %(area)s in %(year)s stands already in line %(line)s") % words
            raise self.plan.bad(each.line, each.column, problem, _("each indicator, borough and year once"))
        self.seen[key] = each.line

    def _value(self, each: Observation, indicator: Indicator, area: Area, year: int) -> IndicatorValue:
        has_counts = each.numerator is not None and each.denominator is not None
        value = IndicatorValue(
            indicator=indicator,
            area=area,
            year=year,
            period=each.period if each.period != str(year) else "",
            value=each.value,
            numerator=each.numerator if has_counts else None,
            denominator=each.denominator if has_counts else None,
            status=STATUS_OF[each.why] if each.why else IndicatorValue.Status.OK,
            note=self.reading.note(each.line),
        )
        try:
            if each.is_blank:
                worked_out(value)
            if value.status != IndicatorValue.Status.OK:
                value.numerator = value.denominator = None
            elif value.low is None:
                value.low, value.high = each.low, each.high
            rules.check_value(value.status, value.value)
            rules.check_limits(value.status, value.value, value.low, value.high)
            rules.check_counts(value.status, value.numerator, value.denominator)
        except Refused as why:
            raise self.plan.bad(each.line, each.column or self.reading.column("numerator"), str(why)) from why
        if len(value.period) > IndicatorValue._meta.get_field("period").max_length:
            raise self.plan.bad(
                each.line, self.reading.column("period"), _("this period is too long"), _("40 letters")
            )
        return value

    def _compare(self, what: str, line: int, before: IndicatorValue, now: IndicatorValue) -> None:
        if (before.value, before.status) == (now.value, now.status):
            # What the file does not speak of belongs to this value still.
            for name in set(FIELDS) - self.speaks_of:
                setattr(now, name, getattr(before, name))
        if all(getattr(before, name) == getattr(now, name) for name in FIELDS):
            self.plan.same += 1
            return
        if before.status == IndicatorValue.Status.OK != now.status:
            self.plan.lost += 1
        then, after = in_words(before), in_words(now)
        self.plan.add_change(what, line, then, after)
        for name in FIELDS:
            setattr(before, name, getattr(now, name))
        before.indicator, before.provenance = now.indicator, ""
        before.note = _("%(where)s; before: %(then)s") % {"where": now.note, "then": then}
        self.changed.append(before)


def in_words(value: IndicatorValue, read: Callable[[float], float] = float) -> str:
    """“12.5 (11 to 14), 412 of 2,950”, or why there is no number. `read` may leave digits out."""
    if value.value is None:
        return str(IndicatorValue.Status(value.status).label)
    said = as_cell(read(value.value))
    if value.low is not None and value.high is not None:
        low, high = as_cell(read(value.low)), as_cell(read(value.high))
        said += _(" (%(low)s to %(high)s)") % {"low": low, "high": high}
    if value.numerator is not None and value.denominator is not None:
        said += _(", %(k)s of %(n)s") % {"k": as_cell(value.numerator), "n": as_cell(value.denominator)}
    return f"{said}, {value.period}" if value.period else said
