"""Counts of areas by age group, and the standard that they are set against, as `said need standardise` takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from saidanddone.files import BadTable, Table, TableRow
from saidanddone.files.cells import bad, columns_of, number_of, read, some, text_of
from saidanddone.files.indicators import age_of, no_size, number_or_why
from saidanddone.methods.standardised import european_standard

from .counts import whole


@dataclass(frozen=True)
class AgeGroup:
    """Of an area, or of the standard."""

    line: int
    events: int
    people: float


@dataclass
class ByAge:
    area: str
    line: int  # the last on which it stands
    name: str = ""
    groups: dict[str, AgeGroup] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # of every age group, also of one without counts
    why: str = ""  # where counts are missing: of which age group, and for what reason


@dataclass(frozen=True, eq=False)
class Ages:
    file: str
    areas: tuple[ByAge, ...]  # in the order of their codes

    @cached_property
    def known(self) -> tuple[ByAge, ...]:
        return tuple(each for each in self.areas if not each.why)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Of all areas, in the order in which they first stand."""
        return tuple(dict.fromkeys(age for each in self.areas for age in each.lines))

    def check(self, wanted: Iterable[str], of: str) -> None:
        """Raises BadTable for an area that lacks an age group of the standard, or has one that is not in it."""
        wanted = tuple(wanted)
        for each in self.areas:
            for age, line in each.lines.items():
                if age not in wanted:
                    self._refuse(line, f"{of} has no age group “{age}”", some(wanted, 21))
            for age in wanted:
                if age not in each.lines:
                    problem = f"the area “{each.area}” has no row for the age group “{age}”"
                    self._refuse(each.line, problem, f"the age groups of {of} in every area")

    def _refuse(self, line: int, problem: str, allowed: str) -> None:
        raise BadTable(file=self.file, line=line, column="age", problem=problem, allowed=allowed)


def read_ages(file: Path) -> Ages:
    """area,age,events,people[,name]. Raises BadTable with line and column for what cannot be."""
    table = read(file)
    columns_of(table, ("area", "age", "events", "people"), ("name",))
    areas: dict[str, ByAge] = {}
    for row in table.rows:
        area = text_of(row, "area")
        if not area:
            bad(table, row, "area", "the cell is blank", "the area's code")
        each = areas.setdefault(area, ByAge(area, row.line))
        age = age_of(table, row, "age")
        if age in each.lines:
            bad(table, row, "age", f"the age group “{age}” of “{area}” is there twice", "each once")
        each.line = each.lines[age] = row.line
        each.name = each.name or text_of(row, "name")
        _take(table, row, each, age)
    found = Ages(table.file, tuple(areas[area] for area in sorted(areas)))
    if not found.known:
        raise BadTable(
            file=table.file, line=None, column=None, problem="no area has counts in each of its age groups"
        )
    return found


def _take(table: Table, row: TableRow, each: ByAge, age: str) -> None:
    (events, why), (people, why_not) = (number_or_why(table, row, column) for column in ("events", "people"))
    if events is None or people is None:
        each.why = each.why or f"{why or why_not} at the ages {age}"
        return
    count = whole(table, row, "events", events)
    _check_people(table, row, people)
    each.groups[age] = AgeGroup(row.line, count, people)


def read_standard(file: Path, with_events: bool) -> tuple[str, dict[str, AgeGroup]]:
    """age,people for the direct way, age,events,people for the indirect. Raises BadTable for a cell without a number."""
    table = read(file)
    wanted = ("age", "events", "people") if with_events else ("age", "people")
    columns_of(table, wanted, () if with_events else ("events",))
    groups: dict[str, AgeGroup] = {}
    for row in table.rows:
        age = age_of(table, row, "age")
        if age in groups:
            bad(table, row, "age", f"the age group “{age}” is there twice", "each once")
        for column in wanted[1:]:
            if not text_of(row, column):
                bad(table, row, column, "the cell is blank", "a number for each age group")
        events = whole(table, row, "events", number_of(table, row, "events")) if with_events else 0
        people = number_of(table, row, "people")
        _check_people(table, row, people)
        groups[age] = AgeGroup(row.line, events, people)
    if not groups:
        raise BadTable(
            file=table.file, line=None, column=None, problem="there is no age group", allowed="one a row"
        )
    if with_events and not any(group.events for group in groups.values()):
        raise BadTable(
            file=table.file,
            line=None,
            column="events",
            problem="there is no event, so that none is expected",
            allowed="1 or more in all",
        )
    return table.file, groups


def european(ages: Ages) -> dict[str, int]:
    """The European Standard Population, where the age groups are its own. Raises BadTable where they are not."""
    standard = european_standard(ages.groups)
    for each in ages.areas:
        for age, line in each.lines.items():
            if age not in standard:
                raise BadTable(
                    file=ages.file,
                    line=line,
                    column="age",
                    problem=f"“{age}” is no age group of the European Standard Population 2013",
                    allowed=f"{', '.join(standard)}; or your own standard with --standard",
                )
    return standard


def _check_people(table: Table, row: TableRow, people: float) -> None:
    wrong = no_size("people", people)
    if wrong is not None:
        bad(table, row, *wrong)
