"""The one way in for whoever follows a link: a second factor is asked for here as after a code."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from saidanddone.people.models import Account

from .sessions import SHARED

# How a sign-in began, as the trail of what was done and "My account" call it.
WAYS_IN = {
    "code": _("a code by e-mail"),
    "link": _("a sign-in link"),
    "invitation": _("an invitation"),
    "passkey": _("a passkey"),
}


def sign_in(
    request: HttpRequest, account: Account, *, how: str, shared: bool = False, onward: str = ""
) -> HttpResponse:
    """Sign in, or ask first for the second factor that this account has; nothing of a former session is left."""
    if request.user.is_authenticated:
        logout(request)
    request.session[SHARED] = shared
    record_authentication(request, account, how)
    return perform_login(request, Login(user=account, redirect_url=onward or None))
