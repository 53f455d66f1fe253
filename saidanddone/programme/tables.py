"""How rows come in from files and go out again: every room lists its tables, the loader walks them.

A room's `tables.py` has `TABLES`, in the order in which they must be loaded. `load` gets the checked rows
of one file and hands them to the room's actions; `dump` gives the same rows back, in the same order, as
values of the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from pydantic import BaseModel

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Whole
from saidanddone.people.models import Account
from saidanddone.people.rules.letters import check_lines

from . import actions, queries
from .models import Area, Aspiration, Programme, Source

M = TypeVar("M", bound=Model)

ProvenanceWord = Literal["published", "reconstructed", "illustrative"]
SEVERAL = "; "  # between the keys that one cell names


class Row(BaseModel):
    """What every table ends with. A blank cell arrives as None."""

    provenance: ProvenanceWord | None = None
    note: str | None = None

    def from_where(self) -> dict[str, str]:
        return {"provenance": self.provenance or "", "note": self.note or ""}


@dataclass(frozen=True)
class TableOf:
    """One file of a programme: its name, what a row is, how it is loaded and written back."""

    name: str
    row: type[Row]
    load: Callable[[Loading, Sequence[CheckedRow[Any]]], None]
    dump: Callable[[Programme], Iterable[Sequence[object]]]

    @property
    def columns(self) -> list[str]:
        """The row's own columns first, then where it comes from."""
        own = [name for name in self.row.model_fields if name not in Row.model_fields]
        return [*own, *Row.model_fields]


@dataclass
class Loading:
    """One load in progress: the programme, who loads it, and every row so far by its key."""

    by: Account | None
    programme: Programme = None  # type: ignore[assignment]  # the first table makes it
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _at_the_end: list[Callable[[], None]] = field(default_factory=list)

    def at_the_end(self, load: Callable[[], None]) -> None:
        """Put off rows that name rows of a later table, until every table is in."""
        self._at_the_end.append(load)

    def finish(self) -> None:
        for load in self._at_the_end:
            load()

    def keep(self, kind: str, key: str, row: Any) -> None:
        self.rows.setdefault(kind, {})[key] = row

    def find(self, kind: str, key: str | None, at: CheckedRow[Any], column: str) -> Any:
        """The row of that key, none for a blank cell, or the sentence that says where the key is wrong."""
        if not key:
            return None
        known = self.rows.get(kind, {})
        if key not in known:
            raise BadTable(
                file=at.file,
                line=at.line,
                column=column,
                problem=f"there is no {kind} “{key}”",
                allowed=_some_of(known, f"a key of {kind}"),
            )
        return known[key]

    def find_all(self, kind: str, keys: Iterable[str] | None, at: CheckedRow[Any], column: str) -> list[Any]:
        return [self.find(kind, key, at, column) for key in keys or ()]


def _some_of(known: dict[str, Any], what: str) -> str:
    names = list(known)
    shown = ", ".join(names[:8])
    return f"{what}, such as {shown}" if names else f"{what}; none is loaded"


def several(cell: str | None) -> list[str]:
    return [part.strip() for part in cell.split(";")] if cell else []


def once(rows: Sequence[CheckedRow[Any]], *columns: str) -> None:
    """Refuse a file in which two rows have the same key."""
    seen: dict[tuple[object, ...], int] = {}
    for at in rows:
        key = tuple(getattr(at.row, column) for column in columns)
        if key in seen:
            said = " and ".join(str(part) for part in key)
            raise BadTable(
                file=at.file,
                line=at.line,
                column=columns[-1],
                problem=f"“{said}” stands already in line {seen[key]}",
                allowed="each key once",
            )
        seen[key] = at.line


def fits(at: CheckedRow[Any], row: M, **columns: str) -> M:
    """A row whose own fields hold what its model allows, or the sentence that says which does not.

    `columns` names the file's column of a field where the two are called differently.
    """
    keys = [field.name for field in row._meta.concrete_fields if field.is_relation or field.primary_key]
    try:
        row.clean_fields(exclude=keys)
        check_lines(row)
    except ValidationError as why:
        name, problems = next(iter(why.message_dict.items()))
        raise BadTable(
            file=at.file, line=at.line, column=columns.get(name, name), problem=" ".join(problems)
        ) from why
    return row


class ProgrammeRow(Row):
    slug: str
    name: str
    report_title: str
    place: str
    summary: str
    began_on: IsoDate | None
    ended_on: IsoDate | None


def load_programme(loading: Loading, rows: Sequence[CheckedRow[ProgrammeRow]]) -> None:
    if len(rows) != 1:
        at = rows[1] if rows else None
        raise BadTable(
            file=at.file if at else "programme.csv",
            line=at.line if at else 2,
            column="slug",
            problem=f"there are {len(rows)} programmes",
            allowed="exactly one row",
        )
    at = rows[0]
    fields = at.row.model_dump(exclude={"provenance", "note"}) | at.row.from_where()
    fits(at, Programme(**fields))
    try:
        loading.programme = actions.open_programme(fields=fields, by=loading.by)
    except actions.NotAllowed as why:
        raise BadTable(
            file=at.file, line=at.line, column="slug", problem=str(why), allowed="another, unused address"
        ) from why


def dump_programme(programme: Programme) -> Iterable[Sequence[object]]:
    p = programme
    yield (
        p.slug, p.name, p.report_title, p.place, p.summary, p.began_on, p.ended_on, p.provenance, p.note,
    )  # fmt: skip


class AreaRow(Row):
    code: str
    name: str
    tile_row: Whole | None
    tile_column: Whole | None


def load_areas(loading: Loading, rows: Sequence[CheckedRow[AreaRow]]) -> None:
    once(rows, "code")
    once([at for at in rows if at.row.tile_row is not None], "tile_row", "tile_column")
    known = queries.areas_by_code([at.row.code for at in rows])
    for at in rows:
        _check_name(at, known.get(at.row.code))
    areas = [
        fits(at, Area(**at.row.model_dump(exclude={"provenance", "note"}), **at.row.from_where()))
        for at in rows
    ]
    for area in actions.take_in_areas(programme=loading.programme, areas=areas, by=loading.by):
        loading.keep("area", area.code, area)


def _check_name(at: CheckedRow[AreaRow], known: Area | None) -> None:
    """Areas are shared between programmes, so that one code must mean one place."""
    if known is not None and known.name != at.row.name:
        raise BadTable(
            file=at.file,
            line=at.line,
            column="name",
            problem=f"another programme here calls {known.code} “{known.name}”",
            allowed=known.name,
        )


def dump_areas(programme: Programme) -> Iterable[Sequence[object]]:
    for a in queries.areas_of(programme):
        yield (a.code, a.name, a.tile_row, a.tile_column, a.provenance, a.note)


class SourceRow(Row):
    key: str
    title: str
    publisher: str
    year: str | None
    licence: str | None
    attribution: str | None
    address: str | None


def load_sources(loading: Loading, rows: Sequence[CheckedRow[SourceRow]]) -> None:
    once(rows, "key")
    sources = [
        fits(at, Source(
            programme=loading.programme, key=at.row.key, title=at.row.title, publisher=at.row.publisher,
            year=at.row.year or "", licence=at.row.licence or "", attribution=at.row.attribution or "",
            address=at.row.address or "", **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for source in actions.name_sources(sources=sources, by=loading.by):
        loading.keep("source", source.key, source)


def dump_sources(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.sources_of(programme):
        yield (
            s.key, s.title, s.publisher, s.year, s.licence, s.attribution, s.address, s.provenance, s.note,
        )  # fmt: skip


class AspirationRow(Row):
    key: str
    name: str
    also_called: str | None


def load_aspirations(loading: Loading, rows: Sequence[CheckedRow[AspirationRow]]) -> None:
    once(rows, "key")
    aspirations = [
        fits(at, Aspiration(
            programme=loading.programme, key=at.row.key, name=at.row.name,
            also_called=at.row.also_called or "", **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for aspiration in actions.name_aspirations(aspirations=aspirations, by=loading.by):
        loading.keep("aspiration", aspiration.key, aspiration)


def dump_aspirations(programme: Programme) -> Iterable[Sequence[object]]:
    for a in queries.aspirations_of(programme):
        yield (a.key, a.name, a.also_called, a.provenance, a.note)


TABLES = [
    TableOf("programme", ProgrammeRow, load_programme, dump_programme),
    TableOf("areas", AreaRow, load_areas, dump_areas),
    TableOf("sources", SourceRow, load_sources, dump_sources),
    TableOf("aspirations", AspirationRow, load_aspirations, dump_aspirations),
]
