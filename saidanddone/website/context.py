from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from saidanddone.stages import STAGES


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every page's header and footer need; no query is spent here."""
    return {
        "here": getattr(request, "here", None),
        "cycle": STAGES,
        "demo": settings.SAID_DEMO,
        "in_work": "/work/" in request.path,
    }
