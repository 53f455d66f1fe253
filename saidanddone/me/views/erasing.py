"""Take me out: what goes and what stays, and then it is done at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from saidanddone.pages.door import READ_AND_SEND, Here
from saidanddone.pages.forms import sent
from saidanddone.people.rules import Refused

from .. import actions, forms, queries
from .door import forget, led_to_the_code, mine, session_key


@mine(READ_AND_SEND)
def erase(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponseBase:
    """The receipt says that somebody was taken out and not who; it is the last page of this visit."""
    form = forms.EraseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.take_me_out(
                person=me.person, programme=me.programme, speaker=me.speaker, by=None, **form.given()
            )
        except Refused:  # the button was pressed twice, and the first time has done it
            return led_to_the_code(request)
        actions.end_session(key=session_key(request))
        response = render(request, "me/erased.html", {"done": done, "took_words": form.given()["take_words"]})
        forget(response)
        return response
    return render(request, "me/erase.html", {"me": me, "form": form}, status=422 if form.errors else 200)
