"""A directory as rows apart, each once, and put together again as the standard nests them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import standard
from .standard import Kind

Said = dict[str, Any]


@dataclass
class Directory:
    """Rows by their identifiers. Of a service that names its places, `places_of` has all of them."""

    organisations: dict[str, Said] = field(default_factory=dict)
    taxonomies: dict[str, Said] = field(default_factory=dict)
    terms: dict[str, Said] = field(default_factory=dict)
    locations: dict[str, Said] = field(default_factory=dict)
    services: dict[str, Said] = field(default_factory=dict)
    places: dict[str, Said] = field(default_factory=dict)
    organisation_of: dict[str, str] = field(default_factory=dict)
    taxonomy_of: dict[str, str] = field(default_factory=dict)
    service_of: dict[str, str] = field(default_factory=dict)
    location_of: dict[str, str] = field(default_factory=dict)
    places_of: dict[str, list[str]] = field(default_factory=dict)


def flattened(rows: Iterable[tuple[str, Kind, Said]]) -> Directory:
    """Where a row comes twice, what is said of it later stands."""
    made = Directory()
    for _path, kind, row in rows:
        if kind is standard.SERVICE:
            _service(made, row)
        elif kind is standard.SERVICE_AT_LOCATION:
            _place(made, row)
        elif kind is standard.TERM:
            _term(made, row)
        elif kind is standard.TAXONOMY:
            _taxonomy(made, row)
        else:
            _organisation(made, row)
    return made


def _put(rows: dict[str, Said], row: Said, *apart: str) -> str:
    rows.setdefault(row["id"], {}).update({name: row[name] for name in row if name not in {"id", *apart}})
    return str(row["id"])


def _organisation(made: Directory, row: Said) -> str:
    found = _put(made.organisations, row, "services")
    for service in row.get("services") or ():
        made.organisation_of[_service(made, service)] = found
    return found


def _taxonomy(made: Directory, row: Said) -> None:
    found = _put(made.taxonomies, row, "taxonomy_terms")
    for term in row.get("taxonomy_terms") or ():
        made.taxonomy_of[_term(made, term)] = found


def _term(made: Directory, row: Said) -> str:
    if row.get("taxonomy_id"):
        made.taxonomy_of.setdefault(row["id"], row["taxonomy_id"])
    return _put(made.terms, row)


def _service(made: Directory, row: Said) -> str:
    found = _put(made.services, row, "organization", "organization_id", "service_at_locations")
    if row.get("organization"):
        made.organisation_of[found] = _organisation(made, row["organization"])
    elif row.get("organization_id"):
        made.organisation_of[found] = row["organization_id"]
    if "attributes" in row:
        said = [_attribute(made, each) for each in row["attributes"] or ()]
        made.services[found]["attributes"] = said
    if "service_at_locations" in row:
        places = row["service_at_locations"] or ()
        made.places_of[found] = [_place(made, place, service=found) for place in places]
    return found


def _attribute(made: Directory, row: Said) -> Said:
    if not row.get("taxonomy_term"):
        return row
    bare = {name: value for name, value in row.items() if name != "taxonomy_term"}
    return bare | {"taxonomy_term_id": _term(made, row["taxonomy_term"])}


def _place(made: Directory, row: Said, service: str = "") -> str:
    found = _put(made.places, row, "service", "service_id", "location", "location_id")
    if row.get("service"):
        service = _service(made, row["service"])
    made.service_of[found] = service or row.get("service_id") or ""
    if row.get("location"):
        made.location_of[found] = _put(made.locations, row["location"])
    elif row.get("location_id"):
        made.location_of[found] = row["location_id"]
    return found


def merged(known: Mapping[str, Any], said: Mapping[str, Any]) -> Said:
    """What a file does not speak of stays as it is; what it leaves blank is taken away."""
    together = {**known, **said}
    return {name: value for name, value in together.items() if value is not None and value not in ("", [])}


def differing(known: Mapping[str, Any], then: Mapping[str, Any]) -> tuple[str, ...]:
    names = [*then, *(name for name in known if name not in then)]
    return tuple(name for name in names if known.get(name) != then.get(name))


# Put together again


def whole(kind: Kind, row_id: object, said: Mapping[str, Any]) -> Said:
    """With its identifier first, and each text that the standard asks for even where it is blank."""
    must = {name: "" for name in kind.required if kind.plain.get(name) == standard.TEXT}
    return {"id": str(row_id), **must, **said}


def whole_attributes(said: Iterable[Said], terms: Mapping[str, Said]) -> list[Said]:
    """Each with its term, where we have it."""
    made = []
    for row in said:
        term = terms.get(str(row.get("taxonomy_term_id")))
        bare = {name: value for name, value in row.items() if name != "taxonomy_term_id"}
        made.append(bare | {"taxonomy_term": term} if term else row)
    return made
