"""A plan as it is made: what is new, changed, the same or refused, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.files import BadTable
from saidanddone.files.write import as_cell
from saidanddone.people.rules.letters import check_lines
from saidanddone.programme.models import Area

from .meanings import LEFT_OUT, Holds
from .reading import Reading

AT_MOST = 100  # rows of each kind that a page shows
REFUSALS_AT_MOST = 50


class Change(NamedTuple):
    """A row of the preview."""

    what: str
    line: int
    before: str  # blank where it is new
    after: str


class Problem(NamedTuple):
    says: str
    field: str = ""  # of the form, where it can be mended there


@dataclass
class Tally:
    count: int = 0
    shown: list[Change] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.shown)

    @property
    def has_room(self) -> bool:
        return len(self.shown) < AT_MOST


@dataclass
class Stranger:
    """A place or an indicator that the programme does not have."""

    name: str
    line: int
    lines: int = 1
    last: int = 0

    def stands_in(self, line: int) -> None:
        """Lines come one after another; a wide one names its place once for each column."""
        self.lines += line not in (self.line, self.last)
        self.last = line


@dataclass
class Plan:
    reading: Reading
    problems: list[Problem] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # of single lines, the first of them
    refused_count: int = 0
    new: Tally = field(default_factory=Tally)
    changed: Tally = field(default_factory=Tally)
    same: int = 0
    lost: int = 0  # known values that would become unknown
    declared: list[Any] = field(default_factory=list)  # indicators and measures that are new
    left_out: list[str] = field(default_factory=list)  # what of the file is not taken in, and why
    strange_areas: dict[str, Stranger] = field(default_factory=dict)
    strange_indicators: dict[str, Stranger] = field(default_factory=dict)
    batches: list[list[Any]] = field(default_factory=list)  # new rows, those first that others name
    updates: list[tuple[list[Any], set[str]]] = field(default_factory=list)  # changed rows, and which fields

    @property
    def can_be_taken_in(self) -> bool:
        blocked = self.problems or self.refused_count or self.strange_indicators or self.blocking_areas
        return not blocked and bool(self.writes)

    @property
    def blocking_areas(self) -> dict[str, Stranger]:
        return {} if self.reading.leaves_out_strangers else self.strange_areas

    @property
    def codes(self) -> list[str]:
        """Of the indicators that the file gives values of."""
        if self.reading.holds != Holds.VALUES:
            return []
        return sorted({each.code for each in self.reading.named.values() if not each.is_left_out})

    @property
    def writes(self) -> int:
        return self.new.count + self.changed.count

    def ask(self, says: str, field: str = "") -> None:
        self.problems.append(Problem(says, field))

    def refuse(self, why: BadTable) -> None:
        self.refused_count += 1
        if len(self.refused) < REFUSALS_AT_MOST:
            self.refused.append(str(why))

    def bad(self, line: int, column: str, problem: str, allowed: str = "") -> BadTable:
        return BadTable(file=self.reading.file, line=line, column=column, problem=problem, allowed=allowed)

    def area(self, cell: str, line: int) -> Area | None:
        """Counted among the strangers where the programme has none of that code or name."""
        found = self.reading.known.area(cell)
        if found is None:
            self.strange_areas.setdefault(cell, Stranger(cell, line)).stands_in(line)
        return found

    def stranger_indicator(self, cell: str, line: int) -> None:
        self.strange_indicators.setdefault(cell, Stranger(cell, line)).stands_in(line)

    def add_new(self, what: str, line: int, after: str) -> None:
        self.new.count += 1
        if self.new.has_room:
            self.new.shown.append(Change(what, line, "", after))

    def add_change(self, what: str, line: int, before: str, after: str) -> None:
        self.changed.count += 1
        if self.changed.has_room:
            self.changed.shown.append(Change(what, line, before, after))

    def keep(self, rows: Sequence[Any]) -> None:
        if rows:
            self.batches.append(list(rows))

    def declare(self, rows: Iterable[Any]) -> None:
        """New indicators or measures, which their values name: each once."""
        self.declared = list({id(each): each for each in rows if each.pk is None}.values())
        self.keep(self.declared)

    def change(self, rows: Sequence[Any], fields: Collection[str]) -> None:
        if rows:
            self.updates.append((list(rows), set(fields)))

    def say_what_is_left_out(self) -> None:
        reading = self.reading
        columns = [f"“{column}”" for column in reading.columns_that_are(LEFT_OUT)]
        if columns and not reading.is_fingertips:
            says = ngettext("the column %(columns)s", "the columns %(columns)s", len(columns))
            self.left_out.append(says % {"columns": ", ".join(columns)})
        if reading.leaves_out_strangers and self.strange_areas:
            count = sum(each.lines for each in self.strange_areas.values())
            says = ngettext(
                "%(n)s line of a place that is not in this programme",
                "%(n)s lines of places that are not in this programme",
                count,
            )
            self.left_out.append(says % {"n": f"{count:,}"})


def checked(row: Model, fields: Collection[str]) -> list[tuple[str, str]]:
    """What is wrong in these fields of a row: of each the field and a sentence."""
    others = [each.name for each in row._meta.concrete_fields if each.name not in fields]
    try:
        row.clean_fields(exclude=others)
        check_lines(row)
    except ValidationError as why:
        return [(name, " ".join(says)) for name, says in why.message_dict.items()]
    return []


def shown(value: object) -> str:
    """A value of a field as the preview prints it."""
    return as_cell(value) if value not in (None, "") else _("blank")
