"""A service as a form and a table show it: a few plain fields, each read from the standard's form and written back.

Only fields that changed are written, so whatever a form cannot say of a service stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID, uuid5

from ..models import Need
from .hours import hours_in_words, hours_written
from .needs import own_term, term_id_of

Document = dict[str, Any]  # a service as the standard nests it, without its organisation
WRITTEN_AS_IS: Final = {
    "name": "name", "description": "description", "status": "status", "alert": "alert", "url": "url",
    "email": "email", "fees": "fees", "minimum_age": "minimum_age", "maximum_age": "maximum_age",
    "eligibility": "eligibility_description", "how_to_ask": "application_process",
}  # fmt: skip
ADDRESS: Final = {
    "address": "address_1",
    "town": "city",
    "county": "state_province",
    "postcode": "postal_code",
}
OF_ADDRESS: Final = {"address_1": "", "city": "", "state_province": "", "postal_code": "", "country": "GB"}


@dataclass(frozen=True)
class Plain:
    name: str = ""
    description: str = ""
    status: str = "active"
    alert: str = ""
    url: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()  # “020 7946 0000 (in the morning)”
    opening: tuple[str, ...] = ()  # “Monday 09:00–17:00 (by appointment)”
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fees: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    eligibility: str = ""
    how_to_ask: str = ""
    place: str = ""
    address: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    how_to_get_there: str = ""
    getting_in: str = ""


NAMES: Final = tuple(each.name for each in fields(Plain))


def plain_of(document: Document) -> Plain:
    location = _location(document) or {}
    address = (location.get("addresses") or [{}])[0]
    getting_in = (location.get("accessibility") or [{}])[0]
    found: dict[str, Any] = {name: document.get(said) for name, said in WRITTEN_AS_IS.items()}
    found |= {name: address.get(said) for name, said in ADDRESS.items()}
    found |= {
        "phones": _lines_of(document, "phones", _phone_line),
        "opening": _lines_of(document, "schedules", hours_in_words),
        "languages": _lines_of(document, "languages", _language_name),
        "needs": _needs(document),
        "place": location.get("name"),
        "how_to_get_there": location.get("transportation"),
        "getting_in": getting_in.get("description"),
    }
    return Plain(**{name: value for name, value in found.items() if value is not None})


def rewritten(document: Document, then: Plain) -> Document:
    """The document with those fields changed that differ from what it says now."""
    now, made = plain_of(document), deepcopy(document)
    for name in NAMES:
        if getattr(now, name) != getattr(then, name):
            WRITE[name](made, getattr(then, name))
    return made


def new_document(service_id: str, then: Plain) -> Document:
    return rewritten({"id": service_id, "status": ""}, then)


def _lines_of(document: Document, said: str, line: Callable[[Any], str]) -> tuple[str, ...]:
    return tuple(filter(None, map(line, document.get(said) or ())))


def _as_is(said: str) -> Callable[[Document, Any], None]:
    def write(document: Document, value: Any) -> None:
        document[said] = value

    return write


def _lines(said: str, line: Callable[[Any], str], row: Callable[[str], Document]) -> Callable[..., None]:
    """A list as lines: a line that stands there already keeps its row, with all that no line shows."""

    def write(document: Document, lines: tuple[str, ...]) -> None:
        known = {line(each): each for each in document.get(said) or ()}
        silent = [each for each in document.get(said) or () if not line(each)]
        document[said] = [
            known.get(each) or {"id": _id(document, said, each)} | row(each) for each in dict.fromkeys(lines)
        ] + silent

    return write


def _id(document: Document, *parts: str) -> str:
    """The same for the same words, so that a table read twice gives the same rows."""
    return str(uuid5(UUID(str(document["id"])), ":".join(parts)))


def _phone_line(row: Document) -> str:
    said = row.get("description") or ""
    return f"{row['number']} ({said})" if said else str(row["number"])


def _phone(line: str) -> Document:
    found = re.fullmatch(r"([^(]*\S)\s*\((.*)\)", line)
    return {"number": found[1], "description": found[2]} if found else {"number": line}


def _language_name(row: Document) -> str:
    return str(row.get("name") or row.get("code") or "")


def _needs(document: Document) -> tuple[str, ...]:
    said = {str(row.get("taxonomy_term", {}).get("id")) for row in document.get("attributes") or ()}
    return tuple(need.value for need in Need if str(term_id_of(need)) in said)


def _write_needs(document: Document, needs: tuple[str, ...]) -> None:
    ours = {str(term_id_of(need)) for need in Need}
    kept = [
        row
        for row in document.get("attributes") or ()
        if str(row.get("taxonomy_term", {}).get("id")) not in ours
    ]
    said = [
        {"id": _id(document, "need", each), "link_type": "need", "taxonomy_term": own_term(each)}
        for each in needs
    ]
    document["attributes"] = [*kept, *said]


def _location(document: Document) -> Document | None:
    places = document.get("service_at_locations") or ()
    return places[0].get("location") if places else None


def _to_location(document: Document) -> Document:
    if _location(document) is None:
        location = {"id": _id(document, "location"), "location_type": "physical"}
        place = {"id": _id(document, "place"), "location": location}
        document["service_at_locations"] = [place, *(document.get("service_at_locations") or ())]
    found = _location(document)
    assert found is not None
    return found


def _of_location(said: str) -> Callable[[Document, Any], None]:
    def write(document: Document, value: Any) -> None:
        _to_location(document)[said] = value

    return write


def _of_address(said: str) -> Callable[[Document, Any], None]:
    def write(document: Document, value: Any) -> None:
        location = _to_location(document)
        if not location.get("addresses"):
            fresh = {"id": _id(document, "address"), **OF_ADDRESS, "address_type": "physical"}
            location["addresses"] = [fresh]
        location["addresses"][0][said] = value

    return write


def _write_getting_in(document: Document, value: str) -> None:
    location = _to_location(document)
    if not location.get("accessibility"):
        location["accessibility"] = [{"id": _id(document, "getting in")}]
    location["accessibility"][0]["description"] = value


WRITE: Final[dict[str, Callable[[Document, Any], None]]] = {
    **{name: _as_is(said) for name, said in WRITTEN_AS_IS.items()},
    **{name: _of_address(said) for name, said in ADDRESS.items()},
    "phones": _lines("phones", _phone_line, _phone),
    "opening": _lines("schedules", hours_in_words, hours_written),
    "languages": _lines("languages", _language_name, lambda line: {"name": line}),
    "needs": _write_needs,
    "place": _of_location("name"),
    "how_to_get_there": _of_location("transportation"),
    "getting_in": _write_getting_in,
}
