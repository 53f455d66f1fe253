"""The files of `said need`: values of areas and what the indicators are, as matrices. Knows no Django."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from saidanddone.files import BadTable, Table, TableRow, read_table
from saidanddone.methods.index import Node
from saidanddone.methods.weighting import Vote

LONG = ("area", "indicator", "value")
LONG_ALSO = ("year", "low", "high", "status", "name")
INDICATOR_COLUMNS = ("code", "parent", "direction", "weight")
INDICATOR_ALSO = ("denominator", "name", "least", "greatest", "benchmark")
# The layout in which OHID's Fingertips gives out its indicators.
FINGERTIPS = ("Indicator ID", "Area Code", "Area Type", "Time period Sortable", "Value")
FINGERTIPS_LIMITS = ("Lower CI 95.0 limit", "Upper CI 95.0 limit")
WHOLE_COUNTRY, EVERYBODY = "England", "Persons"
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
MISSING, SUPPRESSED, NOT_APPLICABLE = "missing", "suppressed", "not applicable"
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
A_NUMBER = "a number with a point, such as 12.5, or blank where it is missing"
LARGEST = 1e100  # so that its square is a number still
Z_95 = 1.959963984540054

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Described:
    """A line of INDICATORS."""

    line: int
    code: str
    name: str
    node: Node
    denominator: str
    posts: tuple[float, float] | None
    benchmark: float | None


@dataclass(frozen=True)
class Indicators:
    file: str
    rows: tuple[Described, ...]

    @property
    def nodes(self) -> list[Node]:
        return [row.node for row in self.rows]

    @property
    def aggregates(self) -> set[str]:
        return {row.node.parent for row in self.rows} - {""}

    @property
    def leaves(self) -> list[Described]:
        """The indicators, in the order of their codes."""
        return sorted((row for row in self.rows if row.code not in self.aggregates), key=lambda row: row.code)

    def name_of(self, code: str) -> str:
        return next((row.name for row in self.rows if row.code == code and row.name), code)


@dataclass(frozen=True, eq=False)
class Values:
    """Areas and indicators in the order of their codes, whatever the order in the file."""

    file: str
    areas: tuple[str, ...]
    names: dict[str, str]
    lines: dict[str, int]  # where an area stands in the file
    indicators: tuple[str, ...]
    matrix: Matrix  # areas x indicators, in their own units, denominated
    why: dict[tuple[str, str], str]  # of every cell without a value: missing, suppressed or not applicable
    low: Matrix | None  # the limits of each value, NaN where it has none; None where the file has none
    high: Matrix | None
    years: dict[str, int]  # of each indicator, where the file has years
    groups: tuple[str, ...] | None

    @property
    def errors(self) -> Matrix | None:
        """Standard errors: half the width of a 95% interval over its quantile."""
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / (2 * Z_95)

    @property
    def not_applicable(self) -> NDArray[np.bool_]:
        return np.array(
            [
                [self.why.get((area, code)) == NOT_APPLICABLE for code in self.indicators]
                for area in self.areas
            ]
        )


def read_indicators(path: Path) -> Indicators:
    """Raises BadTable for a column that is missing or unknown, a code that is there twice, a direction that is
    none, a weight that is no number."""
    table = read(path)
    columns_of(table, INDICATOR_COLUMNS[:1], INDICATOR_COLUMNS[1:] + INDICATOR_ALSO)
    parents = {text_of(row, "parent") for row in table.rows} - {""}
    seen: set[str] = set()
    rows = []
    for row in table.rows:
        code = text_of(row, "code")
        if not code:
            _bad(table, row, "code", "the cell is blank", "a code")
        if code in seen:
            _bad(table, row, "code", f"“{code}” is there twice", "each code once")
        seen.add(code)
        rows.append(_described(table, row, code, code in parents))
    if not rows:
        raise BadTable(
            file=table.file, line=None, column=None, problem="no indicator is described", allowed="one a row"
        )
    _check_parents(table, rows, seen)
    return Indicators(table.file, tuple(rows))


def read_values(path: Path, indicators: Indicators, by: str | None = None) -> Values:
    """Wide, long or in Fingertips' layout, as the header says. Raises BadTable with line and column for what does not fit."""
    cells = _cells(read(path), by)
    table = cells.table
    wanted = indicators.leaves
    denominators = {row.denominator for row in wanted} - {""}
    _check_codes(cells, wanted, denominators, indicators)
    codes = tuple(row.code for row in wanted)
    areas = tuple(sorted(cells.lines))
    if len(areas) < 2:
        raise BadTable(
            file=table.file,
            line=None,
            column=None,
            problem=f"there is {'one area' if areas else 'no area'}",
            allowed="two areas or more, to be compared",
        )
    matrix = np.array([[cells.number(area, row) for row in wanted] for area in areas])
    why = {
        (area, row.code): cells.reason(area, row)
        for at, area in enumerate(areas)
        for place, row in enumerate(wanted)
        if isnan(matrix[at, place])
    }
    for place, row in enumerate(wanted):
        if np.isnan(matrix[:, place]).all():
            raise BadTable(
                file=table.file,
                line=None,
                column=row.code,
                problem="every value of this indicator is missing",
                allowed="a number for two areas or more, or no such indicator",
            )
    return Values(
        file=table.file,
        areas=areas,
        names=cells.names,
        lines=cells.lines,
        indicators=codes,
        matrix=matrix,
        why=why,
        low=_limits(cells, areas, wanted, 0),
        high=_limits(cells, areas, wanted, 1),
        years=cells.years,
        groups=None if by is None else tuple(cells.groups.get(area, "") for area in areas),
    )


def read_votes(path: Path) -> list[Vote]:
    """`voter,code,points`. Raises BadTable for what does not fit."""
    table = read(path)
    columns_of(table, ("voter", "code", "points"), ())
    votes = []
    for row in table.rows:
        voter, code, points = text_of(row, "voter"), text_of(row, "code"), number_of(table, row, "points")
        for column, cell in (("voter", voter), ("code", code)):
            if not cell:
                _bad(table, row, column, "the cell is blank", "who voted, on which code")
        if isnan(points) or points < 0:
            _bad(table, row, "points", f"“{row.cells['points'] or ''}” is not allowed", "0 or more")
        votes.append(Vote(voter, code, points))
    return votes


def values_of_column(file: Path, column: str) -> dict[str, float]:
    """Of the areas that have one. The first column is the area's code."""
    table = read(file)
    if column not in table.columns[1:]:
        raise BadTable(
            file=table.file,
            line=1,
            column=column,
            problem="there is no such column",
            allowed=", ".join(table.columns[1:]),
        )
    found: dict[str, float] = {}
    seen: set[str] = set()
    for row in table.rows:
        area = text_of(row, table.columns[0])
        problem = (
            "the cell is blank" if not area else f"the area “{area}” is there twice" if area in seen else ""
        )
        if problem:
            raise BadTable(
                file=table.file,
                line=row.line,
                column=table.columns[0],
                problem=problem,
                allowed="each area once",
            )
        seen.add(area)
        value = number_of(table, row, column)
        if not isnan(value):
            found[area] = value
    return found


# Values, cell by cell ------------------------------------------------------------------------------------


class Cells:
    """What a file holds of each area and code: a number, or why there is none; and where that stands."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.codes: dict[str, int] = {}  # and a line on which it stands
        self.held: dict[tuple[str, str], tuple[int, float | str]] = {}
        self.limits: dict[tuple[str, str], tuple[float, float]] = {}
        self.years: dict[str, int] = {}

    def number(self, area: str, row: Described) -> float:
        value = self._as_number(area, row.code)
        if not row.denominator:
            return value
        below = self._as_number(area, row.denominator)
        if below == 0:
            line, _ = self.held[area, row.denominator]
            raise BadTable(
                file=self.table.file,
                line=line,
                column=row.denominator,
                problem=f"the denominator of {row.code} is 0",
                allowed="any other number, or blank",
            )
        return value / below

    def reason(self, area: str, row: Described) -> str:
        for code in filter(None, (row.code, row.denominator)):
            _, held = self.held.get((area, code), (0, MISSING))
            if isinstance(held, str):
                return held
        return MISSING

    def _as_number(self, area: str, code: str) -> float:
        _, held = self.held.get((area, code), (0, MISSING))
        return nan if isinstance(held, str) else held


def _cells(table: Table, by: str | None) -> Cells:
    """By the header: Fingertips' layout, long, or wide."""
    if set(FINGERTIPS) <= set(table.columns):
        return _long(_from_fingertips(table), by)
    return _long(table, by) if set(LONG) <= set(table.columns) else _wide(table, by)


def _from_fingertips(table: Table) -> Table:
    """As a long table, line by line: one type of area, all people, and no breakdown into categories."""
    rows = [
        row
        for row in table.rows
        if text_of(row, "Area Type") != WHOLE_COUNTRY and not text_of(row, "Category")
    ]
    kinds = sorted({text_of(row, "Area Type") for row in rows})
    if len(kinds) > 1:
        row = next(row for row in rows if text_of(row, "Area Type") != kinds[0])
        _bad(
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
    kept = [
        row
        for row in rows
        if text_of(row, "Sex") in ("", EVERYBODY)
        or (text_of(row, "Indicator ID"), text_of(row, "Area Code")) not in of_all
    ]
    return Table(table.file, (*LONG, *LONG_ALSO), tuple(_line_of_fingertips(table, row) for row in kept))


def _line_of_fingertips(table: Table, row: TableRow) -> TableRow:
    period = text_of(row, "Time period Sortable")
    if not re.fullmatch(r"\d{8}", period):
        _bad(
            table,
            row,
            "Time period Sortable",
            f"“{period}” is no period",
            "a year and 0000, such as 20210000",
        )
    note = text_of(row, "Value note").lower()
    low, high = (text_of(row, column) or None for column in FINGERTIPS_LIMITS)
    value = text_of(row, "Value") or None
    return TableRow(
        row.line,
        {
            "area": text_of(row, "Area Code") or None,
            "indicator": text_of(row, "Indicator ID") or None,
            "value": value,
            "year": period[:4],
            "low": low,
            "high": high,
            "status": SUPPRESSED if value is None and ("suppress" in note or "disclosure" in note) else None,
            "name": text_of(row, "Area Name") or None,
        },
    )


def _wide(table: Table, by: str | None) -> Cells:
    cells, first = Cells(table), table.columns[0]
    if by is not None and by not in table.columns[1:]:
        _no_column(table, by)
    codes = [column for column in table.columns[1:] if column not in ("name", by)]
    cells.codes = dict.fromkeys(codes, 1)
    for row in table.rows:
        area = text_of(row, first)
        if not area:
            _bad(table, row, first, "the cell is blank", "the area's code")
        if area in cells.lines:
            _bad(table, row, first, f"the area “{area}” is there twice", "each area once")
        cells.lines[area] = row.line
        cells.names[area] = text_of(row, "name")
        cells.groups[area] = text_of(row, by) if by else ""
        for code in codes:
            cells.held[area, code] = row.line, _value(table, row, code)
    return cells


def _long(table: Table, by: str | None) -> Cells:
    columns_of(table, LONG, (*LONG_ALSO, *([by] if by else [])))
    cells = Cells(table)
    latest: dict[str, int] = {}
    if "year" in table.columns:
        for row in table.rows:
            code = text_of(row, "indicator")
            latest[code] = max(latest.get(code, 0), _year(table, row))
        cells.years = latest
    for row in table.rows:
        area, code = text_of(row, "area"), text_of(row, "indicator")
        for column, cell in (("area", area), ("indicator", code)):
            if not cell:
                _bad(table, row, column, "the cell is blank", "a code")
        cells.lines.setdefault(area, row.line)
        cells.codes.setdefault(code, row.line)
        cells.names[area] = text_of(row, "name") or cells.names.get(area, "")
        cells.groups[area] = (text_of(row, by) if by else "") or cells.groups.get(area, "")
        if latest and _year(table, row) != latest[code]:
            _value(table, row, "value")  # a text in a number is wrong in any year
            continue
        if (area, code) in cells.held:
            when = f" in {latest[code]}" if latest else ""
            _bad(table, row, "indicator", f"“{code}” of {area}{when} is there twice", "each once")
        cells.held[area, code] = row.line, _of_long(table, row)
        limits = number_of(table, row, "low"), number_of(table, row, "high")
        if not any(map(isnan, limits)):
            if limits[0] > limits[1]:
                _bad(table, row, "low", f"{limits[0]:g} is above the upper limit", f"{limits[1]:g} or less")
            cells.limits[area, code] = limits
    return cells


def _of_long(table: Table, row: TableRow) -> float | str:
    status = text_of(row, "status").lower()
    value = _value(table, row, "value")
    if status in ("", "ok", "known"):
        return value
    if status not in MARKS:
        _bad(table, row, "status", f"“{status}” is not known", "ok, missing, suppressed, not applicable")
    if not isinstance(value, str):
        _bad(table, row, "value", f"there is a number, and the status is {status}", "one of the two")
    return MARKS[status]


def _check_codes(
    cells: Cells, wanted: Sequence[Described], denominators: set[str], indicators: Indicators
) -> None:
    known = {row.code for row in wanted} | denominators
    for code, line in cells.codes.items():
        if code in indicators.aggregates:
            raise BadTable(
                file=cells.table.file,
                line=line,
                column=code,
                problem=f"{code} stands above other indicators in {indicators.file}, so it has no values of its own",
            )
        if code not in known:
            raise BadTable(
                file=cells.table.file,
                line=line,
                column=code if cells.table.columns[0] and line == 1 else "indicator",
                problem=f"{indicators.file} does not know the code “{code}”",
                allowed=_some(sorted(known)),
            )
    for row in wanted:
        for column, code in (("code", row.code), ("denominator", row.denominator)):
            if code and code not in cells.codes:
                raise BadTable(
                    file=indicators.file,
                    line=row.line,
                    column=column,
                    problem=f"{cells.table.file} has no values of “{code}”",
                    allowed=_some(sorted(cells.codes)),
                )


def _limits(cells: Cells, areas: Sequence[str], wanted: Sequence[Described], end: int) -> Matrix | None:
    """An indicator that is divided by another has no limits of its own."""
    if not cells.limits:
        return None
    none = (nan, nan)
    return np.array(
        [
            [nan if row.denominator else cells.limits.get((area, row.code), none)[end] for row in wanted]
            for area in areas
        ]
    )


# One cell ------------------------------------------------------------------------------------------------


def _described(table: Table, row: TableRow, code: str, is_aggregate: bool) -> Described:
    direction = text_of(row, "direction")
    if not is_aggregate and direction not in ("1", "+1", "-1", "1.0", "-1.0"):
        _bad(
            table,
            row,
            "direction",
            "the cell is blank" if not direction else f"“{direction}” is no direction",
            "1 where a higher value raises the index, -1 where it lowers it",
        )
    weight = number_of(table, row, "weight")
    if weight < 0:
        _bad(table, row, "weight", f"{weight:g} is below 0", "0 or more")
    posts = number_of(table, row, "least"), number_of(table, row, "greatest")
    benchmark = number_of(table, row, "benchmark")
    return Described(
        line=row.line,
        code=code,
        name=text_of(row, "name"),
        node=Node(
            code,
            text_of(row, "parent"),
            -1 if direction.startswith("-") else 1,
            1.0 if isnan(weight) else weight,
        ),
        denominator=text_of(row, "denominator"),
        posts=None if any(map(isnan, posts)) else posts,
        benchmark=None if isnan(benchmark) else benchmark,
    )


def _check_parents(table: Table, rows: Iterable[Described], codes: set[str]) -> None:
    for row in rows:
        if row.node.parent and row.node.parent not in codes:
            raise BadTable(
                file=table.file,
                line=row.line,
                column="parent",
                problem=f"no row describes “{row.node.parent}”",
                allowed="a code of this file, or blank at the top",
            )


def _value(table: Table, row: TableRow, column: str) -> float | str:
    """A number, or the word for why there is none."""
    cell = text_of(row, column)
    if not cell:
        return MISSING
    mark = MARKS.get(cell.lower())
    return mark if mark else number_of(table, row, column)


def number_of(table: Table, row: TableRow, column: str) -> float:
    """NaN for a blank cell, and for a column that is not there."""
    cell = text_of(row, column)
    if not cell:
        return nan
    if not NUMBER.fullmatch(cell):
        _bad(table, row, column, f"“{cell}” is no number", A_NUMBER)
    number = float(cell)
    if abs(number) > LARGEST:
        _bad(table, row, column, f"“{cell}” is too large", f"{LARGEST:g} at most")
    return number


def _year(table: Table, row: TableRow) -> int:
    cell = text_of(row, "year")
    if not re.fullmatch(r"\d{4}", cell):
        _bad(
            table, row, "year", f"“{cell}” is no year" if cell else "the cell is blank", "a year such as 2021"
        )
    return int(cell)


def text_of(row: TableRow, column: str) -> str:
    return (row.cells.get(column) or "").strip()


def read(path: Path) -> Table:
    if path.is_dir():
        raise BadTable(
            file=path.name, line=None, column=None, problem="this is a folder", allowed="CSV or XLSX"
        )
    return read_table(path)


def columns_of(table: Table, wanted: Sequence[str], also: Sequence[str]) -> None:
    for column in wanted:
        if column not in table.columns:
            raise BadTable(
                file=table.file,
                line=1,
                column=column,
                problem="this column is missing",
                allowed=", ".join([*wanted, *also]),
            )
    for column in table.columns:
        if column not in wanted and column not in also:
            _no_column(table, column, [*wanted, *also])


def _no_column(table: Table, column: str, allowed: Sequence[str] | None = None) -> NoReturn:
    raise BadTable(
        file=table.file,
        line=1,
        column=column,
        problem="there is no such column",
        allowed=", ".join(allowed or table.columns),
    )


def _bad(table: Table, row: TableRow, column: str, problem: str, allowed: str) -> NoReturn:
    raise BadTable(file=table.file, line=row.line, column=column, problem=problem, allowed=allowed)


def _some(codes: Sequence[str], most: int = 12) -> str:
    return ", ".join(codes[:most]) + (f" and {len(codes) - most} more" if len(codes) > most else "")


def counted(words: Iterable[str]) -> str:
    """“12 missing, 3 suppressed”, the most frequent first."""
    times = Counter(words)
    return ", ".join(
        f"{times[word]:,} {word}" for word in sorted(times, key=lambda word: (-times[word], word))
    )
