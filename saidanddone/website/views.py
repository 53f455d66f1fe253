"""The pages that belong to no stage: the programmes here, home, dashboards, search."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from saidanddone.pages.door import READ, READ_AND_SEND, Here, first_of, open_to, public, work
from saidanddone.pages.forms import PageForm, sent
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role
from saidanddone.programme.queries import (
    areas_of,
    memberships_of,
    programmes,
)
from saidanddone.stages.conversations.queries import tiles_of_conversations
from saidanddone.stages.outcomes.queries import latest_outcome

from .actions import close_account
from .finding import found_by_stage
from .queries import cycle_with_headlines, waiting_by_stage


@open_to(None, READ)
def programmes_here(request: HttpRequest) -> HttpResponse:
    """With one programme, its home."""
    here = list(programmes())
    if len(here) == 1:
        return redirect("home", programme=here[0].slug)
    return render(request, "website/programmes.html", {"programmes": here})


@public
def home(request: HttpRequest, here: Here) -> HttpResponse:
    return render(
        request,
        "website/home.html",
        {
            "steps": cycle_with_headlines(here.programme),
            "tiles": tiles_of_conversations(here.programme),
            "latest": latest_outcome(here.person, here.programme),
        },
    )


class FindForm(PageForm):
    q = forms.CharField(label=gettext_lazy("Words to find"), max_length=200)


@public
def find(request: HttpRequest, here: Here) -> HttpResponse:
    """Search over what this person may read, in every step of the cycle."""
    form = FindForm(request.GET or None)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    return render(
        request,
        "website/find.html",
        {"form": form, "sought": sought, "found": found_by_stage(here, sought) if sought else []},
    )


@work(*Role)
def dashboard(request: HttpRequest, here: Here) -> HttpResponse:
    """One dashboard a role, opening with what waits for this person today."""
    role = first_of(here.person.roles)
    return render(
        request,
        "website/dashboard.html",
        {
            "role": role,
            "areas": areas_of(here.programme).filter(pk__in=here.person.areas_as({role})),
            "waiting": waiting_by_stage(here.person, here.programme),
            "members": memberships_of(here.programme),
        },
    )


class CloseForm(PageForm):
    sure = forms.BooleanField(label=gettext_lazy("I am sure. My roles end, and I cannot sign in again."))


@open_to(None, READ_AND_SEND)
@never_cache
@login_required
def close_my_account(request: HttpRequest) -> HttpResponse:
    form = CloseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            close_account(account=request.user, by=request.user)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            logout(request)
            messages.success(request, _("Your account is closed."))
            return redirect("programmes")
    return render(request, "website/close_account.html", {"form": form}, status=422 if form.errors else 200)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Where no address fits, the exception carries what was tried, which is for nobody to read.
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"why": said}, status=404)
