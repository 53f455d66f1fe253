"""What our site decides for the library that signs people in."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from saidanddone.pages.sessions import note_beginning
from saidanddone.people.actions import note_sign_in
from saidanddone.people.models import Account
from saidanddone.people.rules.sealing import seal, unseal

logger = logging.getLogger(__name__)


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; accounts are opened by those who run a programme."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code we sent last. Look again, or ask for another."),
        "too_many_login_attempts": _("Those were many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Those were many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/accounts/mine/"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Addresses of the network are only compared, so only a keyed hash of them comes into the database."""
        return salted_hmac("client", truncate_ip(super().get_client_ip(request))).hexdigest()

    def login(self, request: HttpRequest, user: Account) -> None:
        """Here every way in ends, after the second factor where there is one."""
        super().login(request, user)
        note_beginning(request.session)
        note_sign_in(account=user, how=began_with(request, user))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only addresses with an account are written to, so that a letter that fails must not show on the page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as why:
            logger.error("a letter of signing in could not be sent: %s", type(why).__name__)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def began_with(request: HttpRequest, account: Account) -> str:
    """The way in of this sign-in: its last record that is no second factor given beside another."""
    for record in reversed(get_authentication_records(request, account)):
        if record.get("passwordless"):
            return "passkey"
        if record["method"] != "mfa":
            return str(record["method"])
    return "code"


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This is not right. An app shows a new number every half minute, and each works once. Look again."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return seal({"secret": text})

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)["secret"]

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _now("Passkey %(number)s") % {"number": number}
