"""The trail of who did what, to read and to verify. No page changes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, work
from saidanddone.pages.listing import Column, Empty, Filter, list_page, listing
from saidanddone.pages.templatetags.said import day
from saidanddone.people.queries import latest_seal, rows_without_seal, verified_trail

from ..queries import trail as queries
from ..rules import ANSWERS_REQUESTS
from ..rules.verbs import SAID


@work(*ANSWERS_REQUESTS)
def trail(request: HttpRequest, here: Here) -> HttpResponseBase:
    shown = listing(
        request,
        queries.trail_visible_to(here.person, here.programme),
        caption=_("Who did what"),
        columns=[
            Column("at", _("When"), _when, sort="at", in_file=lambda row: row.at.isoformat()),
            Column("verb", _("What was done"), _what, sort="verb", in_file=lambda row: row.verb),
            Column("by", _("By"), _by),
            Column("rows", _("To which rows"), _rows, in_file=lambda row: " ".join(row.objects_touched)),
        ],
        filters=[
            Filter("room", _("Room"), queries.rooms_that_write(), queries.of_room),
            Filter("by", _("By"), queries.who_acted(here.programme), queries.by_whom),
            Filter("day", _("Day"), (), queries.on_day, is_day=True),
        ],
        search=["verb"],
        empty=Empty(_("Nothing was done yet.")),
    )
    return list_page(
        request,
        shown,
        "trail",
        "privacy/trail.html",
        seal=latest_seal,
        unsealed=rows_without_seal,
    )


def _when(row: Any) -> str:
    at = localtime(row.at)
    return f"{day(at.date())}, {at:%H:%M:%S}"


def _what(row: Any) -> str:
    """A sentence, and the verb that stands in the file. A verb of long ago may have no sentence any more."""
    said = SAID.get(row.verb)
    return format_html("{} <small>{}</small>", said, row.verb) if said else str(row.verb)


def _by(row: Any) -> str:
    return str(row.actor) if row.actor else _("nobody signed in")


def _rows(row: Any) -> str:
    """The first few; a file has them all."""
    named = row.objects_touched
    return ", ".join(named[:3]) + ("…" if len(named) > 3 else "")


@work(*ANSWERS_REQUESTS)
def verify(request: HttpRequest, here: Here) -> HttpResponse:
    """Every seal worked out anew, of every programme: the chain is one."""
    head = request.GET.get("head", "").strip().lower()
    return render(request, "privacy/verify.html", {"found": verified_trail(until_head=head), "head": head})
