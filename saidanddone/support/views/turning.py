from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.pages.door import READ, open_to

from ..queries import crisis_lines
from ..queries.turning import programmes_near


@open_to(None, READ)
def help_now(request: HttpRequest) -> HttpResponse:
    """Where to turn. No database is asked, so this page stands when little else does."""
    return render(request, "support/help_now.html", {"lines": crisis_lines()})


@open_to(None, READ)
def help_near(request: HttpRequest) -> HttpResponse:
    """The programmes here, each with its boroughs, as the way to what is near."""
    return render(request, "support/help_near.html", {"programmes": programmes_near()})
