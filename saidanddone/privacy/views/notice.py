from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.pages.door import Here, public

from ..queries.notice import notice_of

# The Information Commissioner's Office, as it prints them for complaints by the public.
ICO_PHONE = "0303 123 1113"
ICO_ADDRESS = "https://ico.org.uk/make-a-complaint/"


@public
def notice(request: HttpRequest, here: Here) -> HttpResponse:
    """What is kept of people, why, for how long, and what they can do about it."""
    shown = {"notice": notice_of(here.programme), "ico_phone": ICO_PHONE, "ico_address": ICO_ADDRESS}
    return render(request, "privacy/notice.html", shown)
