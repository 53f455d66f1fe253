"""“Where to begin” and what the index hangs on, as everybody may read it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, public
from saidanddone.pages.listing import Column, Empty, Filter, Listing, list_page, listing
from saidanddone.programme.rules import can_lead

from .. import forms, queries
from ..queries import checks, ordinary
from .shared import ALL_PLACES, borough_column, spans, sure_columns


@public
def where_to_begin(request: HttpRequest, here: Here) -> HttpResponse:
    """The first k with probabilities, who is marginal, what would change the choice, and what was decided."""
    index = queries.index_of(here.programme)
    decided = queries.latest_decision(here.programme)
    chosen = [each.area for each in decided.chosen.all()] if decided else []
    first = len(chosen) or queries.WITHOUT_A_DECISION
    form = forms.WaysForm(
        request.GET,
        first=_as_can_be_first(first, index),
        ranked=len(index.ranked),
        has_limits=bool(index.workings and index.workings.errors),
    )
    sure = other = None
    can_try = len(index.ranked) > 1
    if can_try and form.is_valid():
        sure = queries.how_sure(index, form.cleaned_data["first"], form.asked_for())
        other = ordinary.ordinary_ways(index, form.cleaned_data["first"])
    return list_page(
        request,
        _places(request, here, sure),
        "where-to-begin",
        "need/begin.html",
        index=index,
        form=form,
        can_try=can_try,
        sure=sure,
        says=queries.in_a_sentence(sure) if sure else "",
        rank_rows=spans(here, sure) if sure else [],
        tried=queries.what_was_tried(sure) if sure else "",
        moves=queries.moves_in_words(sure) if sure else [],
        what_decides=queries.what_decides(sure) if sure else "",
        ordinary=other,
        decision=decided,
        chosen=chosen,
        same_data=bool(decided and decided.data_hash) and decided.data_hash == queries.data_hash(index),
        data_hash=queries.data_hash(index),
        may_decide=can_lead(here.person),
    )


def _as_can_be_first(k: int, index: queries.NeedIndex) -> int:
    """Where all are among the first, nobody comes and nobody goes."""
    return min(k, max(len(index.ranked) - 1, 1))


def _places(request: HttpRequest, here: Here, sure: queries.Sure | None) -> Listing:
    return listing(
        request,
        [each.place for each in sure.places] if sure else [],
        caption=_("Every ranked borough, with how often it is among the first"),
        columns=[
            borough_column(here),
            Column("rank", _("Rank"), lambda row: row.rank, numeric=True),
            *(sure_columns(sure) if sure else ()),
        ],
        empty=Empty(_("Nothing can be tried yet: it takes more ranked boroughs than are begun with.")),
        rows_a_page=ALL_PLACES,
        carried={name: request.GET.getlist(name) for name in forms.WaysForm.ASKED if name in request.GET},
    )


@public
def what_it_hangs_on(request: HttpRequest, here: Here) -> HttpResponse:
    index = queries.index_of(here.programme)
    decided = queries.latest_decision(here.programme)
    k = _as_can_be_first(len(decided.chosen.all()) if decided else queries.WITHOUT_A_DECISION, index)
    found = checks.checks_of(index, k)
    return list_page(
        request,
        _by_indicator(request, here, found),
        "what-the-index-hangs-on",
        "need/checks.html",
        index=index,
        checks=found,
        k=k,
        alphas=[_alpha(each) for each in found.alphas] if found else [],
        flagged=_flagged(found.flagged) if found else [],
        how=queries.how_it_is_worked_out(index.method),
    )


def _by_indicator(request: HttpRequest, here: Here, found: checks.Checks | None) -> Listing:
    names = {place.code: place.name for place in here.programme.areas.all()} if found else {}

    def moved(row: checks.OfIndicator) -> str:
        if row.removed is None:
            return ""
        return _("cannot be told") if isnan(row.removed.mean_move) else f"{row.removed.mean_move:.1f}"

    def furthest(row: checks.OfIndicator) -> str:
        if row.removed is None or row.removed.from_rank == row.removed.to_rank:
            return ""
        return _("%(name)s, from %(was)s to %(now)s") % {
            "name": names.get(row.removed.furthest, row.removed.furthest),
            "was": row.removed.from_rank,
            "now": row.removed.to_rank,
        }

    def leaves(row: checks.OfIndicator) -> str:
        return ", ".join(names.get(code, code) for code in row.removed.first_changed) if row.removed else ""

    return listing(
        request,
        found.of_indicators if found else [],
        caption=_("Each indicator: what it has of the whole, and the index without it"),
        columns=[
            Column(
                "indicator",
                _("Indicator"),
                lambda row: row.indicator.name,
                link=lambda row: here.address("need:indicator", code=row.indicator.code),
            ),
            Column("domain", _("Domain"), lambda row: row.indicator.domain),
            Column("share", _("Of the whole, in 100"), lambda row: f"{100 * row.share:.1f}", numeric=True),
            Column(
                "move",
                _("Places moved without it, on average"),
                moved,
                numeric=True,
            ),
            Column("furthest", _("Moves furthest"), furthest),
            Column("leaves", _("No longer among the first %(k)s") % {"k": found.k if found else 0}, leaves),
        ],
        empty=Empty(_("No borough can be ranked yet."), here.address("need:list"), _("Why these places")),
        rows_a_page=ALL_PLACES,
    )


def _alpha(each: checks.Alpha) -> dict[str, Any]:
    return {
        "domain": each.domain or _("All indicators"),
        "indicators": each.indicators,
        "areas": each.areas,
        "value": "" if each.value is None else f"{each.value:.2f}",
        "in_words": each.in_words,
    }


def _flagged(found: Sequence[checks.Pair]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By what is to be looked at, the strongest first."""
    kinds = dict.fromkeys(each.flag for each in found)
    return [
        (capfirst(kind), [_pair(each) for each in _strongest_first(found) if each.flag == kind])
        for kind in kinds
    ]


def _strongest_first(found: Sequence[checks.Pair]) -> list[checks.Pair]:
    return sorted(found, key=lambda each: -abs(each.found.r or 0.0))


def _pair(each: checks.Pair) -> dict[str, Any]:
    return {"a": each.a, "b": each.b, "r": f"{each.found.r:.2f}", "n": each.found.n}


@public
def pairs(request: HttpRequest, here: Here) -> HttpResponse:
    """How each two indicators go together."""
    index = queries.index_of(here.programme)
    found = checks.checks_of(index, 0)
    shown = listing(
        request,
        found.pairs if found else [],
        caption=_("Each two indicators, turned so that more means more need"),
        columns=[
            Column(
                "one",
                _("Indicator"),
                lambda row: row.a.name,
                link=lambda row: here.address("need:indicator", code=row.a.code),
            ),
            Column("other", _("And"), lambda row: row.b.name),
            Column(
                "r",
                _("Correlation"),
                lambda row: _("cannot be worked out") if row.found.r is None else f"{row.found.r:.2f}",
                numeric=True,
            ),
            Column("n", _("Boroughs that have both"), lambda row: row.found.n, numeric=True),
            Column("flag", _("To look at"), lambda row: row.flag),
        ],
        filters=[
            Filter(
                "flag",
                _("To look at"),
                [("yes", _("yes")), ("no", _("no"))],
                keeps=lambda row, asked: bool(row.found.flag) == (asked == "yes"),
            )
        ],
        empty=Empty(
            _("There are no two indicators to compare."),
            here.address("need:checks"),
            _("What the index hangs on"),
        ),
    )
    return list_page(request, shown, "pairs", "need/pairs.html", sources=index.sources)
