"""Whether need clusters on the map, and where."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, public
from saidanddone.pages.listing import Column, Empty, Listing, list_page, listing
from saidanddone.programme.rules import can_lead

from .. import queries
from ..forms.maps import ClustersForm
from ..queries.clusters import Around, Clusters, clusters_of
from ..queries.outlined import Ground, drawing_of, ground_of
from ..queries.shown import INDEX, Shown, shown_of_index, shown_of_indicator
from .maps import asked_indicator
from .painted import NOT_KNOWN, Entry, Paint, names, picture
from .shared import ALL_PLACES, borough_column, digits_for, number

NOTHING, ALONE = "nothing", "alone"


def kinds() -> dict[str, str]:
    return {
        "HH": _("high among high"),
        "LL": _("low among low"),
        "HL": _("high among low"),
        "LH": _("low among high"),
    }


@public
def clusters(request: HttpRequest, here: Here) -> HttpResponse:
    ground = ground_of(here.person, here.programme)
    form, shown = _asked(request, here)
    found = clusters_of(shown, ground) if ground.map else ""
    digits = digits_for(shown.values)
    seen = found if isinstance(found, Clusters) else None
    return list_page(
        request,
        _twin(request, here, seen, digits, shown.key),
        f"clusters-{shown.key}",
        "need/clusters.html",
        form=form,
        what=shown,
        ground=ground,
        clusters=seen,
        why_not=found if isinstance(found, str) else "",
        finding=_finding(seen) if seen else "",
        named=_named(seen) if seen else "",
        drawing=lambda: _drawing(seen, ground, shown, digits) if seen else None,
        legend=_legend(seen) if seen else [],
        alone=names(seen.alone) if seen else "",
        without_outline=names(seen.without_outline) if seen else "",
        without_value=", ".join(f"{each.area.name} ({each.why})" for each in seen.without_value)
        if seen
        else "",
        may_lead=can_lead(here.person),
        sources=list(dict.fromkeys([*shown.sources, *filter(None, [ground.map and ground.map.source])])),
    )


def _asked(request: HttpRequest, here: Here) -> tuple[ClustersForm, Shown]:
    if request.GET.get("show") in (None, "", INDEX):
        index = queries.index_of(here.programme)
        return ClustersForm(request.GET, indicators=index.indicators), shown_of_index(index)
    indicators = list(queries.indicators_visible_to(here.person, here.programme))
    form = ClustersForm(request.GET, indicators=indicators)
    return form, shown_of_indicator(asked_indicator(form, indicators), here.programme, False)


def _finding(found: Clusters) -> str:
    words = {
        "I": f"{found.I:.3f}",
        "chance": f"{found.by_chance:.3f}",
        "n": found.n,
        "p": f"{found.p:.4f}",
        "permutations": f"{found.permutations:,}",
        "seed": found.seed,
    }
    if not found.is_pattern:
        says = _("No pattern beyond chance was found over all boroughs.")
    elif found.by_chance < found.I:
        says = _("Boroughs are like their neighbours, more than chance would have it.")
    else:
        says = _("Boroughs are unlike their neighbours, more than chance would have it.")
    return (
        says
        + " "
        + _(
            "Moran's I is %(I)s over %(n)s boroughs (by chance alone it would be %(chance)s on average); p = %(p)s, "
            "from %(permutations)s random orders of the values with seed %(seed)s."
        )
        % words
    )


def _named(found: Clusters) -> str:
    seen = [each for each in found.places if each.kind]
    stand = [each for each in seen if each.stands]
    words = {"n": len(seen), "k": len(stand), "names": names(each.place.area for each in stand)}
    first = (
        ngettext(
            "Taken one by one, %(n)s borough stands out at 5 in 100.",
            "Taken one by one, %(n)s boroughs stand out at 5 in 100.",
            len(seen),
        )
        % words
    )
    if not stand:
        return first + " " + _("When at most 5 in 100 of those named are to be false, none does.")
    return (
        first
        + " "
        + ngettext(
            "When at most 5 in 100 of those named are to be false, %(k)s does: %(names)s.",
            "When at most 5 in 100 of those named are to be false, %(k)s do: %(names)s.",
            len(stand),
        )
        % words
    )


def _paint_kind(each: Around) -> str:
    if each.found is None:
        return NOT_KNOWN
    if each.found.sure_p is None:
        return ALONE
    if not each.kind:
        return NOTHING
    return each.kind if each.stands else f"{each.kind}-perhaps"


def _said(each: Around, digits: int) -> str:
    if each.found is None:
        return each.place.why
    kind = _paint_kind(each)
    what = (
        _("no neighbour")
        if kind == ALONE
        else _("no sign of a cluster")
        if kind == NOTHING
        else kinds()[each.kind]
        if each.stands
        else _("%(kind)s, may be chance") % {"kind": kinds()[each.kind]}
    )
    return f"{number(each.place.value, digits)}, {what}"


def _word(each: Around) -> str:
    """Two letters, since colours alone are not the same to everybody."""
    return each.kind if not each.kind or each.stands else f"{each.kind}?"


def _drawing(found: Clusters, ground: Ground, shown: Shown, digits: int) -> dict[str, Any]:
    drawing = drawing_of((each.place.area for each in found.places), ground.rings)
    paints = {
        each.place.area.pk: Paint(_paint_kind(each), _said(each, digits), word=_word(each))
        for each in found.places
    }
    return {"drawing": drawing, "drawn": [picture(shown.name, drawing, paints)]}


def _legend(found: Clusters) -> list[Entry]:
    sizes = Counter(_paint_kind(each) for each in found.places)
    perhaps = _("%(kind)s, may be chance")
    lines = {
        **{kind: f"{kind}: {says}" for kind, says in kinds().items()},
        **{f"{kind}-perhaps": f"{kind}?: {perhaps % {'kind': says}}" for kind, says in kinds().items()},
        NOTHING: _("no sign of a cluster"),
        ALONE: _("no neighbour"),
        NOT_KNOWN: _("not known"),
    }
    return [
        Entry(
            kind,
            ngettext("%(what)s (%(n)s borough)", "%(what)s (%(n)s boroughs)", sizes[kind])
            % {"what": says, "n": sizes[kind]},
        )
        for kind, says in lines.items()
        if sizes[kind]
    ]


def _twin(request: HttpRequest, here: Here, found: Clusters | None, digits: int, key: str) -> Listing:
    def local(what: str, digits_of: int) -> Any:
        def said(row: Around) -> str:
            value = getattr(row.found, what) if row.found else None
            return "" if value is None else f"{value:.{digits_of}f}"

        return said

    def kind(row: Around) -> str:
        if row.found is None or row.found.sure_p is None:
            return _("cannot be told")
        return kinds()[row.found.quadrant or "HH"]

    return listing(
        request,
        found.places if found else [],
        caption=_("Every borough and those beside it, the surest cluster first"),
        columns=[
            borough_column(here, lambda row: row.place.area),
            Column(
                "value",
                _("Value"),
                lambda row: row.place.why if row.place.value is None else number(row.place.value, digits),
                numeric=True,
            ),
            Column("kind", _("It and its neighbours"), kind),
            Column("I", _("Local I"), local("I", 3), numeric=True),
            Column("p", _("p"), local("sure_p", 4), numeric=True),
            Column(
                "stands",
                _("Stands with 5 in 100 false"),
                lambda row: "" if row.found is None else _("yes") if row.stands else _("no"),
            ),
            Column("neighbours", _("Neighbours"), lambda row: names(row.beside)),
        ],
        empty=Empty(_("There is nothing to compare yet.")),
        rows_a_page=ALL_PLACES,
        carried={"show": [key]},
    )
