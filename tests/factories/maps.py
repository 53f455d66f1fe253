"""Outlines and small areas, as a lead gives them and as tables bring them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from saidanddone.files.geojson import areas_of, read_features
from saidanddone.programme.models import Area, Programme
from saidanddone.stages.need import actions
from saidanddone.stages.need.actions.outlining import add_map
from saidanddone.stages.need.models import AreaMap, SmallArea, SmallAreaMeasure, SmallAreaValue
from tests.factories.themes import lead_of


def square(x: float, y: float, side: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def geojson(places: Mapping[str, Sequence[float]], code: str = "code", **more: object) -> dict[str, Any]:
    """A square for each code, at its x and y."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {code: name, **more},
                "geometry": {"type": "Polygon", "coordinates": [square(*at)]},
            }
            for name, at in places.items()
        ],
    }


def a_map(
    programme: Programme, places: Mapping[str, Sequence[float]], name: str = "Squares", **more: Any
) -> AreaMap:
    polygons = areas_of(
        read_features(json.dumps(geojson(places)).encode(), "squares.geojson"), "squares.geojson"
    )
    given = {
        "fields": {"name": name, "source": None},
        "polygons": polygons,
        "of_small_areas": False,
        "by": None,
    }
    return add_map(person=lead_of(programme), programme=programme, **given | more)


def in_a_row(codes: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Squares side by side: each is the neighbour of the next."""
    return {code: (float(at), 0.0) for at, code in enumerate(codes)}


def in_a_field(codes: Sequence[str], across: int) -> dict[str, tuple[float, float]]:
    return {code: (float(at % across), float(at // across)) for at, code in enumerate(codes)}


def small_areas(programme: Programme, **in_boroughs: Sequence[str]) -> list[SmallArea]:
    """By the code of the borough, the codes of its small areas, which are their names too."""
    rows = [
        SmallArea(programme=programme, area=Area.objects.get(code=borough), code=code, name=code)
        for borough, codes in in_boroughs.items()
        for code in codes
    ]
    return actions.record_small_areas(small_areas=rows, by=None)


def a_measure(
    programme: Programme,
    values: Mapping[str, float | str],
    key: str = "deprivation",
    **fields: Any,
) -> SmallAreaMeasure:
    """A number, or the word for why there is none."""
    written = {"name": key.capitalize(), "direction": "higher-is-worse", "unit": "score", "year": 2019}
    row = SmallAreaMeasure(programme=programme, key=key, **written | fields)
    [made] = actions.record_small_area_measures(measures=[row], by=None)
    found = {small.code: small for small in SmallArea.objects.filter(programme=programme)}
    actions.record_small_area_values(
        values=[
            SmallAreaValue(measure=made, small_area=found[code], value=None, status=value)
            if isinstance(value, str)
            else SmallAreaValue(measure=made, small_area=found[code], value=value)
            for code, value in values.items()
        ],
        by=None,
    )
    return made
