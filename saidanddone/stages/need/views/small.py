"""Within one borough: its small areas, to choose where an evening is held."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import Column, Empty, Filter, Listing, list_page, listing
from saidanddone.programme.queries import areas_of

from ..queries.outlined import SMALL_AREAS, drawing_of, maps_visible_to
from ..queries.small import SmallPlace, Within, measures_visible_to, within
from .painted import NOT_KNOWN, Entry, Paint, picture
from .shared import digits_for, number

ALL_PLACES = 1_000


@public
def small_areas(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    area = found_or_404(areas_of(here.programme), code=code)
    measures = list(measures_visible_to(here.person, here.programme))
    measure = _asked(request, measures)
    found = within(here.person, measure, area) if measure else None
    digits = digits_for([each.value for each in found.places if each.value is not None]) if found else 0
    return list_page(
        request,
        _table(request, here, found, area, digits),
        f"small-areas-{code}",
        "need/small.html",
        area=area,
        measures=measures,
        measure=measure,
        within=found,
        says=_says(found, area) if found else [],
        drawing=lambda: _drawing(found, area, digits) if found else None,
        legend=_legend(found) if found else [],
        sources=lambda: _sources(here, measure),
    )


def _asked(request: HttpRequest, measures: list[Any]) -> Any:
    asked = request.GET.get("show")
    if not asked:
        return measures[0] if measures else None
    found = next((each for each in measures if each.key == asked), None)
    if found is None:
        raise Http404(_("There is no such page, or you may not see it."))
    return found


def _sources(here: Here, measure: Any) -> list[Any]:
    of_map = maps_visible_to(here.person, here.programme).filter(key=SMALL_AREAS).first()
    named = [measure.source if measure else None, of_map.source if of_map else None]
    return list(dict.fromkeys(filter(None, named)))


def _says(found: Within, area: Any) -> list[str]:
    if not found.known:
        return [_("No small area of %(name)s has a known value.") % {"name": area.name}]

    def share(of: int, part: str, evenly: int) -> str:
        return ngettext(
            "%(k)s of %(n)s small areas with a value (%(share)s%%) is among %(part)s of all %(N)s in the "
            "programme. Were need spread evenly, it would be %(evenly)s%%.",
            "%(k)s of %(n)s small areas with a value (%(share)s%%) are among %(part)s of all %(N)s in the "
            "programme. Were need spread evenly, it would be %(evenly)s%%.",
            of,
        ) % {
            "k": of,
            "n": found.known,
            "share": f"{100 * of / found.known:.0f}",
            "part": part,
            "N": f"{found.of_all:,}",
            "evenly": f"{100 * evenly / found.of_all:.0f}",
        }

    if found.of_all < 10:
        return [_("Fewer than 10 small areas have a value, so that no tenth of them can be named.")]
    return [
        share(found.in_worst_tenth, _("the tenth with the greatest need"), found.tenth_of_all),
        share(found.in_worst_fifth, _("the fifth with the greatest need"), found.fifth_of_all),
    ]


def _part(row: SmallPlace) -> str:
    if row.in_worst_tenth:
        return _("neediest tenth")
    return _("neediest fifth") if row.in_worst_fifth else ""


def _table(request: HttpRequest, here: Here, found: Within | None, area: Any, digits: int) -> Listing:
    parts = [("tenth", _("neediest tenth")), ("fifth", _("neediest fifth"))]
    return listing(
        request,
        found.places if found else [],
        caption=_("Small areas of %(name)s, the greatest need first") % {"name": area.name},
        columns=[
            Column("small_area", _("Small area"), lambda row: row.small.name),
            Column("code", _("Code"), lambda row: row.small.code),
            Column(
                "value",
                _("Value"),
                lambda row: row.why if row.value is None else number(row.value, digits),
                numeric=True,
                in_file=lambda row: row.why if row.value is None else row.value,
            ),
            Column("rank", _("Rank in the borough"), lambda row: row.rank or "", numeric=True),
            Column(
                "of_all",
                _("Rank of all %(n)s") % {"n": f"{found.of_all:,}" if found else 0},
                lambda row: f"{row.of_all:,}" if row.of_all else "",
                numeric=True,
                in_file=lambda row: row.of_all or "",
            ),
            Column("part", _("Among all"), _part),
        ],
        filters=[
            Filter(
                "part",
                _("Among all"),
                parts,
                keeps=lambda row, asked: row.in_worst_tenth if asked == "tenth" else row.in_worst_fifth,
            )
        ]
        if found
        else [],
        empty=Empty(
            _("No small area of this borough is known yet."),
            here.address("need:area", code=area.code),
            _("The borough's profile"),
        ),
        rows_a_page=ALL_PLACES,
        carried={"show": [found.measure.key]} if found else None,
    )


def _drawing(found: Within, area: Any, digits: int) -> dict[str, Any] | None:
    rings = {each.small.pk: each.small.rings for each in found.places if each.small.rings}
    if not rings:
        return None
    drawing = drawing_of((each.small for each in found.places), rings, lettered=False)

    def says(each: SmallPlace) -> str:
        if each.value is None:
            return each.why
        return _("%(value)s, rank %(rank)s of %(n)s in the borough") % {
            "value": number(each.value, digits),
            "rank": each.rank,
            "n": found.known,
        }

    paints = {
        each.small.pk: Paint(str(each.level or NOT_KNOWN), says(each), each.in_worst_tenth)
        for each in found.places
    }
    return {
        "drawing": drawing,
        "drawn": [picture(area.name, drawing, paints)],
        "without": len(found.places) - len(rings),
    }


def _legend(found: Within) -> list[Entry]:
    names = {
        1: _("fifth of all with the least need"),
        2: _("second fifth"),
        3: _("middle fifth"),
        4: _("fourth fifth"),
        5: _("fifth of all with the greatest need"),
    }
    sizes = Counter(each.level for each in found.places if each.level)
    unknown = Counter(each.why for each in found.places if each.value is None)
    entries = [Entry(str(level), f"{says} ({sizes[level]})") for level, says in names.items()]
    return [*entries, *(Entry(NOT_KNOWN, f"{why} ({n})") for why, n in unknown.most_common())]
