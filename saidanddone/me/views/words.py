"""My words: what I said, and where it has got to."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.pages.door import READ_AND_SEND, Here, found_or_404
from saidanddone.pages.forms import form_page, sent
from saidanddone.safeguarding.queries import limits_said

from .. import actions, forms, queries
from .door import FORM, mine


@mine()
def my_words(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    return render(
        request, "me/words.html", {"me": me, "said": queries.said_by([me.speaker], me.programme, me.person)}
    )


@mine(READ_AND_SEND)
def not_meant(request: HttpRequest, here: Here, me: queries.Entered, key: str) -> HttpResponse:
    text = found_or_404(queries.texts_of(me.speaker, me.programme), key=key)
    return form_page(
        request,
        here,
        forms.MeantForm(sent(request)),
        action=partial(actions.say_what_was_meant, speaker=me.speaker, text=text),
        title=_("This is not what I meant"),
        done=_("Thank you. Your own words now stand beside the old ones."),
        button=_("Keep my words"),
        back=reverse("me"),
        context={"me": me, "text": text, "frame": FORM, "limits": limits_said(me.programme)},
        template="me/not_meant.html",
    )
