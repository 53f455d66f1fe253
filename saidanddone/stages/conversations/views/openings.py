"""Opening and closing an evening."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.rules import RUNS_EVENINGS
from saidanddone.safeguarding.queries import limits_said

from .. import actions, forms, queries


@writing(*RUNS_EVENINGS)
def open_evening(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    return form_page(
        request,
        here,
        forms.OpeningForm(sent(request), conversation=found),
        action=partial(actions.open_evening, conversation=found),
        title=_("Open the evening"),
        done=_("The evening is open. Say to everybody what cannot stay between us, and who the lead is."),
        button=_("Open it"),
        back=here.address("conversations-work:detail", slug=slug),
        intro=_("Read this out before anyone speaks."),
        context={"limits": limits_said(here.programme), "nobody": not queries.leads_for(found)},
        template="conversations/open_evening.html",
    )


@sending(*RUNS_EVENINGS)
def close_evening(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = found_or_404(queries.conversations_workable_by(here.person, here.programme), slug=slug)
    if request.POST.get("sure") != "on":
        messages.error(request, _("Tick that everybody has finished writing down, then close the evening."))
        return redirect(here.address("conversations-work:detail", slug=slug))
    actions.close_evening(person=here.person, conversation=found, by=here.person.account)
    messages.success(
        request, _("The evening is closed. What is still on paper can be typed up from tomorrow on.")
    )
    return redirect(here.address("conversations-work:detail", slug=slug))
