"""Who may be with children at an evening."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.rules import RUNS_EVENINGS

from .. import actions, forms, queries


@writing(*RUNS_EVENINGS)
def add_checked_worker(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    return form_page(
        request,
        here,
        forms.CheckedWorkerForm(sent(request)),
        action=partial(actions.add_checked_worker, conversation=found),
        title=_("Add a checked worker"),
        done=_("It is written down."),
        button=_("Keep this"),
        back=here.address("conversations-work:detail", slug=slug),
    )


@sending(*RUNS_EVENINGS)
def remove_checked_worker(request: HttpRequest, here: Here, slug: str, number: int) -> HttpResponse:
    found = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    worker = found_or_404(queries.checked_workers_of(found), pk=number)
    actions.remove_checked_worker(person=here.person, checked_worker=worker, by=here.person.account)
    messages.success(request, _("It is removed."))
    return redirect(here.address("conversations-work:detail", slug=slug))
