"""I am not all right: where to turn at once, and somebody to tell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.pages.door import READ_AND_SEND, Here
from saidanddone.pages.forms import sent
from saidanddone.safeguarding.queries import limits_said
from saidanddone.support.queries import turn_to

from .. import actions, forms, queries
from .door import mine


@mine(READ_AND_SEND)
def not_all_right(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    """Where to turn stands above the form: nobody has to tell us anything to see it."""
    form = forms.NotAllRightForm(sent(request))
    area = queries.area_of(me.speaker, me.programme)
    shown = {"me": me, "turn": turn_to(me.programme, area)}
    if request.method == "POST" and form.is_valid():
        actions.say_not_all_right(
            person=me.person, speaker=me.speaker, area=area, by=None, programme=me.programme, **form.given()
        )
        return render(request, "me/told.html", shown | form.given())
    shown |= {"form": form, "limits": limits_said(me.programme)}
    return render(request, "me/not_all_right.html", shown, status=422 if form.errors else 200)
