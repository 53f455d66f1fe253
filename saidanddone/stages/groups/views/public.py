from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import Empty, labels_of, list_page, listing
from saidanddone.programme.queries import areas_of
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries, rules
from .shared import SEARCHED, group_columns, group_filters, place_of


@public
def groups(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.groups_visible_to(here.person, here.programme)
    shown = listing(
        request,
        rows,
        caption=_("Courses and groups"),
        columns=group_columns(here, "groups:detail"),
        filters=group_filters(areas_of(here.programme)),
        search=SEARCHED,
        empty=Empty(
            _("No course or group has been written down yet. Until then, read what was promised."),
            here.address("commitments:list"),
            _("What was promised"),
        ),
    )
    everybody = queries.took(queries.enrolment_cells(here.programme))
    return list_page(
        request,
        shown,
        "groups",
        "groups/list.html",
        enrolled=lambda: queries.enrolled(here.programme, everybody),
        finished=queries.finished(here.programme, everybody),
        bars=lambda: _finished_bars(here, rows),
    )


def _finished_bars(here: Here, rows: Any) -> list[Bar]:
    """Of each group that people enrolled in, how many finished; a whole's people are those of its parts."""
    return [
        Bar(
            each.name,
            each.finished / each.enrolled,
            _("%(k)s of %(n)s finished") % {"k": f"{each.finished:,}", "n": f"{each.enrolled:,}"},
            here.address("groups:detail", key=each.key),
        )
        for each in rows
        if each.enrolled
    ]


@public
def group(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.groups_visible_to(here.person, here.programme), key=key)
    sessions = queries.sessions_of(found)
    return render(
        request,
        "groups/group.html",
        {
            "group": found,
            "place": place_of(found),
            "parts": queries.parts_of(found, here.person, here.programme),
            "sessions": [(each, rules.shown_count(each.attended)) for each in sessions],
            "walk": walk([Ref("groups", "group", found.pk)], here.programme, here.person),
            **money_and_people(here, found),
            "session_labels": labels_of(sessions),
        },
    )


def money_and_people(here: Here, found: Any) -> dict[str, Any]:
    """Enrolments and costs of a group with its parts, as its public and its work page both show them."""
    own = queries.took(queries.enrolment_cells(here.programme, found), found)
    cost = queries.spent(queries.cost_cells(here.programme, found), found)
    each = queries.per_person(own, cost)
    costs = queries.costs_of(found)
    return {
        "own": own,
        "costs": _numbered(costs, found),
        "costs_of_parts": any(row.group_id != found.pk for row in costs),
        "totals": [queries.money(total, currency) for currency, total in cost.totals],
        "per_finished": queries.money(each.per_finished, each.currency) if each and each.per_finished else "",
        "figure": queries.cost_figure(here.programme, found, each, own, cost) if each else None,
    }


def _numbered(costs: Any, group: Any) -> list[tuple[Any, str, int]]:
    """Each cost with its money in words, and the group's own costs with the number that opens them at work."""
    number, found = 0, []
    for row in costs:
        own = row.group_id == group.pk
        number += own
        found.append((row, queries.money(row.amount, row.currency), number if own else 0))
    return found
