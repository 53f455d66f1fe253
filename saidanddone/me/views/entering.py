"""Coming in with a card, letter or link, and leaving again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from saidanddone.pages.door import READ, READ_AND_SEND, SEND, Here, open_to
from saidanddone.pages.forms import sent
from saidanddone.pages.tokens import note_failure, token_in_address, too_many_failures, too_many_page

from .. import actions, forms, queries
from .door import carry, forget, mine, private, session_key
from .words import my_words

CODE, AGAIN = "personal-code", "link-again"


@open_to(None, READ_AND_SEND)
@private
def entrance(request: HttpRequest) -> HttpResponseBase:
    """My words for whoever is in; for everybody else the place to type a code."""
    form = forms.CodeForm(sent(request))
    if request.method == "POST":
        if too_many_failures(request, CODE, request.POST.get("code", "")):
            return too_many_page(request)
        if form.is_valid() and (
            key := actions.enter(token=form.cleaned_data["code"], leaving=session_key(request))
        ):
            return _in(request, key)
        if not form.errors:
            note_failure(request, CODE, form.cleaned_data["code"])
            form.add_error("code", _("We do not know this code. Look at each letter again."))
        return _asked(request, form, 422)
    if queries.entered_by(session_key(request)) is not None:
        return my_words(request)
    response = _asked(request, form, 200)
    if session_key(request):
        forget(response)
    return response


def _asked(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    over = request.method == "GET" and bool(session_key(request))
    return render(request, "me/entrance.html", {"form": form, "over": over}, status=status)


def _in(request: HttpRequest, key: str) -> HttpResponseRedirect:
    rotate_token(request)  # a form that whoever was here before left open does nothing to whoever is here now
    response = HttpResponseRedirect(reverse("me"))
    carry(response, key)
    return response


@open_to(None, READ)
@token_in_address
def by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link begins a session and leaves the address bar at once."""
    if too_many_failures(request, CODE, token):
        return too_many_page(request)
    key = actions.enter(token=token, leaving=session_key(request))
    if key is not None:
        return _in(request, key)
    note_failure(request, CODE, token)
    return render(request, "me/no_such_link.html", status=410)


@open_to(None, READ_AND_SEND)
@private
def link_again(request: HttpRequest) -> HttpResponseBase:
    """Whoever asks is told the same, whether somebody gave this address or nobody did."""
    form = forms.EmailForm(sent(request))
    if request.method == "POST" and form.is_valid():
        asked_for = salted_hmac(AGAIN, form.cleaned_data["email"].casefold()).hexdigest()
        if too_many_failures(request, AGAIN, asked_for):
            return too_many_page(request)
        note_failure(request, AGAIN, asked_for)  # each is counted, so that nobody's letter box is filled
        actions.send_link_again(
            email=form.cleaned_data["email"], entrance=request.build_absolute_uri(reverse("me"))
        )
        return render(request, "me/link_sent.html")
    return render(request, "me/link_again.html", {"form": form}, status=422 if form.errors else 200)


@mine(SEND)
def leave(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponseBase:
    actions.end_session(key=session_key(request))
    response = HttpResponseRedirect(reverse("me"))
    forget(response)
    messages.success(request, _("You have left your page. Nobody can open it from here now."))
    return response


@mine(SEND)
def own_phone(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponseBase:
    """Nobody else uses this phone: the page stays open on it for 30 days."""
    actions.stay_on_own_phone(key=session_key(request))
    response = HttpResponseRedirect(reverse("me"))
    carry(response, session_key(request), lasting=True)
    messages.success(request, _("This phone will keep you in for 30 days."))
    return response
