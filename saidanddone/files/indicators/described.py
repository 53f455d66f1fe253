"""What indicators are: a row each, and a row for each aggregate that they are brought together in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from saidanddone.methods.benchmark import KINDS, MULTIPLIER, RATE

from ..cells import bad, columns_of, number_of, read, text_of
from ..problems import BadTable
from ..read import Table, TableRow

COLUMNS = ("code", "parent", "direction", "weight")
ALSO = ("denominator", "name", "least", "greatest", "benchmark", "kind", "per")


@dataclass(frozen=True)
class Described:
    """A line of INDICATORS."""

    line: int
    code: str
    name: str
    parent: str
    direction: int
    weight: float
    denominator: str
    posts: tuple[float, float] | None
    benchmark: float | None
    kind: str = ""  # proportion or rate, where values may come from counts
    per: float = MULTIPLIER  # of a rate


@dataclass(frozen=True)
class Indicators:
    file: str
    rows: tuple[Described, ...]

    @property
    def aggregates(self) -> set[str]:
        return {row.parent for row in self.rows} - {""}

    @property
    def leaves(self) -> list[Described]:
        """The indicators, in the order of their codes."""
        return sorted((row for row in self.rows if row.code not in self.aggregates), key=lambda row: row.code)

    def name_of(self, code: str) -> str:
        return next((row.name for row in self.rows if row.code == code and row.name), code)


def read_indicators(path: Path) -> Indicators:
    """Raises BadTable for a column that is missing or unknown, a code that is there twice, a direction that is
    none, a weight that is no number."""
    table = read(path)
    columns_of(table, COLUMNS[:1], COLUMNS[1:] + ALSO)
    parents = {text_of(row, "parent") for row in table.rows} - {""}
    seen: set[str] = set()
    rows = []
    for row in table.rows:
        code = text_of(row, "code")
        if not code:
            bad(table, row, "code", "the cell is blank", "a code")
        if code in seen:
            bad(table, row, "code", f"“{code}” is there twice", "each code once")
        seen.add(code)
        rows.append(_described(table, row, code, code in parents))
    if not rows:
        raise BadTable(
            file=table.file, line=None, column=None, problem="no indicator is described", allowed="one a row"
        )
    _check_parents(table, rows, seen)
    return Indicators(table.file, tuple(rows))


def _described(table: Table, row: TableRow, code: str, is_aggregate: bool) -> Described:
    direction = text_of(row, "direction")
    if not is_aggregate and direction not in ("1", "+1", "-1", "1.0", "-1.0"):
        bad(
            table,
            row,
            "direction",
            "the cell is blank" if not direction else f"“{direction}” is no direction",
            "1 where a higher value raises the index, -1 where it lowers it",
        )
    weight = number_of(table, row, "weight")
    if weight < 0:
        bad(table, row, "weight", f"{weight:g} is below 0", "0 or more")
    posts = number_of(table, row, "least"), number_of(table, row, "greatest")
    benchmark = number_of(table, row, "benchmark")
    kind, per = _kind(table, row, is_aggregate)
    return Described(
        line=row.line,
        code=code,
        name=text_of(row, "name"),
        parent=text_of(row, "parent"),
        direction=-1 if direction.startswith("-") else 1,
        weight=1.0 if isnan(weight) else weight,
        denominator=text_of(row, "denominator"),
        posts=None if any(map(isnan, posts)) else posts,
        benchmark=None if isnan(benchmark) else benchmark,
        kind=kind,
        per=per,
    )


def _kind(table: Table, row: TableRow, is_aggregate: bool) -> tuple[str, float]:
    """What counts of the indicator make, and per how many."""
    kind, per = text_of(row, "kind"), number_of(table, row, "per")
    if kind and kind not in KINDS:
        bad(table, row, "kind", f"“{kind}” is no kind", f"{', '.join(KINDS)}, or blank")
    if kind and is_aggregate:
        bad(table, row, "kind", "an aggregate has no counts of its own", "blank")
    if kind and text_of(row, "denominator"):
        bad(table, row, "kind", "there is a denominator too, by which the value is divided", "one of the two")
    if not isnan(per) and kind != RATE:
        bad(
            table,
            row,
            "per",
            f"the kind is {kind or 'blank'}, which is per nothing",
            "blank, or the kind rate",
        )
    if per <= 0:
        bad(table, row, "per", f"{per:g} is not above 0", "a number above 0, such as 100000")
    return kind, MULTIPLIER if isnan(per) else per


def _check_parents(table: Table, rows: Iterable[Described], codes: set[str]) -> None:
    for row in rows:
        if row.parent and row.parent not in codes:
            raise BadTable(
                file=table.file,
                line=row.line,
                column="parent",
                problem=f"no row describes “{row.parent}”",
                allowed="a code of this file, or blank at the top",
            )
