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
def conversation(request: HttpRequest, here: Here, slug: str) -> HttpResponse:
    found = found_or_404(queries.conversations_visible_to(here.person, here.programme), slug=slug)
    return render(
        request,
        "conversations/conversation.html",
        {
            "conversation": found,
            "walk": walk([Ref("conversations", "conversation", found.pk)], here.programme, here.person),
        },
    )
