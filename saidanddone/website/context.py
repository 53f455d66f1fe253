from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from saidanddone.stages import STAGES


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every page's header and footer need; no query is spent here."""
    here = getattr(request, "here", None)
    works_here = here is not None and here.person.works_here
    return {
        "here": here,
        "cycle": STAGES,
        "demo": settings.SAID_DEMO,
        "works_here": works_here,
        # Who does not work here learns of no work page, on a page of refusal either.
        "in_work": works_here and request.path.startswith(f"/{here.programme.slug}/work/"),
    }
