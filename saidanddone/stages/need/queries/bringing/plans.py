"""What taking a brought table in would write, and what must be said or mended before it can be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .meanings import MEANINGS, Holds
from .planning import Change, Plan, Problem
from .reading import NAMED_AT_MOST, Reading
from .rows import plan_rows
from .small_areas import plan_small_areas
from .values import plan_values

__all__ = ["Change", "Plan", "Problem", "plan_of"]

NEEDS = {
    Holds.VALUES: ("area",),
    Holds.INDICATORS: ("code",),
    Holds.AGES: ("area", "age", "numerator", "denominator"),
    Holds.DOMAINS: ("name",),
    Holds.GROUPS: ("area", "name"),
    Holds.VOTES: ("voter", "indicator", "points"),
    Holds.SMALL_AREAS: ("code",),
}
OF_ONE_VALUE = ("value", "low", "high", "numerator", "denominator", "status")


def plan_of(reading: Reading) -> Plan:
    plan = Plan(reading)
    _check_columns(plan)
    if plan.problems:
        return plan
    if reading.asks_year and reading.year is None and (reading.holds != Holds.SMALL_AREAS or reading.named):
        plan.ask(_("The file names no year. Say which year it is of."), "year")
    if reading.holds == Holds.VALUES:
        plan_values(plan)
    elif reading.holds == Holds.SMALL_AREAS:
        plan_small_areas(plan)
    else:
        plan_rows(plan)
    if not (plan.problems or plan.refused_count or plan.new.count or plan.changed.count or plan.same):
        plan.ask(_("There is no row in this file that can be taken in."))
    return plan


def _check_columns(plan: Plan) -> None:
    reading = plan.reading
    meanings = {each.key: each for each in MEANINGS[reading.holds]}
    for key in NEEDS[reading.holds]:
        if not reading.column(key):
            plan.ask(_("No column is said to be %(what)s.") % {"what": meanings[key].label}, "c0")
    for key, meaning in meanings.items():
        columns = reading.columns_that_are(key)
        if len(columns) > 1 and not meaning.several:
            words = {"columns": ", ".join(f"“{each}”" for each in columns), "what": meaning.label}
            plan.ask(
                _("More than one column is said to be %(what)s: %(columns)s.") % words,
                reading.field(columns[1]),
            )
    if reading.holds == Holds.VALUES:
        _check_wide_or_long(plan)
    if len(reading.named) > NAMED_AT_MOST:
        words = {"n": len(reading.named), "most": NAMED_AT_MOST}
        plan.ask(_("The file names %(n)s indicators. Bring in %(most)s at most at a time.") % words)


def _check_wide_or_long(plan: Plan) -> None:
    reading = plan.reading
    cells = reading.columns_that_are("cells")
    if not cells and not reading.column("value") and not reading.column("numerator"):
        plan.ask(_("No column is said to hold values."), "c0")
    if not cells:
        return
    if reading.column("indicator"):
        says = _(
            "A column names the indicator of each line, so “%(column)s” cannot be an indicator too. Say that it is "
            "the value, or leave it out."
        )
        plan.ask(says % {"column": cells[0]}, reading.field(cells[0]))
    for key in OF_ONE_VALUE:
        if not reading.column("indicator") and (column := reading.column(key)):
            says = _(
                "Where each column is an indicator, “%(column)s” belongs to none of them. Leave it out, or bring a "
                "table with a line for each value."
            )
            plan.ask(says % {"column": column}, reading.field(column))
