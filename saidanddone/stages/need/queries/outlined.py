"""Outlines of boroughs and small areas as they were given, and what is drawn of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from saidanddone.methods.outlines import Outlines, outlines, path
from saidanddone.pages.tiles import Tile, told_apart
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person

from ..models import AreaMap, AreaShape, SmallArea

SMALL_AREAS = "small-areas"  # the key of the map whose outlines stand at the small areas themselves
WIDTH = 600
TOLERANCES = (1.0, 2.0, 4.0, 8.0)  # the finest that is small enough for a page
LETTERS_AT_MOST = 120_000  # of all outlines of one page
ROOM = (34, 16)  # what three letters need

Rings = Sequence[Sequence[Any]]


def maps_visible_to(person: Person, programme: Programme) -> QuerySet[AreaMap]:
    """Where places lie is open to everybody. The last given first."""
    return AreaMap.objects.filter(programme=programme).select_related("source").order_by("-id")


@dataclass(frozen=True)
class Ground:
    """The map that is drawn: the last one given; none where nobody gave one."""

    map: AreaMap | None
    rings: Mapping[int, Rings]  # by the key of the area


def ground_of(person: Person, programme: Programme) -> Ground:
    """Two queries."""
    drawn = maps_visible_to(person, programme).exclude(key=SMALL_AREAS).first()
    if drawn is None:
        return Ground(None, {})
    return Ground(drawn, dict(AreaShape.objects.filter(map=drawn).values_list("area_id", "rings")))


@dataclass(frozen=True)
class GivenMap:
    """One map as it was matched with what the programme has."""

    map: AreaMap
    outlined: int
    of: int
    without: tuple[str, ...]  # names of those that have no outline in it
    is_drawn: bool

    @property
    def is_of_small_areas(self) -> bool:
        return self.map.key == SMALL_AREAS


def given_maps(person: Person, programme: Programme) -> list[GivenMap]:
    """Four queries, however many maps there are."""
    maps = list(maps_visible_to(person, programme))
    areas = list(areas_of(programme))
    outlined: dict[int, set[int]] = {}
    for of_map, area in AreaShape.objects.filter(map__in=maps).values_list("map_id", "area_id"):
        outlined.setdefault(of_map, set()).add(area)
    small = list(
        SmallArea.objects.filter(programme=programme).order_by("name").values_list("name", "rings__isnull")
    )
    first = next((each for each in maps if each.key != SMALL_AREAS), None)

    def matched(of_map: AreaMap) -> GivenMap:
        if of_map.key == SMALL_AREAS:
            without = tuple(name for name, lacks in small if lacks)
            return GivenMap(of_map, len(small) - len(without), len(small), without, True)
        has = outlined.get(of_map.pk, set())
        without = tuple(area.name for area in areas if area.pk not in has)
        return GivenMap(of_map, len(areas) - len(without), len(areas), without, of_map is first)

    return [matched(each) for each in maps]


def codes_of(programme: Programme, of_small_areas: bool) -> list[str]:
    rows = SmallArea.objects.filter(programme=programme) if of_small_areas else areas_of(programme)
    return list(rows.values_list("code", flat=True))


# What is drawn


@dataclass(frozen=True)
class Shape:
    key: int  # of the area
    name: str
    d: str
    letters: str  # blank where they have no room
    x: str
    y: str


@dataclass(frozen=True)
class Drawing:
    """Outlines that every picture of a page draws from."""

    box: str
    shapes: tuple[Shape, ...]


def drawing_of(
    areas: Iterable[Area | SmallArea], rings: Mapping[int, Rings], lettered: bool = True
) -> Drawing:
    outlined = [area for area in areas if rings.get(area.pk)]
    drawn, paths = _small_enough([rings[area.pk] for area in outlined])
    tiles = [Tile(area.code, area.name, 0, 0, None, "") for area in outlined]
    letters = [tile.short for tile in told_apart(tiles)] if lettered else [""] * len(outlined)
    shapes = []
    for at, area in enumerate(outlined):
        x, y = drawn.middle(at)
        word = letters[at] if _has_room(drawn.rings[at]) else ""
        shapes.append(Shape(area.pk, area.name, paths[at], word, f"{x:.0f}", f"{y:.0f}"))
    return Drawing(f"0 0 {drawn.width:g} {drawn.height:g}", tuple(shapes))


def _small_enough(rings: Sequence[Rings]) -> tuple[Outlines, list[str]]:
    for tolerance in TOLERANCES:
        drawn = outlines(rings, width=WIDTH, tolerance=tolerance)
        paths = [path(of_area) for of_area in drawn.rings]
        if sum(map(len, paths)) <= LETTERS_AT_MOST:
            break
    return drawn, paths


def _has_room(rings: Sequence[Sequence[tuple[float, float]]]) -> bool:
    def size(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
        across, down = zip(*ring, strict=True)
        return max(across) - min(across), max(down) - min(down)

    return any(width >= ROOM[0] and height >= ROOM[1] for width, height in map(size, rings))
