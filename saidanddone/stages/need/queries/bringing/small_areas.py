"""Small areas within boroughs and their measures, set beside what is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.files import BadTable, TableRow
from saidanddone.files.cells import text_of
from saidanddone.files.indicators import number_or_why
from saidanddone.files.write import as_cell

from ...models import IndicatorValue, SmallArea, SmallAreaMeasure, SmallAreaValue
from .new import declared_measure
from .planning import Plan, checked
from .reading import STATUS_OF

OK = IndicatorValue.Status.OK


def plan_small_areas(plan: Plan) -> None:
    measures = _measures(plan)
    if plan.problems:
        return
    comparing = _Comparing(plan, measures)
    for row in plan.reading.table.rows:
        try:
            comparing.take(row)
        except BadTable as why:
            plan.refuse(why)
    plan.keep(comparing.new)
    plan.change(comparing.changed, {"name", "area", "provenance", "note"})
    plan.declare(each.measure for each in comparing.new_values)
    plan.keep(comparing.new_values)
    plan.change(comparing.changed_values, {"value", "status"})
    plan.say_what_is_left_out()


def _measures(plan: Plan) -> dict[str, SmallAreaMeasure]:
    """By column. What is left out is not among them."""
    found: dict[str, SmallAreaMeasure] = {}
    for at, named in enumerate(plan.reading.named.values()):
        if named.is_left_out:
            says = _("the column “%(name)s”, since no short name is given for it")
            plan.left_out.append(says % {"name": named.name})
            continue
        row = named.row or declared_measure(plan, named, at)
        if row is not None:
            found[named.name] = row
    keys = [each.key for each in found.values()]
    for twice in sorted({key for key in keys if keys.count(key) > 1}):
        plan.ask(_("Two columns cannot both be the measure “%(key)s”.") % {"key": twice})
    return found


class _Comparing:
    def __init__(self, plan: Plan, measures: Mapping[str, SmallAreaMeasure]) -> None:
        self.plan, self.reading, self.measures = plan, plan.reading, measures
        self.new: list[SmallArea] = []
        self.changed: list[SmallArea] = []
        self.new_values: list[SmallAreaValue] = []
        self.changed_values: list[SmallAreaValue] = []
        self.lines: dict[str, int] = {}
        programme = self.reading.brought.programme
        rows = SmallArea.objects.filter(programme=programme).select_related("area")
        self.here = {row.code: row for row in rows}
        known = [each for each in measures.values() if each.pk is not None]
        values = SmallAreaValue.objects.filter(measure__in=known) if known else []
        self.values = {(row.measure_id, row.small_area_id): row for row in values}

    def take(self, row: TableRow) -> None:
        column = self.reading.column("code")
        code = text_of(row, column)
        if not code:
            raise self.plan.bad(row.line, column, _("the cell is blank"), _("the small area's code"))
        if code in self.lines:
            words = {"code": code, "line": self.lines[code]}
            problem = _("“%(code)s” stands already in line %(line)s") % words
            raise self.plan.bad(row.line, column, problem, _("each small area once"))
        self.lines[code] = row.line
        # Every cell is read before anything of its row is planned.
        cells = {
            column: number_or_why(self.reading.table, row, column, self.reading.marks)
            for column in self.measures
        }
        small = self._small_area(row, code)
        if small is not None:
            for column, (value, why) in cells.items():
                self._value(row.line, small, self.measures[column], value, STATUS_OF[why] if why else OK)

    def _small_area(self, row: TableRow, code: str) -> SmallArea | None:
        said: dict[str, Any] = {}
        name, borough = (text_of(row, self.reading.column(key)) for key in ("name", "area"))
        if name:
            said["name"] = name
        if borough:
            area = self.plan.area(borough, row.line)
            if area is None:
                return None
            said["area"] = area
        before = self.here.get(code)
        if before is None:
            return self._add(row, code, said)
        self._change(row, before, said)
        return before

    def _add(self, row: TableRow, code: str, said: dict[str, Any]) -> SmallArea:
        if "area" not in said:
            problem = _("the small area “%(code)s” is new, and no cell says in which borough it lies")
            allowed = _("a borough of the programme, or the code of a small area that is here")
            column = self.reading.column("area") or self.reading.column("code")
            raise self.plan.bad(row.line, column, problem % {"code": code}, allowed)
        small = SmallArea(
            programme=self.reading.brought.programme,
            code=code,
            note=self.reading.note(row.line),
            **{"name": code, **said},
        )
        self._check(row, small)
        self.new.append(small)
        self.plan.add_new(f"{small.name} ({code})", row.line, small.area.name)
        return small

    def _change(self, row: TableRow, before: SmallArea, said: Mapping[str, Any]) -> None:
        differs = {key: value for key, value in said.items() if getattr(before, key) != value}
        if not differs:
            if not self.measures:
                self.plan.same += 1
            return
        then = f"{before.name}, {before.area.name}"
        for key, value in differs.items():
            setattr(before, key, value)
        self._check(row, before)
        before.provenance = ""
        before.note = _("%(where)s; before: %(then)s") % {"where": self.reading.note(row.line), "then": then}
        self.changed.append(before)
        self.plan.add_change(before.code, row.line, then, f"{before.name}, {before.area.name}")

    def _check(self, row: TableRow, small: SmallArea) -> None:
        for name, why in checked(small, {"code", "name"}):
            raise self.plan.bad(row.line, self.reading.column(name) or name, why)

    def _value(
        self, line: int, small: SmallArea, measure: SmallAreaMeasure, value: float | None, status: str
    ) -> None:
        before = self.values.get((measure.pk, small.pk)) if small.pk and measure.pk else None
        if before is None:
            self.new_values.append(
                SmallAreaValue(measure=measure, small_area=small, value=value, status=status)
            )
            self.plan.add_new(f"{measure.name}, {small.name}", line, _in_words(value, status))
            return
        if (before.value, before.status) == (value, status):
            self.plan.same += 1
            return
        self.plan.lost += before.status == OK != status
        then = _in_words(before.value, before.status)
        before.value, before.status = value, status
        before.measure, before.small_area = measure, small
        self.changed_values.append(before)
        self.plan.add_change(f"{measure.name}, {small.name}", line, then, _in_words(value, status))


def _in_words(value: float | None, status: str) -> str:
    return str(IndicatorValue.Status(status).label) if value is None else as_cell(value)
