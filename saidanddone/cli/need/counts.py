"""Counts of areas as `said need compare` and `said need funnel` take them: a numerator of a denominator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saidanddone.files import BadTable, Table, TableRow
from saidanddone.files.cells import bad, columns_of, read, text_of
from saidanddone.files.indicators import no_count, number_or_why, wrong_in
from saidanddone.methods.checks import MOST_PEOPLE
from saidanddone.methods.rounding import round_half_up


@dataclass(frozen=True)
class Counted:
    area: str
    name: str
    numerator: int
    denominator: float

    @property
    def shown(self) -> str:
        return named(self.area, self.name)


@dataclass(frozen=True)
class Counts:
    """Areas in the order of their codes."""

    file: str
    areas: tuple[Counted, ...]
    left_out: dict[str, str]  # an area without counts, and why


def read_counts(file: Path, kind: str) -> Counts:
    """Raises BadTable with line and column for what cannot be."""
    table = read(file)
    columns_of(table, ("area", "numerator", "denominator"), ("name",))
    seen: dict[str, Counted | str] = {}
    for row in table.rows:
        area = text_of(row, "area")
        if not area:
            bad(table, row, "area", "the cell is blank", "the area's code")
        if area in seen:
            bad(table, row, "area", f"the area “{area}” is there twice", "each area once")
        seen[area] = _counted(table, row, area, kind)
    in_order = sorted(seen.items())
    areas = tuple(each for _, each in in_order if isinstance(each, Counted))
    if not areas:
        raise BadTable(file=table.file, line=None, column=None, problem="no area has counts")
    return Counts(table.file, areas, {area: each for area, each in in_order if isinstance(each, str)})


def _counted(table: Table, row: TableRow, area: str, kind: str) -> Counted | str:
    """Or the word for why there are no counts."""
    (above, why), (below, why_not) = (
        number_or_why(table, row, column) for column in ("numerator", "denominator")
    )
    if above is None or below is None:
        return why or why_not
    wrong = wrong_in(above, below, kind)
    if wrong is not None:
        bad(table, row, *wrong)
    return Counted(area, text_of(row, "name"), int(above), below)


def whole(table: Table, row: TableRow, column: str, number: float) -> int:
    """A count. Raises BadTable for a number that is none."""
    wrong = no_count(column, number)
    if wrong is not None:
        bad(table, row, *wrong)
    return int(number)


def check_multiplier(multiplier: float) -> None:
    if not 0 < multiplier <= MOST_PEOPLE:
        raise ValueError(
            f"--multiplier is {multiplier:g}; allowed: above 0, such as 100000, and {MOST_PEOPLE:,} at most"
        )


def named(area: str, name: str) -> str:
    return f"{name} ({area})" if name else area


def amount(number: float) -> str:
    """People, or person-years, which may be a fraction."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def figure(value: float) -> str:
    """Small figures need more digits than large ones."""
    return f"{round_half_up(value, 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3):,}"
