"""Addresses: the public cycle under /<programme>/, the same ten stages for staff under /<programme>/work/."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from saidanddone.stages import STAGES

from . import views
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


accounts: list[URLPattern] = [
    path("accounts/sign-in/", account.request_login_code, name="account_request_login_code"),
    path("accounts/sign-in/", account.request_login_code, name="account_login"),
    path("accounts/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/sign-out/", account.logout, name="account_logout"),
    path("accounts/closed/", account.account_inactive, name="account_inactive"),
    path("accounts/sign-up/", account.signup, name="account_signup"),
    path("accounts/mine/", views.mine, name="mine"),
    path("accounts/link/<str:token>/", views.sign_in_by_link, name="sign-in-by-link"),
]
if settings.SAID_DEMO:
    accounts.append(path("accounts/demo/", views.demo_sign_in, name="demo-sign-in"))

in_rooms = list(rooms())
urlpatterns = [
    *(each for each in in_rooms if isinstance(each, URLPattern)),
    path("", views.programmes_here, name="programmes"),
    *accounts,
    path("<slug:programme>/", views.home, name="home"),
    path("<slug:programme>/find/", views.find, name="find"),
    path("<slug:programme>/work/", views.dashboard, name="dashboard"),
    *(each for each in in_rooms if isinstance(each, URLResolver)),
]
handler404 = "saidanddone.website.views.not_found"
