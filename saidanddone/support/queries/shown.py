"""A service as pages and leaflets show it, read from the standard's own form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from ..models import Location, Need, Service
from ..rules import check_says, is_stale
from ..rules.hours import hours_in_words, is_open_at

WORDS_ON_A_CARD = 32


@dataclass(frozen=True)
class Phone:
    number: str
    description: str

    @property
    def dial(self) -> str:
        return re.sub(r"[^\d+]", "", self.number)


@dataclass(frozen=True)
class Place:
    name: str
    address: tuple[str, ...]
    postcode: str
    how_to_get_there: str
    getting_in: tuple[str, ...]
    description: str
    is_real: bool  # somewhere to go to


@dataclass(frozen=True)
class Cost:
    option: str
    amount: float | None
    currency: str
    description: str


@dataclass(frozen=True)
class Short:
    """What a card, a strip or a leaflet has room for."""

    id: str
    name: str
    organisation: str
    area: str
    summary: str
    phones: tuple[Phone, ...]
    opening: tuple[str, ...]
    alert: str
    status: str
    checked: str
    is_stale: bool
    is_open: bool
    provenance: str


@dataclass(frozen=True)
class Full(Short):
    description: tuple[str, ...]
    url: str
    email: str
    fees: str
    costs: tuple[Cost, ...]
    languages: tuple[str, ...]
    eligibility: str
    ages: tuple[str, str]
    how_to_ask: str
    accreditations: str
    serves: tuple[str, ...]
    places: tuple[Place, ...]
    contacts: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    website: str
    note: str


def short(service: Service) -> Short:
    return Short(**_short(service))


def _short(service: Service) -> dict[str, Any]:
    said, now = service.said, timezone.localtime()
    schedules = said.get("schedules") or ()
    return {
        "id": str(service.oruk_id),
        "name": service.name,
        "organisation": service.organisation.name if service.organisation else "",
        "area": service.area.name if service.area else "",
        "summary": Truncator(service.description).words(WORDS_ON_A_CARD),
        "phones": tuple(
            Phone(row["number"], row.get("description") or "") for row in said.get("phones") or ()
        ),
        "opening": tuple(filter(None, map(hours_in_words, schedules))),
        "alert": said.get("alert") or "",
        "status": "" if service.status == Service.Status.ACTIVE else str(service.get_status_display()),
        "checked": check_says(service.assured_date, now.date()),
        "is_stale": is_stale(service.assured_date, now.date()),
        "is_open": service.status == Service.Status.ACTIVE and is_open_at(schedules, now),
        "provenance": service.provenance,
    }


def full(service: Service) -> Full:
    """Everything of one service; its places, boroughs and terms cost a query each."""
    said = service.said
    text = partial(_text, said)
    organisation = service.organisation.said if service.organisation else {}
    return Full(
        **_short(service),
        description=_paragraphs(service.description),
        url=text("url"),
        email=text("email"),
        fees=text("fees") or text("fees_description"),
        costs=tuple(map(_cost, said.get("cost_options") or ())),
        languages=tuple(filter(None, (row.get("name") for row in said.get("languages") or ()))),
        eligibility=text("eligibility_description"),
        ages=(_age(said.get("minimum_age")), _age(said.get("maximum_age"))),
        how_to_ask=text("application_process"),
        accreditations=text("accreditations"),
        serves=tuple(filter(None, (row.get("name") for row in said.get("service_areas") or ()))),
        places=tuple(_place(each.location) for each in service.places.select_related("location")),
        contacts=tuple(filter(None, map(_contact, said.get("contacts") or ()))),
        needs=_needs(service),
        website=organisation.get("website") or "",
        note=service.note,
    )


def _text(said: dict[str, Any], name: str) -> str:
    return str(said.get(name) or "")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(r"\n\s*\n", text))))


def _age(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _cost(row: dict[str, Any]) -> Cost:
    return Cost(
        _text(row, "option"),
        row.get("amount"),
        _text(row, "currency") or "GBP",
        _text(row, "amount_description"),
    )


def _contact(row: dict[str, Any]) -> str:
    phones = (each["number"] for each in row.get("phones") or ())
    return ", ".join(filter(None, (row.get("name"), row.get("title"), row.get("email"), *phones)))


def _place(location: Location) -> Place:
    said = location.said
    address: dict[str, Any] = next(iter(said.get("addresses") or ()), {})
    lines = (address.get(name) for name in ("address_1", "address_2", "city", "region", "state_province"))
    getting_in = (
        row.get("description") or row.get("accessibility") for row in said.get("accessibility") or ()
    )
    return Place(
        name=location.name,
        address=tuple(dict.fromkeys(filter(None, lines))),
        postcode=_text(address, "postal_code"),
        how_to_get_there=_text(said, "transportation"),
        getting_in=tuple(filter(None, getting_in)),
        description=_text(said, "description"),
        is_real=said.get("location_type") == "physical",
    )


def _needs(service: Service) -> tuple[tuple[str, str], ...]:
    """What people call it first; a term that nobody has called anything speaks for itself."""
    found = {
        term.need: str(Need(term.need).label) for term in service.terms.order_by("name", "id") if term.need
    }
    return tuple(found.items())


def shorts(services: Iterable[Service]) -> list[Short]:
    return [short(each) for each in services]
