"""Postcodes, and which borough a directory means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID, uuid5

POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})?$", re.I)
CALLED = re.compile(r"^(the )?((royal |london )?borough (council )?of|city of) ", re.I)


class Coded(Protocol):
    code: Any
    name: Any


A = TypeVar("A", bound=Coded)


def district_of(said: str) -> str:
    """The first half of a postcode: “E8” of “e8 1ab”; blank where it is none."""
    found = POSTCODE.match(said.strip())
    return found[1].upper() if found else ""


def areas_named(service_areas: Iterable[Mapping[str, Any]], areas: Iterable[A]) -> list[A]:
    """The boroughs that a service says it is for, by their codes or their names and nothing looser."""
    said = {
        str(row.get(name, "")) for row in service_areas for name in ("name", "extent", "uri", "service_area")
    }
    codes = {code for each in said for code in re.findall(r"[A-Z]\d{8}", each)}
    names = {_bare(each) for each in said}
    return [area for area in areas if area.code in codes or _bare(area.name) in names]


def _bare(name: str) -> str:
    return CALLED.sub("", name.strip()).casefold()


def with_area(document: dict[str, Any], area: Coded | None) -> dict[str, Any]:
    """A service that is of a borough says so among its service areas."""
    if area is None or is_for(document, area):
        return document
    own = {
        "id": str(uuid5(UUID(str(document["id"])), f"area:{area.code}")),
        "name": area.name,
        "extent": area.code,
        "extent_type": "gss-code",
        "service_area": area.name,
    }
    return document | {"service_areas": [*(document.get("service_areas") or ()), own]}


def without_area(document: dict[str, Any], area: Coded | None) -> dict[str, Any]:
    if area is None or not is_for(document, area):
        return document
    others = [each for each in document["service_areas"] if each.get("extent") != area.code]
    return document | {"service_areas": others}


def is_for(document: Mapping[str, Any], area: Coded) -> bool:
    return any(each.get("extent") == area.code for each in document.get("service_areas") or ())
