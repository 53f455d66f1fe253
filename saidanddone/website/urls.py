"""Addresses: the public cycle under /<programme>/, the same ten stages for staff under /<programme>/work/."""

from __future__ import annotations

from importlib import import_module

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from saidanddone.stages import STAGES
from saidanddone.support.urls import urlpatterns as support

from . import views


def stage_addresses() -> list[URLResolver]:
    """Each stage's `public` addresses (below the programme) and `work` addresses (below /work/<stage>/)."""
    resolvers = []
    for stage in STAGES:
        urls = import_module(f"saidanddone.stages.{stage.label}.urls")
        resolvers.append(
            path(
                f"<slug:programme>/work/{stage.label}/",
                # An app name of its own: else, on a work page, "commitments:detail" would mean the work page.
                include((urls.work, f"{stage.label}-work")),
            )
        )
        resolvers.append(path("<slug:programme>/", include((urls.public, stage.label))))
    return resolvers


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

urlpatterns = [
    path("", views.programmes_here, name="programmes"),
    *accounts,
    *support,
    path("<slug:programme>/", views.home, name="home"),
    path("<slug:programme>/find/", views.find, name="find"),
    path("<slug:programme>/work/", views.dashboard, name="dashboard"),
    *stage_addresses(),
]
handler404 = "saidanddone.website.views.not_found"
