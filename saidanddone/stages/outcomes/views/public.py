from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import Empty, list_page, listing
from saidanddone.programme.queries import areas_of
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries, rules
from .shared import (
    SEARCHED,
    connection_columns,
    connection_filters,
    outcome_columns,
    outcome_filters,
)


@public
def outcomes(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.outcomes_visible_to(here.person, here.programme),
        caption=_("Changes reported"),
        columns=outcome_columns(here, "outcomes:detail"),
        filters=outcome_filters(here, areas_of(here.programme)),
        search=SEARCHED,
        empty=Empty(
            _("Nobody has reported a change yet. Until then, read what was promised."),
            here.address("commitments:list"),
            _("What was promised"),
        ),
    )
    counts = queries.outcome_counts(here.programme)
    return list_page(
        request,
        shown,
        "changes",
        "outcomes/list.html",
        cards=[queries.outcome_card(each, here.person) for each in shown.page.object_list],
        counts=counts,
        reported=queries.reported(here.programme, counts),
        figures=[queries.linked(here.programme, counts), queries.confirmed(here.programme, counts)],
        verbs=_bars(here, counts, counts.by_contribution(), "contribution"),
        kinds=_bars(here, counts, counts.by_kind(), "kind"),
    )


def _bars(
    here: Here, counts: queries.OutcomeCounts, found: list[queries.Shared], filter_key: str
) -> list[Bar]:
    return [
        Bar(
            each.label,
            each.count,
            _("%(k)s of %(n)s") % {"k": f"{each.count:,}", "n": f"{counts.all:,}"},
            f"{here.address('outcomes:list')}?{filter_key}={each.value}#every",
        )
        for each in found
        if counts.all
    ]


@public
def outcome(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.outcomes_visible_to(here.person, here.programme), key=key)
    thread = walk([Ref("outcomes", "outcome", found.pk)], here.programme, here.person)
    return render(
        request,
        "outcomes/outcome.html",
        {
            "outcome": found,
            "place": queries.place_of(found),
            "scale": rules.scale(found.contribution),
            "walk": thread,
            "leads_nowhere": not any(place.reached for place in thread.before),
        },
    )


@public
def connections(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.connections_visible_to(here.person, here.programme),
        caption=_("Connections recorded"),
        columns=connection_columns(here),
        filters=connection_filters(areas_of(here.programme)),
        search=["statement", "what_came"],
        empty=Empty(
            _("No connection has been recorded yet. Until then, read what else changed."),
            here.address("outcomes:list"),
            _("What changed"),
        ),
    )
    return list_page(
        request,
        shown,
        "connections",
        "outcomes/connections.html",
        matrix=lambda: queries.connection_matrix(here.programme),
    )
