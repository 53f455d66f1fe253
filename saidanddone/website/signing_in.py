"""Signing in: by code, passkey or link, with a second factor where a role asks for one, and one's own account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from saidanddone.pages.door import READ, READ_AND_SEND, SEND, View, has_second_factor, open_to
from saidanddone.pages.forms import PageForm, sent
from saidanddone.pages.sessions import SHARED
from saidanddone.pages.signing_in import WAYS_IN, sign_in
from saidanddone.pages.tokens import (
    moved_into_session,
    note_failure,
    too_many_failures,
    too_many_page,
    traceless,
)
from saidanddone.people.actions import sign_out_everywhere as end_every_session
from saidanddone.people.actions import use_sign_in_link
from saidanddone.people.queries import demo_accounts, recent_sign_ins, usable_sign_in_link
from saidanddone.programme.queries import memberships_of_account

from .account_forms import LinkForm
from .queries import demo_choices, example_card

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LINK = "sign_in_link"  # where a session keeps the token of a link until the button is pressed
ONWARD = "after_second_factor"


def of_library(view: View, methods: tuple[str, ...] = READ_AND_SEND) -> View:
    """A view of the library behind our door. What it shows, secrets among it, is kept by no browser."""
    return open_to(None, methods)(never_cache(view))


# By a code that is sent by e-mail, or by a passkey


class AskForCode(account.RequestLoginCodeView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session[SHARED] = form.cleaned_data["shared"]
        return response


class PasskeyAlone(webauthn.LoginWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[SHARED] = form.cleaned_data["shared"]
        return super().form_valid(form)


# By a link that `said sign-in` prints


@open_to(None, READ)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The token leaves the address bar before there is a page that could carry it further."""
    if too_many_failures(request, "sign-in-link", token):
        return too_many_page(request)
    if usable_sign_in_link(token) is None:
        note_failure(request, "sign-in-link", token)
        return traceless(link_page(request, None))
    return moved_into_session(request, LINK, token, reverse("sign-in-by-link"))


@open_to(None, READ_AND_SEND)
@never_cache
def sign_in_by_link(request: HttpRequest) -> HttpResponse:
    """Opening the link only shows a button, since mail programs open links by themselves."""
    token = request.session.get(LINK, "")
    usable = usable_sign_in_link(token)
    form = LinkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        request.session.pop(LINK, None)
        used = use_sign_in_link(token=token)
        if used is not None:
            return sign_in(request, used, how="link", shared=form.cleaned_data["shared"])
        usable = None
    return link_page(request, usable, form)


def link_page(request: HttpRequest, usable: object, form: LinkForm | None = None) -> HttpResponse:
    shown = {"usable": usable, "form": form}
    return render(request, "website/sign_in_link.html", shown, status=200 if usable else 410)


# The second factor


@open_to(None, READ)
@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, how to set one up or give it, and then back to where one was going."""
    onward = request.GET.get("next") or request.session.get(ONWARD, "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("mine")
    if has_second_factor(request):
        request.session.pop(ONWARD, None)
        return redirect(onward)
    request.session[ONWARD] = onward
    own = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    return render(
        request,
        "website/second_factor.html",
        {"has_number": "totp" in own, "has_passkey": "webauthn" in own, "next": urlencode({"next": onward})},
    )


def given(request: HttpRequest, kind: Authenticator.Type) -> None:
    """To set a factor up is to have given it."""
    newest = Authenticator.objects.filter(user=request.user, type=kind).latest("id")
    post_authentication(request, newest, reauthenticated=True)


class SetUpApp(totp.ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        given(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The library would make a key that does not sign in alone, and forget what was wrong with a form."""
        shown = super().get_context_data(**kwargs)
        options = webauthn_auth.begin_registration(self.request.user, passwordless=True)
        return shown | {"js_data": {"creation_options": options}} | kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        given(self.request, Authenticator.Type.WEBAUTHN)
        return response


class GivePasskeyAgain(webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)
        return HttpResponseRedirect(self.request.get_full_path())


# One's own account


@open_to(None, READ)
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """After signing in: straight to the one programme someone works on, or a choice."""
    memberships = list(memberships_of_account(request.user))
    slugs = {each.programme.slug for each in memberships}
    if len(slugs) == 1:
        return redirect("dashboard", programme=slugs.pop())
    return render(request, "website/mine.html", {"memberships": memberships})


@open_to(None, READ)
@never_cache
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user=request.user).order_by("id"))
    codes = next((each.wrap() for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None)
    sign_ins = [
        (row.at, WAYS_IN.get(row.verb.rpartition("_")[2], "")) for row in recent_sign_ins(request.user)
    ]
    return render(
        request,
        "website/my_account.html",
        {
            "memberships": memberships_of_account(request.user),
            "has_app": any(each.type == Authenticator.Type.TOTP for each in factors),
            "passkeys": [each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "shared": request.session.get(SHARED),
            "sign_ins": sign_ins,
        },
    )


@open_to(None, SEND)
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_every_session(account=request.user, by=request.user)
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return redirect("account_login")


class DemoForm(PageForm):
    account = forms.ModelChoiceField(
        queryset=None, widget=forms.RadioSelect, empty_label=None, label=gettext_lazy("Sign in as")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = demo_accounts()
        self.fields["account"].choices = demo_choices()


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
    return render(request, "website/demo_sign_in.html", {"form": form, "card": example_card()})


ask_for_code = of_library(AskForCode.as_view())
type_code = of_library(account.confirm_login_code)
sign_out = of_library(account.logout)
account_inactive = of_library(account.account_inactive, READ)
signup = of_library(account.signup)
passkey_alone = of_library(PasskeyAlone.as_view())
give_second_factor = of_library(mfa.authenticate)
give_number_again = of_library(mfa.reauthenticate)
give_passkey_again = of_library(GivePasskeyAgain.as_view())
set_up_app = of_library(SetUpApp.as_view())
remove_app = of_library(totp.deactivate_totp)
recovery_codes = of_library(recovery.view_recovery_codes, READ)
fresh_recovery_codes = of_library(recovery.generate_recovery_codes)
download_recovery_codes = of_library(recovery.download_recovery_codes, READ)
add_passkey = of_library(AddPasskey.as_view())
rename_passkey = of_library(webauthn.edit_webauthn)
remove_passkey = of_library(webauthn.remove_webauthn)
