from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from saidanddone.pages.door import refusal_page
from saidanddone.people.rules import Refused


class RefusalMiddleware:
    """A rule's sentence becomes the page that says it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_page(request, exception) if isinstance(exception, Refused) else None
