"""The forms of signing in, over those of the library that checks what they are given."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from saidanddone.pages.forms import PageForm

CODE = forms.TextInput(
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}
)
STEP = 30  # seconds for which an app shows a number


class SharedDeviceField(forms.BooleanField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Other people use this device"),
            help_text=_(
                "Tick this on a shared computer or tablet. You are then signed out when the browser is closed, "
                "and after 20 minutes without a page."
            ),
            required=False,
            **kwargs,
        )
        self.hint_says_when = True


class AskForCodeForm(RequestLoginCodeForm):
    shared = SharedDeviceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "email", "autocapitalize": "none"}


class TypeCodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class LinkForm(PageForm):
    shared = SharedDeviceField()


class _EachNumberOnce(forms.Form):
    """An app's number is taken for a minute and a half, since clocks differ, and in that time only once."""

    user: Any
    code = forms.CharField(label=_("Number from your app, or a recovery code"), max_length=20, widget=CODE)

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]  # of the library's form beside it
        if not taken_once(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def taken_once(account: int, code: str) -> bool:
    sent = code.replace(" ", "").replace("-", "")
    key = salted_hmac("second factor", f"{account} {sent}").hexdigest()
    return bool(cache.add(f"number-taken:{key}", True, (2 * settings.MFA_TOTP_TOLERANCE + 1) * STEP))


def given_just_now(factor: Authenticator) -> None:
    """Whoever has just given a second factor need not give it again to change their ways in."""
    post_authentication(context.request, factor, reauthenticated=True)


class GiveNumberForm(_EachNumberOnce, AuthenticateForm):
    def save(self) -> None:
        given_just_now(self.authenticator)


class GiveNumberAgainForm(_EachNumberOnce, ReauthenticateForm):
    pass


class SetUpAppForm(_EachNumberOnce, ActivateTOTPForm):
    code = forms.CharField(label=_("Number that the app shows now"), max_length=20, widget=CODE)


class _WellFormed(forms.Form):
    """What a passkey is said to have given may be anything at all; of what is no answer of one, the form says so."""

    def clean_credential(self) -> Any:
        given = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        return well_formed(given)

    def clean(self) -> Any:
        return well_formed(super().clean)


def well_formed(check: Callable[[], Any]) -> Any:
    try:
        return check()
    except (ValidationError, AttributeError, LookupError, TypeError, ValueError, struct.error) as why:
        if isinstance(why, ValidationError) and why.code != "incorrect_code":
            raise
        raise ValidationError(
            _("The passkey gave nothing that fits. Try again, or use another way.")
        ) from why


class AddPasskeyForm(_WellFormed, AddWebAuthnForm):
    passwordless = None  # each passkey signs in alone
    name = forms.CharField(
        label=_("What to call it"),
        help_text=_("So that you know it again, such as “my phone”."),
        max_length=60,
        required=False,
    )


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("What to call it"), max_length=60)


class PasskeyForm(_WellFormed, LoginWebAuthnForm):
    shared = forms.BooleanField(required=False, widget=forms.HiddenInput)


class GivePasskeyForm(_WellFormed, AuthenticateWebAuthnForm):
    def save(self) -> None:
        given_just_now(self.cleaned_data["credential"])


class GivePasskeyAgainForm(_WellFormed, ReauthenticateWebAuthnForm):
    pass
