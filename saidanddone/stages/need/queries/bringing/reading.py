"""A brought table as it is read: what it holds, what its columns are, and what somebody said of either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from saidanddone.files import Table, table_of
from saidanddone.files.cells import text_of
from saidanddone.files.indicators import MARKS, Layout
from saidanddone.files.indicators.layouts import MISSING, NOT_APPLICABLE, SUPPRESSED
from saidanddone.programme.models import Area, Programme, Source
from saidanddone.programme.queries import areas_of, sources_of
from saidanddone.programme.rules import Person

from ...models import BroughtTable, Indicator, IndicatorValue, SmallAreaMeasure
from .meanings import Holds, Knows, is_fingertips, what_columns_are, what_it_holds

Status = IndicatorValue.Status
WORDS = {
    Status.MISSING: MISSING,
    Status.SUPPRESSED: SUPPRESSED,
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
}  # as files call each
STATUS_OF = {word: status for status, word in WORDS.items()}
A_MISTAKE = ""  # what a mark means that nobody has given a meaning
MARK_AT_MOST, MARKS_AT_MOST = 30, 20  # letters of a mark; marks that a page asks about
NAMED_AT_MOST = 80  # indicators or measures that one file may bring: a form has so many fields at most


def brought_visible_to(person: Person, programme: Programme) -> QuerySet[BroughtTable]:
    """Whoever laid a file aside, and nobody else: it is nothing yet."""
    account = person.account.pk if person.account else None
    return BroughtTable.objects.filter(programme=programme, brought_by=account).select_related("programme")


class Known:
    """What the programme has that a cell may name: by its code, else by its exact name."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.areas: dict[str, Area] = _by_code_or_name(areas_of(programme))
        self.indicators: dict[str, Indicator] = _by_code_or_name(
            Indicator.objects.filter(programme=programme).order_by("id")
        )
        for each in self.indicators.values():
            each.programme = programme
        self.sources: dict[str, Source] = {each.key: each for each in sources_of(programme)}

    @cached_property
    def measures(self) -> dict[str, SmallAreaMeasure]:
        rows = SmallAreaMeasure.objects.filter(programme=self.programme).select_related("programme")
        found = {each.name.casefold(): each for each in rows}
        return found | {each.key.casefold(): each for each in rows}

    @cached_property
    def knows(self) -> Knows:
        return Knows(lambda cell: self.area(cell) is not None, lambda cell: self.indicator(cell) is not None)

    def area(self, cell: str) -> Area | None:
        return self.areas.get(cell.strip().casefold())

    def indicator(self, cell: str) -> Indicator | None:
        return self.indicators.get(cell.strip().casefold())


def _by_code_or_name(rows: Any) -> dict[str, Any]:
    found = {each.name.casefold(): each for each in rows}
    return found | {each.code.casefold(): each for each in rows}


@dataclass(frozen=True)
class Named:
    """An indicator or a measure as the file names it, and what was said of it. `row` is the one that is here already."""

    name: str  # in the file
    said: Mapping[str, Any]
    code: str  # blank: left out
    row: Any

    @property
    def is_left_out(self) -> bool:
        return not self.code


@dataclass
class Reading:
    brought: BroughtTable
    table: Table
    known: Known
    holds: str
    columns: dict[str, str]  # what each is; blank: left out
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_fingertips(self) -> bool:
        return self.holds == Holds.VALUES and is_fingertips(self.table)

    def column(self, key: str) -> str:
        """The one that is this; blank where none is."""
        return next((column for column, meaning in self.columns.items() if meaning == key), "")

    def columns_that_are(self, key: str) -> list[str]:
        return [column for column, meaning in self.columns.items() if meaning == key]

    @property
    def year(self) -> int | None:
        """Of everything in a file that names none."""
        return self.said.get("year")

    @property
    def asks_year(self) -> bool:
        has_years = self.holds in (Holds.VALUES, Holds.AGES, Holds.SMALL_AREAS)
        return has_years and not self.column("year")

    @property
    def asks_which_indicator(self) -> bool:
        return self.holds == Holds.AGES and not self.column("indicator")

    @property
    def leaves_out_strangers(self) -> bool:
        return bool(self.said.get("leave_out"))

    @property
    def source(self) -> Source | None:
        return self.known.sources.get(self.said.get("source", ""))

    @cached_property
    def numbers(self) -> list[str]:
        """The columns in which numbers stand, or a mark in the place of one."""
        if self.holds == Holds.VALUES:
            keys: Sequence[str] = ("cells", "value", "low", "high", "numerator", "denominator")
        else:
            keys = ("cells",) if self.holds == Holds.SMALL_AREAS else ()
        return [column for column, meaning in self.columns.items() if meaning in keys]

    @cached_property
    def marks_found(self) -> dict[str, int]:
        """Every text without a figure that stands in the place of a number, and how often; the most frequent first."""
        counted: Counter[str] = Counter()
        for row in self.table.rows:
            for column in self.numbers:
                cell = text_of(row, column).lower()
                if cell and len(cell) <= MARK_AT_MOST and not any(letter.isdigit() for letter in cell):
                    counted[cell] += 1
        return dict(counted.most_common(MARKS_AT_MOST))

    def mark_means(self, mark: str) -> str:
        """A status; blank where it is a mistake until somebody says otherwise."""
        said: str | None = self.said.get("marks", {}).get(mark)
        if said is not None:
            return said
        return STATUS_OF[MARKS[mark]] if mark in MARKS else A_MISTAKE

    @cached_property
    def marks(self) -> dict[str, str]:
        """What is usual, and what somebody said instead of it or beside it."""
        means = {mark: self.mark_means(mark) for mark in {*MARKS, *self.marks_found}}
        return {mark: WORDS[Status(status)] for mark, status in means.items() if status}

    def layout(self) -> Layout:
        held = {key: column for column, key in self.columns.items() if key and key != "cells"}
        cells = tuple(self.columns_that_are("cells"))
        if self.is_fingertips:
            return Layout("fingertips", held.get("area", ""), columns=held, marks=self.marks)
        if cells and "indicator" not in held:
            kept = {key: held[key] for key in ("year", "period") if key in held}
            return Layout("wide", held.get("area", ""), cells, kept, marks=self.marks)
        whole = (held.get("value") or self.file,)
        return Layout("long", held.get("area", ""), whole, held, marks=self.marks)

    @cached_property
    def named(self) -> dict[str, Named]:
        """The indicators or measures whose values the file holds, by the name that it gives them."""
        if self.holds == Holds.SMALL_AREAS:
            return {name: self._named(name, self.known.measures) for name in self.columns_that_are("cells")}
        if self.holds != Holds.VALUES:
            return {}
        layout = self.layout()
        column = layout.column("indicator")
        if layout.kind == "wide" or not column:
            names = list(layout.indicators)
        else:
            names = list(dict.fromkeys(filter(None, (text_of(row, column) for row in self.table.rows))))
        return {name: self._named(name, self.known.indicators) for name in names}

    def _named(self, name: str, rows: Mapping[str, Any]) -> Named:
        said = self.said.get("named", {}).get(name, {})
        short = slugify(name.replace("_", " "))[:60].strip("-")
        guess = rows.get(name.casefold()) or rows.get(short) or rows.get(self.full_name(name).casefold())
        known_as = getattr(guess, "code", None) or getattr(guess, "key", None)
        code = said.get("code", known_as or short)
        return Named(name, said, code, rows.get(code.casefold()) if code else None)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Of what is here already and the file may mean, with names."""
        if self.holds == Holds.SMALL_AREAS:
            return sorted({(each.key, each.name) for each in self.known.measures.values()})
        return sorted({(each.code, each.name) for each in self.known.indicators.values()})

    def full_name(self, name: str) -> str:
        """Of an indicator that a Fingertips file knows by a number."""
        return self._full_names.get(name, name)

    @cached_property
    def _full_names(self) -> dict[str, str]:
        if not self.is_fingertips or "Indicator Name" not in self.table.columns:
            return {}
        return {
            text_of(row, "Indicator ID"): text_of(row, "Indicator Name") for row in reversed(self.table.rows)
        }

    @property
    def file(self) -> str:
        return self.brought.file

    def note(self, line: int) -> str:
        """Where a row came from, in its note."""
        words = {"file": self.file, "sheet": self.table.sheet, "line": line}
        if self.table.sheet:
            where = _("%(file)s, sheet %(sheet)s, line %(line)s") % words
        else:
            where = _("%(file)s, line %(line)s") % words
        return f"{where} ({self.source.title})" if self.source else where

    def field(self, column: str) -> str:
        """Under which name the form asks what a column is."""
        return f"c{self.table.columns.index(column)}"

    def first_cells(self, column: str, most: int = 3) -> list[str]:
        found = (text_of(row, column) for row in self.table.rows[:20])
        return list(dict.fromkeys(filter(None, found)))[:most]


def reading_of(brought: BroughtTable) -> Reading:
    """Raises BadTable where it is no table."""
    table = table_of(brought.file, bytes(brought.content))
    known = Known(brought.programme)
    said = brought.mapping
    holds = brought.holds or what_it_holds(table, known.knows)
    guessed = what_columns_are(table, holds, known.knows)
    columns = guessed | {column: key for column, key in said.get("columns", {}).items() if column in guessed}
    return Reading(brought, table, known, holds, columns, said)
