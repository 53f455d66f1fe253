"""Outlines of areas, and the small areas within them, as rows of files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.geojson import rings_of
from saidanddone.files.types import Number, Whole
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, fits, once, several

from .. import actions, queries, rules
from ..models import AreaMap, AreaShape, SmallArea, SmallAreaMeasure, SmallAreaValue


def _rings(at: CheckedRow[Any], cell: str | None) -> Any:
    """A list of rings, as JSON in one cell."""
    if not cell:
        return None
    try:
        return rings_of(json.loads(cell))
    except ValueError as why:
        raise BadTable(
            file=at.file,
            line=at.line,
            column="rings",
            problem="these are no rings",
            allowed="as JSON, a list of rings, each a list of four pairs of numbers or more that ends as it begins",
        ) from why


class MapRow(Row):
    key: str
    name: str
    source: str | None
    strangers: str | None


def load_maps(loading: Loading, rows: Sequence[CheckedRow[MapRow]]) -> None:
    once(rows, "key")
    maps = [fits(at, AreaMap(
        programme=loading.programme, key=at.row.key, name=at.row.name,
        source=loading.find("source", at.row.source, at, "source"), strangers=several(at.row.strangers),
        **at.row.from_where(),
    )) for at in rows]  # fmt: skip
    for made in actions.record_maps(maps=maps, by=loading.by):
        loading.keep("map", made.key, made)


def dump_maps(programme: Programme) -> Iterable[Sequence[object]]:
    for m in queries.maps_in_file_order(programme):
        yield (
            m.key, m.name, m.source.key if m.source else None, SEVERAL.join(m.strangers) or None, m.provenance, m.note,
        )  # fmt: skip


class ShapeRow(Row):
    map: str
    area: str
    rings: str


def load_shapes(loading: Loading, rows: Sequence[CheckedRow[ShapeRow]]) -> None:
    once(rows, "map", "area")
    actions.record_shapes(
        shapes=[
            AreaShape(
                map=loading.find("map", at.row.map, at, "map"),
                area=loading.find("area", at.row.area, at, "area"),
                rings=_rings(at, at.row.rings),
            )
            for at in rows
        ],
        by=loading.by,
    )


def dump_shapes(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.shapes_in_file_order(programme):
        yield (s.map.key, s.area.code, json.dumps(s.rings, separators=(",", ":")), "", "")


class SmallAreaRow(Row):
    area: str
    code: str
    name: str
    rings: str | None


def load_small_areas(loading: Loading, rows: Sequence[CheckedRow[SmallAreaRow]]) -> None:
    once(rows, "code")
    small = [fits(at, SmallArea(
        programme=loading.programme, area=loading.find("area", at.row.area, at, "area"), code=at.row.code,
        name=at.row.name, rings=_rings(at, at.row.rings), **at.row.from_where(),
    )) for at in rows]  # fmt: skip
    for made in actions.record_small_areas(small_areas=small, by=loading.by):
        loading.keep("small area", made.code, made)


def dump_small_areas(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.small_areas_in_file_order(programme):
        rings = None if s.rings is None else json.dumps(s.rings, separators=(",", ":"))
        yield (s.area.code, s.code, s.name, rings, s.provenance, s.note)


class MeasureRow(Row):
    key: str
    name: str
    direction: Literal["higher-is-worse", "higher-is-better"]
    unit: str
    year: Whole
    source: str | None


def load_measures(loading: Loading, rows: Sequence[CheckedRow[MeasureRow]]) -> None:
    once(rows, "key")
    measures = [fits(at, SmallAreaMeasure(
        programme=loading.programme, key=at.row.key, name=at.row.name, direction=at.row.direction,
        unit=at.row.unit, year=at.row.year, source=loading.find("source", at.row.source, at, "source"),
        **at.row.from_where(),
    )) for at in rows]  # fmt: skip
    for made in actions.record_small_area_measures(measures=measures, by=loading.by):
        loading.keep("measure of small areas", made.key, made)


def dump_measures(programme: Programme) -> Iterable[Sequence[object]]:
    for m in queries.small_area_measures_in_file_order(programme):
        yield (
            m.key, m.name, m.direction, m.unit, m.year, m.source.key if m.source else None, m.provenance, m.note,
        )  # fmt: skip


class SmallAreaValueRow(Row):
    measure: str
    small_area: str
    value: Number | None
    status: Literal["ok", "missing", "suppressed", "not-applicable"]


def load_small_area_values(loading: Loading, rows: Sequence[CheckedRow[SmallAreaValueRow]]) -> None:
    once(rows, "measure", "small_area")
    values = []
    for at in rows:
        r = at.row
        try:
            rules.check_value(r.status, r.value)
        except Refused as why:
            allowed = "a number where the status is ok, else a blank cell"
            raise BadTable(
                file=at.file, line=at.line, column="value", problem=str(why), allowed=allowed
            ) from why
        values.append(
            SmallAreaValue(
                measure=loading.find("measure of small areas", r.measure, at, "measure"),
                small_area=loading.find("small area", r.small_area, at, "small_area"),
                value=r.value,
                status=r.status,
            )
        )
    actions.record_small_area_values(values=values, by=loading.by)


def dump_small_area_values(programme: Programme) -> Iterable[Sequence[object]]:
    for v in queries.small_area_values_in_file_order(programme):
        yield (v.measure.key, v.small_area.code, v.value, v.status, "", "")
