"""One number of every borough on the map, in a few classes, and year by year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, public
from saidanddone.pages.listing import Column, Empty, Listing, list_page, listing
from saidanddone.pages.tiles import Tile

from .. import queries
from ..forms.maps import ClustersForm, MapForm
from ..queries.outlined import Ground, drawing_of, ground_of
from ..queries.shown import (
    INDEX,
    Class,
    Classed,
    Layer,
    Shown,
    Valued,
    classed,
    shown_of_index,
    shown_of_indicator,
)
from .painted import NOT_KNOWN, Entry, Paint, names, picture
from .shared import ALL_PLACES, borough_column, digits_for, limits_in_words, number


@public
def map_of_need(request: HttpRequest, here: Here) -> HttpResponse:
    form, shown = _asked(request, here)
    found = classed(shown, form.WAYS[form.chosen("classes")], form.chosen("n"))
    ground = ground_of(here.person, here.programme)
    as_tiles = ground.map is None or request.GET.get("as") == "tiles"
    decided = queries.latest_decision(here.programme)
    chosen = {each.area_id for each in decided.chosen.all()} if decided else set()
    digits = digits_for(shown.values)
    many = len(shown.layers) > 1
    state = {name: [str(form.chosen(name))] for name in form.fields}
    twin = _years_twin if many else _twin
    return list_page(
        request,
        twin(request, here, shown, found, state),
        f"map-{shown.key}",
        "need/map.html",
        form=form,
        what=shown,
        finding=_finding(shown, digits),
        ground=ground,
        as_tiles=as_tiles,
        address_as_tiles=_with(request, "tiles"),
        address_as_outlines=_with(request, ""),
        many=many,
        pictures=lambda: _pictures(here, shown, found, ground, chosen, digits, as_tiles),
        legend=_legend(shown, found, digits),
        is_marked=bool(chosen),
        how=_how(form.chosen("classes")),
        without_outline=names(_without_outline(shown, ground)) if not as_tiles else "",
        sources=_sources(shown, None if as_tiles else ground),
    )


def _asked(request: HttpRequest, here: Here) -> tuple[MapForm, Shown]:
    """What is to be shown; the index costs its own queries, an indicator two."""
    if request.GET.get("show") in (None, "", INDEX):
        index = queries.index_of(here.programme)
        return MapForm(request.GET, indicators=index.indicators), shown_of_index(index)
    indicators = list(queries.indicators_visible_to(here.person, here.programme))
    form = MapForm(request.GET, indicators=indicators)
    return form, shown_of_indicator(
        asked_indicator(form, indicators), here.programme, form.chosen("by") == "year"
    )


def asked_indicator(form: ClustersForm, indicators: list[Any]) -> Any:
    found = next((each for each in indicators if each.code == form.chosen("show")), None)
    if found is None:
        raise Http404(_("There is no such page, or you may not see it."))
    return found


def _with(request: HttpRequest, drawn_as: str) -> str:
    asked = request.GET.copy()
    asked.pop("as", None)
    if drawn_as:
        asked["as"] = drawn_as
    return "?" + asked.urlencode()


# In words


def _finding(shown: Shown, digits: int) -> str:
    places = shown.layers[-1].known
    if not places:
        if shown.problem:
            return _("The index cannot be worked out as it was chosen.") + " " + shown.problem
        return _("No value is known yet.")
    lowest = min(places, key=lambda each: each.value or 0)
    highest = max(places, key=lambda each: each.value or 0)
    words = {
        "low": number(lowest.value, digits),
        "low_name": lowest.area.name,
        "high": number(highest.value, digits),
        "high_name": highest.area.name,
        "unit": shown.unit,
        "k": len(places),
        "n": len(shown.layers[-1].places),
        "years": "" if len(shown.layers) > 1 else _years(shown),
    }
    if len(shown.layers) > 1:
        words["year"] = shown.layers[-1].year
        ran = (
            _("In %(year)s it ran from %(low)s in %(low_name)s to %(high)s in %(high_name)s (%(unit)s).")
            % words
        )
    else:
        ran = _("It runs from %(low)s in %(low_name)s to %(high)s in %(high_name)s (%(unit)s).") % words
    known = _("Known in %(k)s of %(n)s boroughs.") % words
    return " ".join(filter(None, (ran, known, words["years"])))


def _years(shown: Shown) -> str:
    years = shown.years
    if not years:
        return ""
    if len(years) == 1:
        return _("All values are of %(year)s.") % {"year": years[0]}
    return _("Each borough has its latest known value, of %(first)s to %(last)s.") % {
        "first": years[0],
        "last": years[-1],
    }


def _how(way: str) -> str:
    return {
        "quantile": _(
            "Quantiles: as many boroughs in each class as can be. Neighbours in value may fall into two classes, "
            "and very different values into one."
        ),
        "equal": _(
            "Equal widths: each class spans as many points as the others. Most boroughs may share one class, and a "
            "class without any is left out."
        ),
        "jenks": _("Fisher and Jenks: of all ways to cut, the one within whose classes values differ least."),
    }[way]


def _bounds(each: Class, digits: int) -> str:
    ends = dict.fromkeys((number(each.low, digits), number(each.high, digits)))
    return _(" to ").join(ends)


def _legend(shown: Shown, found: Classed, digits: int) -> list[Entry]:
    def counted(what: str, n: int) -> str:
        if len(shown.layers) > 1:
            return ngettext("%(what)s (%(n)s value)", "%(what)s (%(n)s values)", n) % {"what": what, "n": n}
        return ngettext("%(what)s (%(n)s borough)", "%(what)s (%(n)s boroughs)", n) % {"what": what, "n": n}

    known = [Entry(f"{each.level}", counted(_bounds(each, digits), each.size)) for each in found.classes]
    if shown.key == INDEX:
        unranked = sum(n for _why, n in found.not_known(shown.layers))
        return [*known, Entry(NOT_KNOWN, counted(_("not ranked"), unranked))] if unranked else known
    return [*known, *(Entry(NOT_KNOWN, counted(why, n)) for why, n in found.not_known(shown.layers))]


def _says(shown: Shown, place: Valued, digits: int) -> str:
    if place.value is None:
        return place.why
    words = {"value": number(place.value, digits), "unit": shown.unit, "year": place.year}
    return (_("%(value)s %(unit)s, %(year)s") if place.year else _("%(value)s %(unit)s")) % words


# Drawn


def _pictures(
    here: Here, shown: Shown, found: Classed, ground: Ground, chosen: set[int], digits: int, as_tiles: bool
) -> dict[str, Any]:
    def paint(place: Valued, of: Class | None) -> Paint:
        return Paint(str(of.level) if of else NOT_KNOWN, _says(shown, place, digits), place.area.pk in chosen)

    layers = [
        (_title(shown, layer), {p.area.pk: paint(p, of) for p, of in zip(layer.places, classes, strict=True)})
        for layer, classes in zip(shown.layers, found.of_layers, strict=True)
    ]
    areas = [place.area for place in shown.layers[0].places]
    if as_tiles:
        return {"tiles": [(title, _tiles(here, areas, paints)) for title, paints in layers]}
    drawing = drawing_of(areas, ground.rings)
    return {"drawing": drawing, "drawn": [picture(title, drawing, paints) for title, paints in layers]}


def _title(shown: Shown, layer: Layer) -> str:
    return str(layer.year) if layer.year else shown.name


def _tiles(here: Here, areas: list[Any], paints: dict[int, Paint]) -> list[Tile]:
    return [
        Tile(
            area.code,
            area.name,
            area.tile_row,
            area.tile_column,
            None if paints[area.pk].kind == NOT_KNOWN else int(paints[area.pk].kind),
            paints[area.pk].says,
            queries.area_address(area, here.programme.slug),
            marked=paints[area.pk].marked,
        )
        for area in areas
        if area.tile_row is not None and area.tile_column is not None
    ]


def _without_outline(shown: Shown, ground: Ground) -> list[Any]:
    return [place.area for place in shown.layers[0].places if not ground.rings.get(place.area.pk)]


def _sources(shown: Shown, ground: Ground | None) -> list[Any]:
    of_map = ground.map.source if ground and ground.map and ground.map.source else None
    return list(dict.fromkeys([*shown.sources, *([of_map] if of_map else [])]))


# The same as a table


def _twin(
    request: HttpRequest, here: Here, shown: Shown, found: Classed, asked: dict[str, list[str]]
) -> Listing:
    digits = digits_for(shown.values)
    rows = sorted(
        zip(shown.layers[0].places, found.of_layers[0], strict=True),
        key=lambda row: _by_need(row[0], shown.more_is_need),
    )
    limits = Column(
        "limits",
        _("95% limits"),
        lambda row: limits_in_words(row[0], digits),
        numeric=True,
    )
    return listing(
        request,
        rows,
        caption=_("%(name)s (%(unit)s), the greatest need first") % {"name": shown.name, "unit": shown.unit},
        columns=[
            borough_column(here, lambda row: row[0].area),
            Column(
                "value",
                _("Value"),
                lambda row: row[0].why if row[0].value is None else number(row[0].value, digits),
                numeric=True,
            ),
            *([limits] if shown.has_limits else []),
            *(
                [Column("year", _("Year"), lambda row: str(row[0].year or ""), numeric=True)]
                if shown.years
                else []
            ),
            Column("class", _("Class"), lambda row: row[1].number if row[1] else "", numeric=True),
            Column("bounds", _("The class runs"), lambda row: _bounds(row[1], digits) if row[1] else ""),
        ],
        empty=Empty(_("No borough is on the programme's list yet.")),
        rows_a_page=ALL_PLACES,
        carried=asked,
    )


def _by_need(place: Valued, more_is_need: bool) -> tuple[bool, float, str]:
    value = place.value or 0.0
    return (place.value is None, -value if more_is_need else value, place.area.name)


def _years_twin(
    request: HttpRequest, here: Here, shown: Shown, found: Classed, asked: dict[str, list[str]]
) -> Listing:
    """A row a borough, a column a year: the value and, in brackets, its class."""
    digits = digits_for(shown.values)
    by_place = list(zip(*(layer.places for layer in shown.layers), strict=True))
    of_place = list(zip(*found.of_layers, strict=True))
    rows = sorted(
        ((*places, of) for places, of in zip(by_place, of_place, strict=True)),
        key=lambda row: _by_need(row[-2], shown.more_is_need),
    )

    def cell(at: int) -> Any:
        def said(row: Any) -> str:
            of = row[-1][at]
            return f"{number(row[at].value, digits)} ({of.number})" if of else row[at].why

        return said

    def alone(at: int) -> Any:
        return lambda row: row[at].value if row[at].value is not None else row[at].why

    return listing(
        request,
        rows,
        caption=_("%(name)s (%(unit)s) by year, with the class in brackets")
        % {"name": shown.name, "unit": shown.unit},
        columns=[
            borough_column(here, lambda row: row[0].area),
            *(
                Column(str(layer.year), str(layer.year), cell(at), numeric=True, in_file=alone(at))
                for at, layer in enumerate(shown.layers)
            ),
        ],
        empty=Empty(_("No borough is on the programme's list yet.")),
        rows_a_page=ALL_PLACES,
        carried=asked,
    )
