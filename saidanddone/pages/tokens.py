"""Addresses with a token in them: the token leaves the address bar, and whoever guesses tokens is stopped.

What is counted is failures alone, so that a hall of people behind one address, who all type the code on their
own card, is never shut out. Addresses of the network are counted under a keyed hash and kept nowhere.
"""

from __future__ import annotations

import time
from functools import wraps
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from saidanddone.people.rules.codes import plain_token

from .door import View

R = TypeVar("R", bound=HttpResponseBase)
# So many failures within so many seconds: of one address of the network, and of codes that begin alike.
FROM_ONE_ADDRESS = (100, 10 * 60)
FOR_ONE_BEGINNING = (10, 60 * 60)
BEGINNING = 4  # letters, the first group of a code


def too_many_failures(request: HttpRequest, what: str, token: str = "") -> bool:
    """Whether to answer nothing more about `what` for a while, to this address or for such codes."""
    counters = _counters(request, what, token)
    counted = cache.get_many([key for key, _most, _seconds in counters])
    return any(counted.get(key, 0) >= most for key, most, _seconds in counters)


def note_failure(request: HttpRequest, what: str, token: str = "") -> None:
    for key, _most, seconds in _counters(request, what, token):
        cache.set(key, cache.get(key, 0) + 1, seconds)


def _counters(request: HttpRequest, what: str, token: str) -> list[tuple[str, int, int]]:
    """The keys of this moment's counts, each with its limit; a count begins anew with each stretch of time."""
    counted = [("address", get_adapter().get_client_ip(request), *FROM_ONE_ADDRESS)]
    if token:
        counted.append(("beginning", plain_token(token)[:BEGINNING], *FOR_ONE_BEGINNING))
    return [
        (_key(what, by, value, int(time.time() // seconds)), most, seconds)
        for by, value, most, seconds in counted
    ]


def _key(what: str, by: str, value: str, stretch: int) -> str:
    return "failures:" + salted_hmac("failures", f"{what} {by} {value} {stretch}").hexdigest()


def too_many_page(request: HttpRequest) -> HttpResponse:
    return traceless(render(request, "429.html", status=429))


def moved_into_session(request: HttpRequest, name: str, token: str, onward: str) -> HttpResponse:
    """Keep a token in the session, which lies sealed, and go on to a page whose address does not have it."""
    request.session[name] = token
    return traceless(HttpResponseRedirect(onward))


def token_in_address(view: View) -> View:
    @wraps(view)
    def traced_by_nobody(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        return traceless(view(request, **kwargs))

    return traced_by_nobody


def traceless(response: R) -> R:
    """Of an answer whose address has a token: nobody keeps it, and no other page is told where one came from.

    It must have no form of ours: a browser that tells nobody where it comes from is refused with one.
    """
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response
