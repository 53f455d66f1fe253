from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from . import queries


@require_safe
@public
def idea(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.ideas_visible_to(here.person, here.programme), text__key=key)
    return render(
        request,
        "ideas/idea.html",
        {
            "idea": found,
            "quoted": queries.quoted(found, here.person),
            "walk": walk([Ref("ideas", "idea", found.pk)], here.programme, here.person),
        },
    )
