"""Values of areas as files lay them out: wide, long, or as OHID's Fingertips gives them out; one observation a cell.

wide        a row an area, a column an indicator
long        a row a value, with columns for the area, the indicator and the value
Fingertips  long under its own column names, with rows of other kinds of areas and people among them
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..cells import bad, columns_of, no_column, number_of, text_of
from ..problems import BadTable
from ..read import Table, TableRow

LONG = ("area", "indicator", "value")
LONG_ALSO = ("year", "low", "high", "status", "name", "numerator", "denominator")
FINGERTIPS = ("Indicator ID", "Area Code", "Area Type", "Time period Sortable", "Value")
OF_FINGERTIPS = {
    "area": "Area Code",
    "indicator": "Indicator ID",
    "value": "Value",
    "year": "Time period Sortable",
    "low": "Lower CI 95.0 limit",
    "high": "Upper CI 95.0 limit",
}
WHOLE_COUNTRY, EVERYBODY = "England", "Persons"
MISSING, SUPPRESSED, NOT_APPLICABLE = "missing", "suppressed", "not applicable"
OK = ("", "ok", "known")  # statuses that give no reason for a gap
# The marks that statistical offices print in place of a number, and what they mean.
MARKS = {
    "missing": MISSING,
    "[x]": MISSING,
    ":": MISSING,
    "..": MISSING,
    "suppressed": SUPPRESSED,
    "[c]": SUPPRESSED,
    "*": SUPPRESSED,
    "not applicable": NOT_APPLICABLE,
    "not-applicable": NOT_APPLICABLE,
    "[z]": NOT_APPLICABLE,
}


class Observation(NamedTuple):
    """One value of one indicator in one area, or why there is none."""

    line: int
    column: str  # in which it stands
    area: str
    indicator: str
    value: float | None
    why: str  # missing, suppressed or not applicable; blank where there is a value
    area_name: str = ""
    year: int | None = None
    period: str = ""  # as printed
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    group: str = ""  # of the area, where gaps are filled within groups
    is_blank: bool = False  # neither the value's cell nor its status says anything, so that counts may


@dataclass(frozen=True)
class Layout:
    """Which column holds what. A blank name: no column does."""

    kind: Literal["wide", "long", "fingertips"]
    area: str
    indicators: tuple[str, ...] = ()  # of a wide table; of a long one, the one that all of it is of
    columns: dict[str, str] = field(
        default_factory=dict
    )  # of a long one: of LONG and LONG_ALSO, what holds it
    name: str = ""
    group: str = ""
    marks: Mapping[str, str] = field(default_factory=lambda: MARKS)

    def column(self, what: str) -> str:
        return self.columns.get(what, "")


def layout_of(table: Table, group: str | None = None) -> Layout:
    """As the header says. `group` is a column that is no indicator. Raises BadTable for a column that has no place."""
    if set(FINGERTIPS) <= set(table.columns):
        return Layout("fingertips", "Area Code", columns=OF_FINGERTIPS, name="Area Name")
    if set(LONG) <= set(table.columns):
        columns_of(table, LONG, (*LONG_ALSO, *([group] if group else [])))
        held = {what: what for what in (*LONG, *LONG_ALSO) if what in table.columns}
        return Layout("long", "area", columns=held, name=held.get("name", ""), group=group or "")
    others = table.columns[1:]
    if group is not None and group not in others:
        no_column(table, group)
    name = "name" if "name" in others else ""
    return Layout(
        "wide",
        table.columns[0],
        indicators=tuple(column for column in others if column not in (name, group)),
        name=name,
        group=group or "",
    )


def observations(table: Table, layout: Layout) -> Iterator[Observation]:
    """Line by line. Raises BadTable with line and column at the first cell that cannot be."""
    for row in _rows_of(table, layout):
        yield from _observed(table, row, layout)


def observed_or_refused(table: Table, layout: Layout) -> Iterator[Observation | BadTable]:
    """The same, but a line with something wrong is refused by itself, so that a person reads of all of them."""
    try:
        rows = _rows_of(table, layout)
    except BadTable as why:
        yield why
        return
    for row in rows:
        try:
            yield from list(_observed(table, row, layout))
        except BadTable as why:
            yield why


def _rows_of(table: Table, layout: Layout) -> tuple[TableRow, ...]:
    """The rows that count: of Fingertips, one type of area, all people, and no breakdown into categories."""
    if layout.kind != "fingertips":
        return table.rows
    rows = [
        row
        for row in table.rows
        if text_of(row, "Area Type") != WHOLE_COUNTRY and not text_of(row, "Category")
    ]
    kinds = sorted({text_of(row, "Area Type") for row in rows})
    if len(kinds) > 1:
        row = next(row for row in rows if text_of(row, "Area Type") != kinds[0])
        bad(
            table,
            row,
            "Area Type",
            f"there are {len(kinds)} types of area: {', '.join(kinds)}",
            "one of them",
        )
    of_all = {
        (text_of(row, "Indicator ID"), text_of(row, "Area Code"))
        for row in rows
        if text_of(row, "Sex") in ("", EVERYBODY)
    }
    return tuple(
        row
        for row in rows
        if text_of(row, "Sex") in ("", EVERYBODY)
        or (text_of(row, "Indicator ID"), text_of(row, "Area Code")) not in of_all
    )


def _observed(table: Table, row: TableRow, layout: Layout) -> Iterator[Observation]:
    """What one row says."""
    area = text_of(row, layout.area)
    if not area:
        bad(table, row, layout.area, "the cell is blank", "the area's code")
    if layout.kind != "wide":
        yield _of_long(table, row, layout, area)
        return
    year = _year(table, row, layout)
    for column in layout.indicators:
        value, why = number_or_why(table, row, column, layout.marks)
        yield Observation(
            row.line,
            column,
            area,
            column,
            value,
            why,
            area_name=text_of(row, layout.name),
            year=year,
            period=text_of(row, layout.column("period")),
            group=text_of(row, layout.group),
        )


def _of_long(table: Table, row: TableRow, layout: Layout, area: str) -> Observation:
    column = layout.column
    indicator = text_of(row, column("indicator")) if column("indicator") else layout.indicators[0]
    if not indicator:
        bad(table, row, column("indicator"), "the cell is blank", "a code")
    value, why = _value_or_status(table, row, layout)
    is_blank = layout.kind == "long" and not text_of(row, column("value")) and why == MISSING
    is_blank = is_blank and text_of(row, column("status")).lower() in OK
    if is_blank:
        why = _why_no_counts(table, row, layout)
    low, high = (_or_none(table, row, layout, limit) for limit in ("low", "high"))
    if low is not None and high is not None and low > high:
        bad(table, row, column("low"), f"{low:g} is above the upper limit", f"{high:g} or less")
    return Observation(
        row.line,
        column("value"),
        area,
        indicator,
        value,
        why,
        area_name=text_of(row, layout.name),
        year=_year(table, row, layout),
        period=text_of(row, column("period")),
        low=None if high is None else low,
        high=None if low is None else high,
        numerator=_or_none(table, row, layout, "numerator"),
        denominator=_or_none(table, row, layout, "denominator"),
        group=text_of(row, layout.group),
        is_blank=is_blank,
    )


def _why_no_counts(table: Table, row: TableRow, layout: Layout) -> str:
    """The mark that stands in the place of a count is the reason why there is no value."""
    for what in ("numerator", "denominator"):
        column = layout.column(what)
        if column and text_of(row, column):
            _number, why = number_or_why(table, row, column, layout.marks)
            if why:
                return why
    return MISSING


def _value_or_status(table: Table, row: TableRow, layout: Layout) -> tuple[float | None, str]:
    value, why = number_or_why(table, row, layout.column("value"), layout.marks)
    if layout.kind == "fingertips":
        note = text_of(row, "Value note").lower()
        held_back = value is None and ("suppress" in note or "disclosure" in note)
        return value, SUPPRESSED if held_back else why
    status = text_of(row, layout.column("status")).lower()
    if status in OK:
        return value, why
    at = layout.column("status")
    if status not in MARKS:
        bad(table, row, at, f"“{status}” is not known", "ok, missing, suppressed, not applicable")
    if value is not None:
        bad(
            table,
            row,
            layout.column("value"),
            f"there is a number, and the status is {status}",
            "one of the two",
        )
    return None, MARKS[status]


def number_or_why(
    table: Table, row: TableRow, column: str, marks: Mapping[str, str] = MARKS
) -> tuple[float | None, str]:
    """A number, or the word for why there is none. `marks` are in small letters."""
    cell = text_of(row, column)
    mark = MISSING if not cell else marks.get(cell.lower(), "")
    return (None, mark) if mark else (number_of(table, row, column), "")


def _or_none(table: Table, row: TableRow, layout: Layout, what: str) -> float | None:
    column = layout.column(what)
    return number_or_why(table, row, column, layout.marks)[0] if column else None


def _year(table: Table, row: TableRow, layout: Layout) -> int | None:
    column = layout.column("year")
    if not column:
        return None
    cell = text_of(row, column)
    if layout.kind == "fingertips":
        if not re.fullmatch(r"\d{8}", cell):
            bad(table, row, column, f"“{cell}” is no period", "a year and 0000, such as 20210000")
        return int(cell[:4])
    if not re.fullmatch(r"\d{4}", cell):
        bad(
            table,
            row,
            column,
            f"“{cell}” is no year" if cell else "the cell is blank",
            "a year such as 2021",
        )
    return int(cell)
