from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; accounts are opened by those who run a programme."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code we sent last. Look again, or ask for another."),
        "too_many_login_attempts": _("Those were many tries. Wait a few minutes, then ask for a code again."),
        "rate_limited": _("Those were many letters. Wait a few minutes, then ask again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/accounts/mine/"
