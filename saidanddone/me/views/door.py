"""The door of a resident's own pages: who is here is known by the card, letter or link that they came with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from saidanddone.pages.door import READ, Here, View, open_to

from .. import actions, queries

COOKIE = "said_me"
PATH = "/me/"
FORM = "pages/form_page.html"  # the frame of those of these pages that show a form


def session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def private(view: View) -> View:
    """No browser keeps the page. Its address has no token, and a form on it is checked by where it comes from."""

    @wraps(view)
    def kept(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        response = view(request, **kwargs)
        add_never_cache_headers(response)
        return response

    return kept


def mine(methods: Sequence[str] = READ) -> Callable[[View], View]:
    """A page for whoever came with a card, letter or link. Everybody else is led to where a code is typed.

    An account that is signed in beside it gives no rights here, and these pages give none elsewhere.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            key = session_key(request)
            me = queries.entered_by(key) if key else None
            if me is None:
                return led_to_the_code(request)
            if me.unnoted:
                actions.note_presence(key=key)
            here = Here(me.programme, me.person)
            request.here = here  # type: ignore[attr-defined]
            response = view(request, here, me, **kwargs)
            if me.unnoted and me.on_own_phone:
                carry(response, key, lasting=True)
            return response

        return open_to(None, methods)(private(entered))

    return guard


def led_to_the_code(request: HttpRequest) -> HttpResponseBase:
    """Where the cookie of a visit that is over says so, and is taken away."""
    return HttpResponseRedirect(reverse("me"))


def carry(response: HttpResponseBase, key: str, *, lasting: bool = False) -> None:
    """Lax, so that a link followed from a letter in a mail program arrives with it after its redirect."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=int(queries.OWN_PHONE.total_seconds()) if lasting else None,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
