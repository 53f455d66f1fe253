from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from saidanddone.pages.door import refusal_page
from saidanddone.pages.sessions import is_over, note_request
from saidanddone.people.rules import Refused


class RefusalMiddleware:
    """A rule's sentence becomes the page that says it.

    No row has a NUL in its key or its words, and PostgreSQL refuses to look for one: such an address leads
    nowhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


class SignedInMiddleware(AuthenticationMiddleware):
    """As Django's, asked only where a page wants to know who reads it; but nobody stays longer than they may."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: somebody_in_time(request))  # type: ignore[assignment]


def somebody_in_time(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    user = get_user(request)
    if not user.is_authenticated:
        return user
    if is_over(request.session):
        request.session.flush()
        return AnonymousUser()
    note_request(request.session)
    return user
