"""Addresses: the public cycle under /<programme>/, the same ten stages for staff under /<programme>/work/."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from saidanddone.stages import STAGES

from . import seeing, signing_in, views
from .around import ROOMS


def addresses_of(label: str, room: str) -> Iterator[URLPattern | URLResolver]:
    """A room's `site` addresses, its `work` ones (below /work/<label>/) and `public` ones (below the programme)."""
    urls = import_module(f"saidanddone.{room}.urls")
    yield from getattr(urls, "site", ())
    # An app name of its own: else, on a work page, "commitments:detail" would mean the work page.
    yield path(f"<slug:programme>/work/{label}/", include((urls.work, f"{label}-work")))
    yield path("<slug:programme>/", include((getattr(urls, "public", []), label)))


def rooms() -> Iterator[URLPattern | URLResolver]:
    for room in ROOMS:
        yield from addresses_of(room.label, room.label)
    for stage in STAGES:
        yield from addresses_of(stage.label, f"stages.{stage.label}")


# Under the names by which the library that signs people in looks for them, and our own.
FACTORS = "accounts/second-factor/"
accounts: list[URLPattern] = [
    path("accounts/sign-in/", signing_in.ask_for_code, name="account_request_login_code"),
    path("accounts/sign-in/", signing_in.ask_for_code, name="account_login"),
    path("accounts/sign-in/passkey/", signing_in.passkey_alone, name="mfa_login_webauthn"),
    path("accounts/code/", signing_in.type_code, name="account_confirm_login_code"),
    path("accounts/sign-out/", signing_in.sign_out, name="account_logout"),
    path("accounts/sign-out/everywhere/", signing_in.sign_out_everywhere, name="sign-out-everywhere"),
    path("accounts/closed/", signing_in.account_inactive, name="account_inactive"),
    path("accounts/sign-up/", signing_in.signup, name="account_signup"),
    path("accounts/mine/", signing_in.mine, name="mine"),
    path("accounts/me/", signing_in.my_account, name="mfa_index"),
    path("accounts/me/", signing_in.my_account, name="mfa_list_webauthn"),
    path("accounts/me/", signing_in.my_account, name="my-account"),
    path("accounts/me/close/", views.close_my_account, name="close-my-account"),
    path("accounts/link/", signing_in.sign_in_by_link, name="sign-in-by-link"),
    path("accounts/link/<str:token>/", signing_in.open_link, name="open-sign-in-link"),
    path(FACTORS, signing_in.second_factor, name="second-factor"),
    path(FACTORS + "give/", signing_in.give_second_factor, name="mfa_authenticate"),
    path(FACTORS + "again/", signing_in.give_number_again, name="mfa_reauthenticate"),
    path(FACTORS + "passkey-again/", signing_in.give_passkey_again, name="mfa_reauthenticate_webauthn"),
    path(FACTORS + "app/", signing_in.set_up_app, name="mfa_activate_totp"),
    path(FACTORS + "app/remove/", signing_in.remove_app, name="mfa_deactivate_totp"),
    path(FACTORS + "codes/", signing_in.recovery_codes, name="mfa_view_recovery_codes"),
    path(FACTORS + "codes/fresh/", signing_in.fresh_recovery_codes, name="mfa_generate_recovery_codes"),
    path(FACTORS + "codes/file/", signing_in.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(FACTORS + "passkey/", signing_in.add_passkey, name="mfa_add_webauthn"),
    path(FACTORS + "passkey/<int:pk>/", signing_in.rename_passkey, name="mfa_edit_webauthn"),
    path(FACTORS + "passkey/<int:pk>/remove/", signing_in.remove_passkey, name="mfa_remove_webauthn"),
]
if settings.SAID_DEMO:
    accounts.append(path("accounts/demo/", signing_in.demo_sign_in, name="demo-sign-in"))

in_rooms = list(rooms())
urlpatterns = [
    *(each for each in in_rooms if isinstance(each, URLPattern)),
    path("", views.programmes_here, name="programmes"),
    *accounts,
    path("<slug:programme>/", views.home, name="home"),
    path("<slug:programme>/find/", views.find, name="find"),
    path("<slug:programme>/work/", views.dashboard, name="dashboard"),
    path("<slug:programme>/work/team/who-can-see/", seeing.who_can_see, name="who-can-see"),
    *(each for each in in_rooms if isinstance(each, URLResolver)),
]
handler404 = "saidanddone.website.views.not_found"
