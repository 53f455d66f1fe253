from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import Column, Empty, Filter, Listing, list_page, listing
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries
from ..queries.profile import against_benchmark
from ..queries.standard import has_ages
from .drawing import chart
from .shared import (
    ALL_PLACES,
    borough_column,
    counts_in_words,
    digits_for,
    domain_choices,
    known_in_words,
    number,
    spans,
    sure_columns,
    verdict_words,
    with_limits,
    year_of,
)

CLOSE = 5.0  # points of 100: nearer than this, a reader should hear that ranks are close


@public
def why_these_places(request: HttpRequest, here: Here) -> HttpResponse:
    index = queries.index_of(here.programme)
    decided = queries.latest_decision(here.programme)
    chosen = [each.area for each in decided.chosen.all()] if decided else []
    chosen_ids = {each.pk for each in chosen}
    first, *others = queries.figures_from(here.programme, index, decided)
    sure = queries.how_sure(index, len(chosen) or None)
    return list_page(
        request,
        _ranking(request, here, index, chosen_ids, sure),
        "need",
        "need/list.html",
        index=index,
        decision=decided,
        chosen=chosen,
        first=first,
        figures=others,
        tiles=queries.tiles(here.programme, index, chosen_ids),
        legend=_legend(index),
        cut=_cut(index, len(chosen)),
        sure=sure,
        sure_says=queries.in_a_sentence(sure) if sure else "",
        sure_spans=spans(here, sure) if sure else [],
        what_decides=queries.what_decides(sure) if sure else "",
        what_was_tried=queries.what_was_tried(sure) if sure else "",
        same_data=bool(decided and decided.data_hash) and decided.data_hash == queries.data_hash(index),
        method=queries.method_of(here.programme) if index.method.pk else index.method,
        how=queries.how_it_is_worked_out(index.method),
        enough=queries.enough_in_words(index.method),
        no_interval=queries.why_no_interval(),
    )


def _ranking(
    request: HttpRequest, here: Here, index: queries.NeedIndex, chosen: set[int], sure: queries.Sure | None
) -> Listing:
    def place(row: queries.Place) -> str:
        return _("yes") if row.area.pk in chosen else ""

    why_not = _("not ranked") if index.problem else _("too little is known")
    ranked = [("yes", _("ranked")), ("no", why_not)]

    def score(row: queries.Place) -> str:
        return why_not if row.score is None else f"{row.score:.1f}"

    return listing(
        request,
        index.places,
        caption=_("Every borough with its score and rank; rank 1 has the greatest need"),
        columns=[
            borough_column(here),
            Column(
                "rank", _("Rank"), lambda row: _("not ranked") if row.rank is None else row.rank, numeric=True
            ),
            Column("score", _("Score, of 100") if index.is_of_100 else _("Score"), score, numeric=True),
            Column(
                "known",
                _("Indicators known"),
                lambda row: _("%(k)s of %(n)s") % {"k": row.known, "n": len(row.cells)},
                numeric=True,
            ),
            Column("chosen", _("Chosen to begin with"), place),
            *(sure_columns(sure) if sure else ()),
        ],
        filters=[
            Filter(
                "chosen",
                _("Chosen to begin with"),
                [("yes", _("yes")), ("no", _("no"))],
                keeps=lambda row, asked: (row.area.pk in chosen) == (asked == "yes"),
            ),
            Filter(
                "ranked",
                _("Ranked"),
                ranked,
                keeps=lambda row, asked: (row.rank is not None) == (asked == "yes"),
            ),
        ],
        empty=Empty(_("No borough is on the programme's list yet.")),
        rows_a_page=ALL_PLACES,
    )


def _legend(index: queries.NeedIndex) -> list[tuple[object, str]]:
    classes: list[tuple[object, str]] = []
    for level, low, high, n in queries.class_bounds(index):
        ends = dict.fromkeys((f"{low:.1f}", f"{high:.1f}"))
        words = {"scores": _(" to ").join(ends), "n": n}
        classes.append(
            (level, ngettext("%(scores)s (%(n)s borough)", "%(scores)s (%(n)s boroughs)", n) % words)
        )
    return [*classes, ("none", _("not ranked"))] if index.unranked else classes


def _cut(index: queries.NeedIndex, k: int) -> dict[str, Any] | None:
    """The last place within the first k and the next one, and how near they are."""
    gap = index.gap_after(k)
    if gap is None:
        return None
    last, following = index.ranked[k - 1], index.ranked[k]
    return {
        "k": k,
        "next": k + 1,
        "gap": f"{gap:.1f}",
        "is_close": index.is_of_100 and gap < CLOSE,
        "last": last.area.name,
        "last_score": f"{last.score:.1f}",
        "following": following.area.name,
        "following_score": f"{following.score:.1f}",
    }


@public
def indicators(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.with_knowledge(queries.indicators_visible_to(here.person, here.programme))
    shown = listing(
        request,
        rows,
        caption=_("Indicators of need"),
        columns=[
            Column(
                "indicator",
                _("Indicator"),
                lambda row: row.name,
                link=lambda row: here.address("need:indicator", code=row.code),
                sort="name",
            ),
            Column("domain", _("Domain"), lambda row: row.domain, sort="domain"),
            Column("direction", _("Which way"), lambda row: row.get_direction_display(), sort="direction"),
            Column("unit", _("Unit"), lambda row: row.unit),
            Column("weight", _("Weight"), lambda row: f"{row.weight:g}", numeric=True, sort="weight"),
            Column("year", _("Newest year"), year_of, numeric=True, sort="latest_year"),
            Column("known", _("Known in"), known_in_words, numeric=True, sort="areas_known"),
        ],
        filters=[
            Filter("domain", _("Domain"), domain_choices(here), "domain"),
        ],
        search=["name", "definition"],
        empty=Empty(
            _("No indicator has been entered yet."),
            here.address("need:list"),
            _("Why these places"),
        ),
    )
    sources = {row.source: None for row in shown.page.object_list if row.source}
    return list_page(request, shown, "indicators", "need/indicators.html", sources=tuple(sources))


@public
def indicator(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    found = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    history = queries.history_of(found, here.programme)
    last = history.last_known
    known = history.at(last.year) if last else []
    digits = digits_for(history.values)
    return render(
        request,
        "need/indicator.html",
        {
            "indicator": found,
            "history": history,
            "chart": chart(history),
            "rows": [
                (
                    line.area,
                    [
                        (with_limits(point, digits), counts_in_words(point), point.status_says)
                        for point in line.points
                    ],
                )
                for line in history.lines
            ],
            "last": last,
            "lowest": _named(known[0], digits) if known else None,
            "highest": _named(known[-1], digits) if known else None,
            "middle": number(last.middle, digits) if last else "",
            "labels": {found.provenance, *history.labels} - {""},
            "sources": [found.source] if found.source else [],
            "further": _further(here, found, history),
        },
    )


def _further(here: Here, indicator: Any, history: queries.History) -> list[tuple[str, str]]:
    """The pages that say more of an indicator, as far as what is known allows."""
    pages = []
    if history.can_be_compared:
        pages.append(("need:compare", _("Against a benchmark")))
    if has_ages(indicator):
        pages.append(("need:standardised", _("Made comparable by age")))
    if history.last_known:
        pages.append(("need:inequality", _("How far it follows deprivation")))
    return [(here.address(name, code=indicator.code), title) for name, title in pages]


def _named(known: tuple[Any, float], digits: int) -> dict[str, str]:
    area, value = known
    return {"name": area.name, "value": number(value, digits)}


@public
def area(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    index = queries.index_of(here.programme)
    place = index.place_of(code)
    if place is None:
        raise Http404(_("There is no such page, or you may not see it."))
    choices = queries.choices_of_area(here.programme, place.area.pk)
    old = queries.old_figures(place, timezone.localdate().year)
    decided = choices[-1].decision if choices else None
    refs = [Ref("need", "area", each.pk) for each in choices]
    rows = _cells(here, place, queries.changes_in(index, here.programme, place.area))
    return render(
        request,
        "need/area.html",
        {
            "index": index,
            "place": place,
            "in_words": queries.in_words(place, index, chosen=False),
            "enough": queries.enough_in_words(index.method),
            "score": "" if place.score is None else f"{place.score:.1f}",
            "decision": decided,
            "bars": _bars(here, place),
            "rows": rows,
            "has_limits": any(cell.low is not None for cell in place.cells),
            "has_benchmarks": any(row["against"] for row in rows),
            "least": queries.least_need(place),
            "alike": _alike(here, index, place),
            "old": old,
            "old_after": queries.OLD_AFTER,
            "labels": {*index.labels, *({decided.provenance} if decided else ())} - {""},
            "walk": walk(refs, here.programme, here.person) if refs else None,
        },
    )


def _bars(here: Here, place: queries.Place) -> list[Bar]:
    scored = sorted(
        (cell for cell in place.cells if cell.normalised is not None),
        key=lambda cell: -(cell.normalised or 0),
    )
    return [
        Bar(
            cell.indicator.name,
            cell.normalised or 0.0,
            _("%(x)s of 100, rank %(rank)s") % {"x": f"{cell.normalised:.0f}", "rank": cell.rank},
        )
        for cell in scored
    ]


def _alike(here: Here, index: queries.NeedIndex, place: queries.Place) -> list[dict[str, Any]]:
    return [
        {
            "name": each.place.area.name,
            "address": queries.area_address(each.place.area, here.programme.slug),
            "rank": each.place.rank,
            "distance": f"{each.distance:.2f}",
            "shared": each.shared,
        }
        for each in queries.places_like(index, place)
    ]


def _since(change: queries.Change | None) -> str:
    """What it was in the first year that is known, and which way that has gone."""
    if change is None:
        return ""
    digits = digits_for([change.first, change.last])
    words = {"value": number(change.first, digits), "year": change.first_year}
    if change.more_need is None:
        return _("%(value)s in %(year)s, the same") % words
    if change.more_need:
        return _("%(value)s in %(year)s, more need now") % words
    return _("%(value)s in %(year)s, less need now") % words


def _cells(here: Here, place: queries.Place, changes: dict[int, queries.Change]) -> list[dict[str, Any]]:
    this_year = timezone.localdate().year
    return [
        {
            "indicator": cell.indicator,
            "address": here.address("need:indicator", code=cell.indicator.code),
            "value": with_limits(cell) if cell.value is not None else cell.status_says,
            "known": cell.value is not None,
            "year": str(cell.year) if cell.value is not None else "",
            "age": this_year - cell.year if cell.year and cell.value is not None else None,
            "is_old": bool(cell.year)
            and cell.value is not None
            and this_year - cell.year > queries.OLD_AFTER,
            "normalised": "" if cell.normalised is None else f"{cell.normalised:.0f}",
            "rank": cell.rank or "",
            "since": _since(changes.get(cell.indicator.pk)),
            "against": verdict_words().get(against_benchmark(cell), ""),
        }
        for cell in place.cells
    ]


@public
def decision(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.decisions_visible_to(here.person, here.programme), key=key)
    return render(
        request,
        "need/decision.html",
        {
            "decision": found,
            "chosen": [each.area for each in found.chosen.all()],
            "same_data": bool(found.data_hash)
            and found.data_hash == queries.data_hash(queries.index_of(here.programme)),
            "walk": walk([Ref("need", "decision", found.pk)], here.programme, here.person),
        },
    )
