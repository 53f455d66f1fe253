"""Photographs of the evenings: their work pages, and the files themselves, each asked for by somebody."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, public, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.rules import RUNS_EVENINGS

from .. import actions, forms, queries

ONLY_A_PICTURE = {
    "Content-Disposition": 'inline; filename="photograph.jpg"',
    # Opened by itself it is a page of its own, and that page may do nothing.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Asked for anew each time, so that a consent withdrawn hides it everywhere at once.
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
}


@public
def photographs(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    evening = found_or_404(queries.conversations_visible_to(here.person, here.programme), slug=slug)
    shown = queries.photographs_visible_to(here.person, here.programme).filter(conversation=evening)
    return render(request, "conversations/photographs.html", {"conversation": evening, "photographs": shown})


@public
def photograph(request: HttpRequest, here: Here, slug: str, number: int, size: str) -> HttpResponseBase:
    rows = queries.photographs_visible_to(here.person, here.programme)
    return _file(request, found_or_404(rows, conversation__slug=slug, number=number), size)


@work(*RUNS_EVENINGS)
def work_photograph(request: HttpRequest, here: Here, slug: str, number: int, size: str) -> HttpResponseBase:
    rows = queries.photographs_workable_by(here.person, here.programme)
    return _file(request, found_or_404(rows, conversation__slug=slug, number=number), size)


def _file(request: HttpRequest, row: Any, size: str) -> HttpResponseBase:
    data = queries.data_of(row, size) if size in queries.SIZES else None
    if data is None:
        raise Http404(_("There is no such photograph."))
    response = HttpResponse(data, content_type="image/jpeg", headers=ONLY_A_PICTURE)
    response["ETag"] = f'"{row.file}{queries.SIZES[size]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


@writing(*RUNS_EVENINGS)
def add_photograph(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    row = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    form = forms.AddPhotographForm(
        sent(request),
        request.FILES or None,
        programme=here.programme,
        initial={"taken_on": row.held_on},
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_photograph, conversation=row),
        title=_("Add a photograph of “%(title)s”") % {"title": row.title},
        done=_("The photograph is kept. Below it stands whether everybody may see it."),
        button=_("Add this photograph"),
        back=here.address("conversations-work:detail", slug=slug),
        intro=_("Only photographs that those in them know of. Nobody has to be in one to take part."),
    )


@writing(*RUNS_EVENINGS)
def change_photograph(request: HttpRequest, here: Here, slug: str, number: int) -> HttpResponse:
    row = _workable(here, slug, number)
    return form_page(
        request,
        here,
        forms.PhotographForm(sent(request), instance=row, programme=here.programme),
        action=partial(actions.change_photograph, photograph=row),
        title=_("Change what is written about this photograph"),
        done=_("The photograph is changed."),
        button=_("Keep these changes"),
        back=here.address("conversations-work:detail", slug=slug),
        context={"photograph": row, "slug": slug},
        template="conversations/photograph_form.html",
    )


@writing(*RUNS_EVENINGS)
def remove_photograph(request: HttpRequest, here: Here, slug: str, number: int) -> HttpResponse:
    row = _workable(here, slug, number)
    return form_page(
        request,
        here,
        forms.RemovePhotographForm(sent(request)),
        action=partial(actions.remove_photograph, photograph=row),
        title=_("Remove this photograph"),
        done=_("The photograph is removed, and its file with it."),
        button=_("Remove it"),
        back=here.address("conversations-work:detail", slug=slug),
        context={"photograph": row, "slug": slug},
        template="conversations/photograph_form.html",
    )


def _workable(here: Here, slug: str, number: int) -> Any:
    rows = queries.photographs_workable_by(here.person, here.programme)
    return found_or_404(rows, conversation__slug=slug, number=number)
