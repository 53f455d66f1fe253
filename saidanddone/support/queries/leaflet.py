"""The leaflet of a borough: two sides, in large type, of lines and places to turn to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from saidanddone.document.sheet import Entry, Section, Sheet
from saidanddone.programme.models import Area, Programme, Provenance
from saidanddone.programme.rules import Person

from ..models import Service
from .finding import running_services, serving
from .shown import Short, short
from .turning import Line, crisis_lines

PLACES_AT_MOST = 8  # what two sides of large type hold
LINES_ON_PAPER = 3  # of hours or numbers of one place
LETTERS_OF_SUMMARY = 160


@dataclass(frozen=True)
class Leaflet:
    area: Area
    lines: tuple[Line, ...]
    services: tuple[Short, ...]
    left_out: int
    printed_on: date


def leaflet_of(person: Person, programme: Programme, area: Area) -> Leaflet:
    """Those of the borough first, then those for everybody; checked ones before others."""
    rows = running_services(person, programme).filter(serving(area), status=Service.Status.ACTIVE)
    found = sorted(map(short, rows), key=lambda each: (not each.area, each.is_stale, each.name))
    return Leaflet(
        area,
        crisis_lines(),
        tuple(found[:PLACES_AT_MOST]),
        max(0, len(found) - PLACES_AT_MOST),
        timezone.localdate(),
    )


def sheet_of(leaflet: Leaflet, programme: Programme, address: str) -> Sheet:
    printed = _("Printed on %(day)s. Numbers change: look at %(address)s.") % {
        "day": date_format(leaflet.printed_on, "j F Y"),
        "address": address,
    }
    return Sheet(
        title=_("Where to turn in %(area)s") % {"area": leaflet.area.name},
        intro=_(
            "You do not have to be sure that it is serious enough. You can call for yourself or for someone else."
        ),
        language="en-GB",
        publisher=programme.name,
        dated=leaflet.printed_on,
        sections=(
            Section(_("Any time"), tuple(map(_line_entry, leaflet.lines))),
            Section(_("Near you"), tuple(map(_service_entry, leaflet.services))),
        ),
        foot=printed,
    )


def _line_entry(line: Line) -> Entry:
    says = f"{capfirst(line.for_whom)}. {capfirst(line.how)}, {line.open}."
    return Entry(line.name, line.number, (says,))


def _service_entry(service: Short) -> Entry:
    """A made-up place says so on paper too."""
    name = f"{service.name} ({Provenance(service.provenance).label})" if service.provenance else service.name
    numbers = ", ".join(phone.number for phone in service.phones[:LINES_ON_PAPER])
    summary = Truncator(service.summary).chars(LETTERS_OF_SUMMARY)
    said = (summary, "; ".join(service.opening[:LINES_ON_PAPER]), service.alert, service.checked)
    return Entry(name, numbers, tuple(filter(None, map(capfirst, said))))
