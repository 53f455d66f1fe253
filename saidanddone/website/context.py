from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from saidanddone.stages import STAGES

from .around import menu, work_steps


def work_on(request: HttpRequest) -> str:
    """The work page of the same rows as the public page that somebody who works here is reading."""
    here, match = request.here, request.resolver_match  # type: ignore[attr-defined]
    if match is None or not match.url_name:
        return ""
    try:
        address = reverse(f"{match.namespace}-work:{match.url_name}", kwargs=match.kwargs)
    except NoReverseMatch:
        return ""
    roles = resolve(address).func.roles
    if not roles & here.person.roles:
        return ""
    # Whose borough a row is cannot be known without a query, and an organiser works in theirs alone.
    return address if here.person.everywhere_as(roles) or set(match.kwargs) == {"programme"} else ""


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every page's header and footer need; no query is spent here."""
    here = getattr(request, "here", None)
    works_here = here is not None and here.person.works_here
    return {
        "here": here,
        "cycle": STAGES,
        "work_steps": work_steps(here.person.roles) if works_here else [],
        "around": menu(here.person.roles) if works_here else [],
        "demo": settings.SAID_DEMO,
        "works_here": works_here,
        "work_on": work_on(request) if works_here else "",
        # Who does not work here learns of no work page, on a page of refusal either.
        "in_work": works_here and request.path.startswith(f"/{here.programme.slug}/work/"),
    }
