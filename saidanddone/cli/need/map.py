"""The work behind `said need map`: values on the areas of a person's own file, in a few classes."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from pathlib import Path

from saidanddone.document.blocks import Picture
from saidanddone.document.pictures import Shape, area_map
from saidanddone.files import BadTable
from saidanddone.files.geojson import Polygons, read_areas
from saidanddone.files.indicators import values_of_column
from saidanddone.methods.classes import WAYS, Classes, classes

MOST_CLASSES = 5  # shades that are told apart, also in grey


@dataclass(frozen=True)
class Drawn:
    areas: tuple[Polygons, ...]
    values: dict[str, float]
    cut: Classes
    column: str
    only_in_values: tuple[str, ...]
    only_on_map: tuple[str, ...]  # and those whose value is missing

    @property
    def numbers(self) -> dict[str, int | None]:
        return {area.code: number for area, number in zip(self.areas, self.cut.numbers, strict=True)}

    def as_json(self) -> dict[str, object]:
        return {
            "classes": [
                {"low": low, "high": high, "areas": size}
                for (low, high), size in zip(self.cut.bounds, self.cut.sizes, strict=True)
            ],
            "areas": [
                {"area": area.code, "value": self.values.get(area.code), "class": self.numbers[area.code]}
                for area in self.areas
            ],
            "only_in_values": list(self.only_in_values),
            "only_on_map": list(self.only_on_map),
        }

    def cells(self) -> list[list[str]]:
        rows = sorted(
            (area for area in self.areas if area.code in self.values),
            key=lambda area: (-self.values[area.code], area.code),
        )
        return [[_named(area), f"{self.values[area.code]:g}", str(self.numbers[area.code])] for area in rows]

    def picture(self) -> Picture:
        shapes = [
            Shape(
                area.name or area.code,
                area.rings,
                self.numbers[area.code],
                f"{self.values[area.code]:g}" if area.code in self.values else "no value",
            )
            for area in self.areas
        ]
        legend = [
            f"{low:g} to {high:g} ({size} areas)" if low != high else f"{low:g} ({size} areas)"
            for (low, high), size in zip(self.cut.bounds, self.cut.sizes, strict=True)
        ]
        return area_map(
            shapes,
            key="map",
            title=self.column,
            caption=f"{len(self.values)} areas with a value",
            legend=legend,
        )


def draw(values_file: Path, areas_file: Path, column: str, how: str, count: int) -> Drawn:
    """Raises BadTable, or ValueError in one sentence; nothing is written."""
    if how not in WAYS:
        raise ValueError(f"--classes is “{how}”; allowed: {', '.join(WAYS)}")
    if not 1 <= count <= MOST_CLASSES:
        raise ValueError(f"--number is {count}; allowed: 1 to {MOST_CLASSES}")
    values = values_of_column(values_file, column)
    areas = tuple(read_areas(areas_file))
    known = {area.code: values[area.code] for area in areas if area.code in values}
    if not known:
        raise BadTable(
            file=areas_file.name,
            line=None,
            column=None,
            problem=f"none of its areas has a value in {values_file.name}",
            allowed="the same codes in both files",
        )
    return Drawn(
        areas=areas,
        values=known,
        cut=classes([known.get(area.code, nan) for area in areas], count, how),
        column=column,
        only_in_values=tuple(sorted(set(values) - {area.code for area in areas})),
        only_on_map=tuple(sorted({area.code for area in areas} - set(values))),
    )


def _named(area: Polygons) -> str:
    return f"{area.name} ({area.code})" if area.name else area.code
