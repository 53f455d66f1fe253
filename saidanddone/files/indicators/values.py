"""Values of areas as a matrix, each indicator in its latest year, with why a cell has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan, nan
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from saidanddone.methods.benchmark import PROPORTION, estimate_of, standard_errors

from ..cells import read, some, text_of
from ..problems import BadTable
from ..read import Table
from .counts import wrong_in
from .described import Described, Indicators
from .layouts import MISSING, NOT_APPLICABLE, Layout, Observation, layout_of, number_or_why, observations

Matrix = NDArray[np.float64]


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
    from_counts: dict[str, int] = field(
        default_factory=dict
    )  # of an indicator, how many values its counts gave

    @property
    def errors(self) -> Matrix | None:
        if self.low is None or self.high is None:
            return None
        return standard_errors(self.low, self.high)

    @cached_property
    def not_applicable(self) -> NDArray[np.bool_]:
        return np.array(
            [
                [self.why.get((area, code)) == NOT_APPLICABLE for code in self.indicators]
                for area in self.areas
            ]
        )


def read_values(path: Path, indicators: Indicators, by: str | None = None) -> Values:
    """Wide, long or in Fingertips' layout, as the header says. Raises BadTable with line and column for what does
    not fit."""
    table = read(path)
    cells = _Cells(table, layout_of(table, by))
    wanted = indicators.leaves
    _check_codes(cells, wanted, indicators)
    for row in wanted:
        if row.kind:
            cells.work_out(row)
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
    limits = _limits(cells, areas, wanted)
    return Values(
        file=table.file,
        areas=areas,
        names=cells.names,
        lines=cells.lines,
        indicators=tuple(row.code for row in wanted),
        matrix=matrix,
        why=why,
        low=None if limits is None else limits[:, :, 0],
        high=None if limits is None else limits[:, :, 1],
        years=cells.years,
        groups=None if by is None else tuple(cells.groups.get(area, "") for area in areas),
        from_counts=cells.from_counts,
    )


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
        value, _why = number_or_why(table, row, column)
        if value is not None:
            found[area] = value
    return found


@dataclass
class _Cells:
    """What a file holds of each area and code, in the code's latest year."""

    table: Table
    layout: Layout
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)  # and a line on which it stands
    years: dict[str, int] = field(default_factory=dict)
    held: dict[tuple[str, str], Observation] = field(default_factory=dict)
    from_counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = list(observations(self.table, self.layout))
        for each in found:
            if each.year is not None:
                self.years[each.indicator] = max(self.years.get(each.indicator, 0), each.year)
        for each in found:
            self._take(each)
        if self.layout.kind == "wide":
            self.codes = dict.fromkeys(self.layout.indicators, 1)

    def _take(self, each: Observation) -> None:
        area, code = each.area, each.indicator
        if self.layout.kind == "wide" and self.lines.get(area, each.line) != each.line:
            self._refuse(each, self.layout.area, f"the area “{area}” is there twice", "each area once")
        self.lines.setdefault(area, each.line)
        self.codes.setdefault(code, each.line)
        self.names[area] = each.area_name or self.names.get(area, "")
        self.groups[area] = each.group or self.groups.get(area, "")
        if self.years and each.year != self.years[code]:
            return
        if (area, code) in self.held:
            when = f" in {each.year}" if each.year else ""
            self._refuse(
                each, self.layout.column("indicator"), f"“{code}” of {area}{when} is there twice", "each once"
            )
        self.held[area, code] = each

    def _refuse(self, at: Observation, column: str, problem: str, allowed: str) -> None:
        raise BadTable(file=self.table.file, line=at.line, column=column, problem=problem, allowed=allowed)

    def work_out(self, row: Described) -> None:
        """Of an indicator with a kind: a value and its limits where the cell is blank and there are counts."""
        code = row.code
        for area in self.lines:
            each = self.held.get((area, code))
            if each is None:
                continue
            if row.kind == PROPORTION and each.value is not None and not 0 <= each.value <= 1:
                self._refuse(each, each.column, f"{each.value:g} is no proportion", "0 to 1")
            if not each.is_blank or each.numerator is None or each.denominator is None:
                continue
            wrong = wrong_in(each.numerator, each.denominator, row.kind)
            if wrong is not None:
                self._refuse(each, self.layout.column(wrong.column), wrong.problem, wrong.allowed)
            found = estimate_of(int(each.numerator), each.denominator, row.kind, row.per)
            self.held[area, code] = each._replace(value=found.value, why="", low=found.low, high=found.high)
            self.from_counts[code] = self.from_counts.get(code, 0) + 1

    def number(self, area: str, row: Described) -> float:
        value = self._as_number(area, row.code)
        if not row.denominator:
            return value
        below = self._as_number(area, row.denominator)
        if below == 0:
            at = self.held[area, row.denominator]
            self._refuse(
                at, row.denominator, f"the denominator of {row.code} is 0", "any other number, or blank"
            )
        return value / below

    def reason(self, area: str, row: Described) -> str:
        for code in filter(None, (row.code, row.denominator)):
            held = self.held.get((area, code))
            if held is None or held.value is None:
                return held.why if held else MISSING
        return MISSING

    def limits(self, area: str, row: Described) -> tuple[float, float]:
        """An indicator that is divided by another has no limits of its own."""
        held = self.held.get((area, row.code))
        if row.denominator or held is None or held.low is None or held.high is None:
            return nan, nan
        return held.low, held.high

    def _as_number(self, area: str, code: str) -> float:
        held = self.held.get((area, code))
        return nan if held is None or held.value is None else held.value


def _check_codes(cells: _Cells, wanted: Sequence[Described], indicators: Indicators) -> None:
    known = {row.code for row in wanted} | {row.denominator for row in wanted} - {""}
    wide = cells.layout.kind == "wide"
    for code, line in cells.codes.items():
        column = code if wide else cells.layout.column("indicator")
        if code in indicators.aggregates:
            raise BadTable(
                file=cells.table.file,
                line=line,
                column=column,
                problem=f"{code} stands above other indicators in {indicators.file}, so it has no values of its own",
            )
        if code not in known:
            raise BadTable(
                file=cells.table.file,
                line=line,
                column=column,
                problem=f"{indicators.file} does not know the code “{code}”",
                allowed=some(sorted(known)),
            )
    for row in wanted:
        for column, code in (("code", row.code), ("denominator", row.denominator)):
            if code and code not in cells.codes:
                raise BadTable(
                    file=indicators.file,
                    line=row.line,
                    column=column,
                    problem=f"{cells.table.file} has no values of “{code}”",
                    allowed=some(sorted(cells.codes)),
                )


def _limits(cells: _Cells, areas: Sequence[str], wanted: Sequence[Described]) -> Matrix | None:
    """areas x indicators x 2; None where no value has any."""
    found = np.array([[cells.limits(area, row) for row in wanted] for area in areas])
    return None if np.isnan(found).all() else found


def counted(words: Iterable[str]) -> str:
    """“12 missing, 3 suppressed”, the most frequent first."""
    times = Counter(words)
    return ", ".join(
        f"{times[word]:,} {word}" for word in sorted(times, key=lambda word: (-times[word], word))
    )
