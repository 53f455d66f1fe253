from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.pages.door import Here, public

from ..queries.notice import notice_of


@public
def notice(request: HttpRequest, here: Here) -> HttpResponse:
    """What is kept of people, why, for how long, and what they can do about it."""
    return render(request, "privacy/notice.html", {"notice": notice_of(here.programme)})
