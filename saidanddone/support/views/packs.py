"""Support packs: read and printed by everybody, written, reviewed and counted by those who work here."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.document.html import render_blocks
from saidanddone.pages.door import Here, found_or_404, public, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, area_filter, list_page, listing
from saidanddone.pages.wording import wording
from saidanddone.programme.models import Role
from saidanddone.programme.queries import areas_of

from .. import forms
from ..actions import packs as actions
from ..queries import packs as queries
from ..queries.finding import today
from ..queries.shown import shorts
from ..rules import review_is_due, review_says
from ..rules.keeping import KEEPERS, SUGGESTS, can_keep
from ..rules.packs import can_hand_out

READERS = sorted(SUGGESTS)


def _columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "pack",
            _("Pack"),
            lambda row: row.title,
            link=lambda row: here.address(link, key=row.key),
            sort="title",
        ),
        Column("event", _("When"), lambda row: row.get_event_display(), sort="event"),
        area_column(),
        Column("handed_out_by", _("Who hands it out"), lambda row: row.handed_out_by),
        Column(
            "review",
            _("Reviewed"),
            lambda row: review_says(row.reviewed_on, row.next_review_on, today()),
            sort="reviewed_on",
        ),
    ]


def _filters(here: Here) -> list[Filter]:
    return [
        Filter("event", _("When"), queries.event_choices(), "event"),
        area_filter(areas_of(here.programme)),
    ]


@public
def packs(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.packs_visible_to(here.person, here.programme),
        caption=_("Support packs"),
        columns=_columns(here, "support:pack"),
        filters=_filters(here),
        empty=Empty(
            _("No pack has been written yet. Until then, look for a place to turn to."),
            here.address("support:list"),
            _("Where to turn"),
        ),
    )
    return list_page(request, shown, "packs", "support/packs.html")


def _shown(here: Here, pack: Any, versions: list[Any], version: Any) -> dict[str, Any]:
    newest = version.number == versions[0].number
    return {
        "pack": pack,
        "version": version,
        "versions": versions,
        "is_newest": newest,
        "body": render_blocks(queries.text_of(version), wording=wording()),
        "services": shorts(queries.services_named_in(version)),
        "review": review_says(version.reviewed_on, version.next_review_on, today()),
        "review_is_due": review_is_due(version.reviewed_on, version.next_review_on, today()),
    }


@public
def pack(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """The newest version, in English where there are several languages."""
    found = found_or_404(queries.packs_visible_to(here.person, here.programme), key=key)
    versions = queries.versions_of(found)
    newest = [each for each in versions if each.number == versions[0].number]
    version = next((each for each in newest if each.language == "en"), newest[0])
    return render(request, "support/pack.html", _shown(here, found, versions, version))


@public
def pack_version(request: HttpRequest, here: Here, key: str, number: int, language: str) -> HttpResponse:
    found = found_or_404(queries.packs_visible_to(here.person, here.programme), key=key)
    version = _version_of(here, found, number, language)
    return render(request, "support/pack.html", _shown(here, found, queries.versions_of(found), version))


# Work


@work(*READERS)
def work_packs(request: HttpRequest, here: Here) -> HttpResponse:
    keeps = bool(here.person.roles & KEEPERS)
    due = [("due", _("nobody has, or not in time"))]
    shown = listing(
        request,
        queries.packs_visible_to(here.person, here.programme),
        caption=_("Support packs"),
        columns=[
            *_columns(here, "support-work:pack"),
            Column("handed_out", _("Handed out"), lambda row: row.handed_out or 0, numeric=True),
        ],
        filters=[
            *_filters(here),
            Filter("review", _("Reviewed"), due, lambda chosen: queries.review_due()),
        ],
        search=["title", "key"],
        empty=Empty.inviting(
            _("No pack has been written yet."),
            keeps,
            here.address("support-work:add-pack"),
            _("Write a pack"),
        ),
    )
    return list_page(request, shown, "packs", "support/work_packs.html", keeps=keeps)


@work(*READERS)
def work_pack(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.packs_visible_to(here.person, here.programme), key=key)
    versions = [
        (each, review_says(each.reviewed_on, each.next_review_on, today()))
        for each in queries.versions_of(found)
    ]
    return render(
        request,
        "support/work_pack.html",
        {
            "pack": found,
            "versions": versions,
            "hand_outs": queries.hand_outs_of_pack(found),
            "may_keep": can_keep(here.person, found.area_id),
            "may_hand_out": can_hand_out(here.person),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_pack(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.NewPackForm(sent(request), programme=here.programme, person=here.person),
        action=partial(actions.add_pack, programme=here.programme),
        title=_("Write a support pack"),
        done=_("The pack is written. It says that nobody has reviewed it until somebody has."),
        button=_("Keep this pack"),
        back=here.address("support-work:packs"),
        onward=lambda made: here.address("support-work:pack", key=made.key),
        intro=_("What somebody is given when their life changes. Everybody may read it."),
    )


def _of_mine(here: Here, key: str) -> Any:
    return found_or_404(queries.packs_workable_by(here.person, here.programme), key=key)


@writing(Role.LEAD, Role.ORGANISER)
def change_pack(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = _of_mine(here, key)
    return form_page(
        request,
        here,
        forms.PackForm(sent(request), instance=row, programme=here.programme, person=here.person),
        action=partial(actions.change_pack, pack=row),
        title=_("Change “%(title)s”") % {"title": row.title},
        done=_("The pack is changed."),
        button=_("Keep these changes"),
        back=here.address("support-work:pack", key=key),
        onward=lambda changed: here.address("support-work:pack", key=changed.key),
        intro=_("Its text is changed by a new version, so that what was handed out can still be read."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def write_version(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = _of_mine(here, key)
    before = next(iter(queries.versions_of(row)), None)
    form = forms.VersionForm(sent(request), programme=here.programme, person=here.person, before=before)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.write_version, pack=row),
        title=_("Write “%(title)s” anew") % {"title": row.title},
        done=_("The new version stands. Those before it are kept."),
        button=_("Keep this version"),
        back=here.address("support-work:pack", key=key),
        intro=_("Written in another language, the text becomes that version of the same pack."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def review_version(request: HttpRequest, here: Here, key: str, number: int, language: str) -> HttpResponse:
    row = _of_mine(here, key)
    version = _version_of(here, row, number, language)
    return form_page(
        request,
        here,
        forms.ReviewForm(sent(request)),
        action=partial(actions.review_version, version=version),
        title=_("Review “%(title)s”") % {"title": row.title},
        done=_("The review is kept, and the page says so."),
        button=_("Keep this review"),
        back=here.address("support-work:pack", key=key),
        intro=_("Everybody reads which post reviewed the text and when."),
    )


@writing(*READERS)
def hand_out(request: HttpRequest, here: Here, key: str, number: int, language: str) -> HttpResponse:
    found = found_or_404(queries.packs_visible_to(here.person, here.programme), key=key)
    version = _version_of(here, found, number, language)
    return form_page(
        request,
        here,
        forms.HandOutForm(sent(request), programme=here.programme),
        action=partial(actions.hand_out, version=version),
        title=_("Write down how many were handed out"),
        done=_("The count is kept."),
        button=_("Keep this count"),
        back=here.address("support-work:pack", key=key),
        intro=_("A number, and nothing of who took one."),
    )


def _version_of(here: Here, pack: Any, number: int, language: str) -> Any:
    rows = queries.versions_visible_to(here.person, here.programme)
    return found_or_404(rows, pack=pack, number=min(number, 30_000), language=language)
