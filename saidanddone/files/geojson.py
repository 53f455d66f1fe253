"""Areas as polygons, from GeoJSON: of each its code, its name and the rings it is made of."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from .problems import BadTable
from .read import NOT_IN_TEXT

BYTES_AT_MOST = 500_000_000
AREAS_AT_MOST = 300_000
FEWEST_VERTICES = 4
FURTHEST = 10.0**9  # degrees or metres: no place on Earth is further from anywhere

Vertex = tuple[float, float]
Ring = tuple[Vertex, ...]


@dataclass(frozen=True)
class Polygons:
    """One area: every ring of it, outer and inner, closed as the file closes it."""

    code: str
    name: str
    rings: tuple[Ring, ...]

    @property
    def vertices(self) -> tuple[Vertex, ...]:
        return tuple(vertex for ring in self.rings for vertex in ring)


@dataclass(frozen=True)
class Feature:
    """One feature as the file has it. Which property is its code is known to whoever asks for its rings."""

    number: int
    properties: Mapping[str, Any]
    geometry: Any

    def code(self, of: str) -> str:
        """Blank where the property is not there, or is neither text nor a whole number."""
        value = self.properties.get(of)
        if _is_no_text(value):
            return ""
        return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def read_areas(path: Path) -> list[Polygons]:
    """The areas of a FeatureCollection, in the order of their codes. Raises BadTable where it is none.

    Each feature is a Polygon or MultiPolygon with a property `code`, and may have a `name`.
    """
    file = path.name
    if not path.is_file():
        _refuse(file, "there is no such file")
    if path.stat().st_size > BYTES_AT_MOST:
        _refuse(file, "this file is too large", f"{BYTES_AT_MOST // 1_000_000:,} million bytes")
    return areas_of(read_features(path.read_bytes(), file), file)


def read_features(content: bytes, file: str) -> list[Feature]:
    """The features of a FeatureCollection, as it has them. Raises BadTable where it is none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as why:
        _refuse(file, "this cannot be read as JSON", "GeoJSON", why)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        _refuse(file, "this is no FeatureCollection", "GeoJSON with a feature for each area")
    if not 0 < len(features) <= AREAS_AT_MOST:
        _refuse(file, f"there are {len(features):,} features", f"1 to {AREAS_AT_MOST:,}")
    return [_feature(number, each) for number, each in enumerate(features, start=1)]


def _feature(number: int, found: Any) -> Feature:
    known: dict[str, Any] = found if isinstance(found, dict) else {}
    properties = known.get("properties")
    kept = properties if isinstance(properties, dict) else {}
    # JSON can write letters that no database keeps and no page can show.
    return Feature(
        number, {name: kept[name] for name in kept if not _is_no_text(name)}, known.get("geometry")
    )


def _is_no_text(found: Any) -> bool:
    return isinstance(found, str) and NOT_IN_TEXT.search(found) is not None


@dataclass(frozen=True)
class Property:
    """What features say of themselves under one name, and how many codes that are looked for it holds."""

    name: str
    example: str
    holds: int


def properties_of(features: Sequence[Feature], codes: Collection[str]) -> list[Property]:
    """Every property that may be the code: the one that holds most of these codes first."""
    values: dict[str, dict[str, None]] = {}
    for feature in features:
        for name in feature.properties:
            if code := feature.code(name):
                values.setdefault(name, {})[code] = None
    found = [
        Property(name, next(iter(given)), len(given.keys() & set(codes))) for name, given in values.items()
    ]
    return sorted(found, key=lambda each: -each.holds)


def areas_of(features: Sequence[Feature], file: str, code_in: str = "code") -> list[Polygons]:
    """In the order of their codes, which stand in the property of that name."""
    areas: dict[str, Polygons] = {}
    for feature in features:
        area = _area(file, feature, code_in)
        if area.code in areas:
            _refuse(file, f"feature {feature.number}: the code {area.code} is there twice", "each area once")
        areas[area.code] = area
    return [areas[code] for code in sorted(areas)]


def _area(file: str, feature: Feature, code_in: str) -> Polygons:
    code = feature.code(code_in)
    if not code:
        _refuse(file, f"feature {feature.number} has no code", f"a property “{code_in}” with the area's code")
    name = feature.properties.get("name")
    rings = tuple(_rings(file, code, feature.geometry))
    if not rings:
        _refuse(file, f"the area {code} is without a shape", "Polygon or MultiPolygon")
    return Polygons(code, name if isinstance(name, str) and not _is_no_text(name) else "", rings)


def _rings(file: str, code: str, geometry: Any) -> Iterator[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        _refuse(file, f"the area {code} is {kind or 'without a shape'}", "Polygon or MultiPolygon")
    coordinates = geometry.get("coordinates")
    try:
        for polygon in [coordinates] if kind == "Polygon" else coordinates:
            yield from rings_of(polygon)
    except (TypeError, ValueError) as why:
        _refuse(file, f"a ring of the area {code} is no ring", "four or more pairs of numbers", why)


def rings_of(found: Any) -> tuple[Ring, ...]:
    """Rings from lists of pairs of numbers. Raises ValueError where they are none."""
    try:
        rings = tuple(tuple((float(vertex[0]), float(vertex[1])) for vertex in ring) for ring in found)
    except (TypeError, IndexError, KeyError, OverflowError) as why:
        raise ValueError("a ring is a list of pairs of numbers") from why
    # Written so that what is no number at all is refused too.
    if not all(abs(number) <= FURTHEST for ring in rings for vertex in ring for number in vertex):
        raise ValueError("a ring is made of numbers that are places")
    if any(len(ring) < FEWEST_VERTICES for ring in rings):
        raise ValueError("a ring has four pairs of numbers or more")
    return rings


def _refuse(file: str, problem: str, allowed: str = "", why: Exception | None = None) -> NoReturn:
    raise BadTable(file=file, line=None, column=None, problem=problem, allowed=allowed) from why
