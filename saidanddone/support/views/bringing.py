"""A file of another directory: brought in, looked at, and taken in or thrown away."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role

from .. import forms
from ..actions import directory as actions
from ..queries.brought import brought_visible_to, comparison_of
from ..rules.reading import BadDirectory

SHOWN_AT_MOST = 100


@writing(Role.LEAD, Role.ORGANISER)
def bring(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.BringForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        programme=here.programme,
        person=here.person,
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.put_by, programme=here.programme),
        title=_("Bring in a file of another directory"),
        done=_("The file can be read. Nothing is kept yet: look at what it would change."),
        button=_("See what it would change"),
        back=here.address("support-work:list"),
        onward=lambda made: here.address("support-work:brought", number=made.pk),
        intro=_(
            "Services, organisations, places and the words by which they are sorted. A row that is here already is "
            "known by its identifier: what the file does not speak of stays as it is."
        ),
    )


@work(Role.LEAD, Role.ORGANISER)
def brought(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(brought_visible_to(here.person, here.programme), pk=number)
    try:
        comparison = comparison_of(row)
    except BadDirectory as why:
        raise Refused(str(why)) from why
    differing = comparison.differing
    return render(
        request,
        "support/brought.html",
        {
            "brought": row,
            "counts": comparison.count(),
            "differing": differing[:SHOWN_AT_MOST],
            "more": max(0, len(differing) - SHOWN_AT_MOST),
        },
    )


@sending(Role.LEAD, Role.ORGANISER)
def take_in(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(brought_visible_to(here.person, here.programme), pk=number)
    done = actions.take_in(person=here.person, brought=row, by=here.person.account)
    count = len(done.differing)
    says = ngettext(
        "%(count)s row was written. A file brought in again changes nothing.",
        "%(count)s rows were written. A file brought in again changes nothing.",
        count,
    )
    messages.success(request, says % {"count": f"{count:,}"})
    return redirect(here.address("support-work:list"))


@sending(Role.LEAD, Role.ORGANISER)
def throw_away(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(brought_visible_to(here.person, here.programme), pk=number)
    actions.throw_away(person=here.person, brought=row, by=here.person.account)
    messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect(here.address("support-work:list"))
