"""The pages that belong to no stage: the programmes here, home, dashboards, search, signing in."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from saidanddone.pages.door import READ, READ_AND_SEND, Here, first_of, open_to, public, work
from saidanddone.pages.forms import PageForm, sent
from saidanddone.people.actions import use_sign_in_link
from saidanddone.people.queries import demo_accounts, usable_sign_in_link
from saidanddone.programme.models import Role
from saidanddone.programme.queries import (
    areas_of,
    memberships_of,
    memberships_of_account,
    programmes,
)
from saidanddone.stages.conversations.queries import tiles_of_conversations
from saidanddone.stages.outcomes.queries import latest_outcome

from .finding import found_by_stage
from .queries import cycle_with_headlines, waiting_by_stage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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


@open_to(None, READ)
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """After signing in: straight to the one programme someone works on, or a choice."""
    memberships = list(memberships_of_account(request.user))
    slugs = {each.programme.slug for each in memberships}
    if len(slugs) == 1:
        return redirect("dashboard", programme=slugs.pop())
    return render(request, "website/mine.html", {"memberships": memberships})


@open_to(None, READ_AND_SEND)
@never_cache
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link only shows a button, since mail programs open links by themselves."""
    if request.method == "POST":
        account = use_sign_in_link(token=token)
        if account is not None:
            login(request, account, backend=BACKEND)
            return redirect("mine")
    usable = usable_sign_in_link(token)
    return render(request, "website/sign_in_link.html", {"usable": usable}, status=200 if usable else 410)


class DemoForm(PageForm):
    account = forms.ModelChoiceField(
        queryset=None, widget=forms.RadioSelect, empty_label=None, label=gettext_lazy("Sign in as")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = demo_accounts()


@open_to(None, READ_AND_SEND)
@never_cache
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One marked account a role, for those who try the example. Exists only in a demonstration."""
    if not settings.SAID_DEMO:
        raise Http404
    form = DemoForm(sent(request))
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["account"]
        login(request, account, backend=BACKEND)
        messages.success(request, _("You are now %(name)s.") % {"name": account.name})
        return HttpResponseRedirect("/accounts/mine/")
    return render(request, "website/demo_sign_in.html", {"form": form})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Where no address fits, the exception carries what was tried, which is for nobody to read.
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"why": said}, status=404)
