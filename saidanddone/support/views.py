from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .queries import crisis_lines


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Where to turn. No database is asked, so this page stands when little else does."""
    return render(request, "support/help_now.html", {"lines": crisis_lines()})
