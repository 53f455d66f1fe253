"""Take me out: what goes and what stays, and then it is done at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.pages.door import READ_AND_SEND, Here
from saidanddone.pages.forms import sent

from .. import actions, forms, queries
from .door import forget, mine, session_key


@mine(READ_AND_SEND)
def erase(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    """The receipt says that somebody was taken out and not who; it is the last page of this visit."""
    form = forms.EraseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = actions.take_me_out(
            person=me.person, programme=me.programme, speaker=me.speaker, by=None, **form.given()
        )
        actions.end_session(key=session_key(request))
        response = render(request, "me/erased.html", {"done": done, "took_words": form.given()["take_words"]})
        forget(response)
        return response
    return render(request, "me/erase.html", {"me": me, "form": form}, status=422 if form.errors else 200)
