"""What a suggestion would change, beside what is written now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ..models import Need, Service, Suggestion
from ..rules.plain import Plain, plain_of
from .feed import without_organisation

CALLED = {
    "name": gettext_lazy("Name of the service"),
    "description": gettext_lazy("What it does"),
    "status": gettext_lazy("How it stands"),
    "alert": gettext_lazy("Something new or for a short time"),
    "url": gettext_lazy("Web page"),
    "email": gettext_lazy("E-mail"),
    "phones": gettext_lazy("Telephone"),
    "opening": gettext_lazy("When it is open"),
    "languages": gettext_lazy("Languages"),
    "needs": gettext_lazy("What people come with"),
    "fees": gettext_lazy("What it costs"),
    "minimum_age": gettext_lazy("From what age"),
    "maximum_age": gettext_lazy("Up to what age"),
    "eligibility": gettext_lazy("Who can come"),
    "how_to_ask": gettext_lazy("How to begin"),
    "place": gettext_lazy("Name of the place"),
    "address": gettext_lazy("House and street"),
    "town": gettext_lazy("Town"),
    "county": gettext_lazy("County"),
    "postcode": gettext_lazy("Postcode"),
    "how_to_get_there": gettext_lazy("How to get there"),
    "getting_in": gettext_lazy("Getting in"),
}


@dataclass(frozen=True)
class Difference:
    called: str
    now: str
    then: str


def suggested(suggestion: Suggestion) -> list[Difference]:
    now: Plain = plain_of(without_organisation(suggestion.service))
    return [
        Difference(str(CALLED[name]), _in_words(name, getattr(now, name)), _in_words(name, then))
        for name, then in suggestion.fields.items()
    ]


def _in_words(name: str, value: Any) -> str:
    if name == "needs":
        return ", ".join(str(Need(each).label) for each in value)
    if name == "status":
        return str(Service.Status(value).label)
    if isinstance(value, list | tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
