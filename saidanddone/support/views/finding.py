"""Where to turn, for everybody: services by need and place, one of them whole, and the leaflet of a borough."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.document.sheet import render as printed
from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import Column, Empty, Filter, area_column, list_page, listing
from saidanddone.programme.queries import area_choices, areas_of

from ..queries import finding
from ..queries.leaflet import leaflet_of, sheet_of
from ..queries.shown import full, shorts
from ..queries.turning import lines_checked_by
from ..rules import MONTHS_A_CHECK_HOLDS, check_says

CARDS_A_PAGE = 12


def _columns(here: Here) -> list[Column]:
    """Of the list as a file: what the cards show."""
    return [
        Column("service", _("Service"), lambda row: row.name, sort="name"),
        Column(
            "organisation", _("Who runs it"), lambda row: row.organisation.name if row.organisation else ""
        ),
        area_column(),
        Column("description", _("What it does"), lambda row: row.description),
        Column("telephone", _("Telephone"), lambda row: _several(row, "phones", "number")),
        Column("checked_on", _("Checked on"), lambda row: row.assured_date or ""),
    ]


def _several(row: Any, name: str, word: str) -> str:
    return "; ".join(each[word] for each in row.said.get(name) or ())


def _filters(here: Here) -> list[Filter]:
    when = partial(finding.open_when, here.programme)
    return [
        Filter("need", _("What is it about?"), finding.need_choices(here.programme), finding.meeting),
        Filter("area", _("Borough"), area_choices(areas_of(here.programme)), finding.serving),
        Filter("language", _("Language"), finding.language_choices(here.programme), finding.speaking),
        Filter("open", _("When"), finding.opening_choices(), when),
    ]


@public
def services(request: HttpRequest, here: Here) -> HttpResponse:
    sought = request.GET.get("near", "")
    shown = listing(
        request,
        finding.running_services(here.person, here.programme),
        caption=_("Places to turn to"),
        columns=_columns(here),
        filters=[*_filters(here), Filter("near", "", [(sought, sought)], finding.near_postcode_or_saying)],
        empty=Empty(
            _("Nothing of this kind is in our list. The lines on the next page help everywhere."),
            "/help-now/",
            _("Lines that you can call now"),
        ),
        rows_a_page=CARDS_A_PAGE,
    )
    return list_page(
        request,
        shown,
        "where-to-turn",
        "support/services.html",
        sought=sought,
        cards=lambda: shorts(shown.page.object_list),
    )


@public
def service(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    found = found_or_404(finding.services_visible_to(here.person, here.programme), oruk_id=id)
    return render(request, "support/service.html", {"service": full(found)})


def _leaflet(here: Here, area: str) -> Any:
    found = found_or_404(areas_of(here.programme), code=area)
    return leaflet_of(here.person, here.programme, found)


@public
def leaflets(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "support/leaflets.html", {"areas": areas_of(here.programme)})


@public
def leaflet(request: HttpRequest, here: Here, area: str) -> HttpResponse:
    found = _leaflet(here, area)
    return render(request, "support/leaflet.html", {"leaflet": found})


@public
def leaflet_pdf(request: HttpRequest, here: Here, area: str) -> HttpResponse:
    found = _leaflet(here, area)
    address = request.build_absolute_uri(here.address("support:list"))
    name = f"where-to-turn-{found.area.code}.pdf"
    return HttpResponse(
        printed(sheet_of(found, here.programme, address)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@public
def lines(request: HttpRequest, here: Here) -> HttpResponse:
    """The lines as this programme has checked them. The page that needs no database knows nothing of that."""
    found = [
        (line, check_says(line.checked_on, finding.today())) for line in lines_checked_by(here.programme)
    ]
    return render(request, "support/lines.html", {"lines": found, "months": MONTHS_A_CHECK_HOLDS})
