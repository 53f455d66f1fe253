"""What I agree to, how to reach me, and what I say about myself."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saidanddone.pages.door import READ_AND_SEND, SEND, Here
from saidanddone.pages.forms import form_page, sent
from saidanddone.thread.copies import held_about, zipped_copy

from .. import actions, forms, queries
from .door import FORM, mine


@mine(READ_AND_SEND)
def consents(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    language = queries.reached_by(me.speaker).get("language") or (get_language() or "en").partition("-")[0]
    asked = queries.asked_of(me.speaker, me.programme, language)
    versions = {each.purpose: each.version for each in asked}
    return form_page(
        request,
        here,
        forms.ConsentsForm(sent(request), asked=asked),
        action=partial(actions.choose_consents, speaker=me.speaker, versions=versions),
        title=_("What I agree to"),
        done=_("Done. It counts from now on."),
        button=_("Keep this"),
        back=reverse("me"),
        onward=lambda _made: reverse("me-consents"),
        context={"me": me, "asked": asked, "frame": FORM},
        template="me/consents.html",
    )


@mine()
def details(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    about = queries.about_of(me.speaker)
    return render(
        request, "me/details.html", {"me": me, "contact": queries.reached_by(me.speaker), "about": about}
    )


@mine(READ_AND_SEND)
def contact(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.ContactForm(sent(request), initial=queries.reached_by(me.speaker)),
        action=partial(actions.keep_how_to_reach, speaker=me.speaker),
        title=_("How to reach me"),
        done=_("We have kept this, locked away."),
        button=_("Keep this"),
        back=reverse("me-details"),
        intro=_("You do not have to fill in any of this. Leave a line empty, and we forget it."),
        context={"me": me, "frame": FORM},
        template="me/page.html",
    )


@mine(READ_AND_SEND)
def about(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.AboutForm(sent(request), instance=queries.about_of(me.speaker)),
        action=partial(actions.keep_about, speaker=me.speaker),
        title=_("About me"),
        done=_("We have kept this."),
        button=_("Keep this"),
        back=reverse("me-details"),
        intro=_(
            "This helps us see who came and who did not. We only count it. If you fill it in, you agree that we "
            "keep it. You can take it back at any time."
        ),
        context={"me": me, "frame": FORM},
        template="me/page.html",
    )


@mine(SEND)
def forget_details(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    actions.forget_details(person=me.person, speaker=me.speaker, by=None)
    messages.success(request, _("Your details are gone. Your words are still here."))
    return HttpResponseRedirect(reverse("me-details"))


@mine()
def copy(request: HttpRequest, here: Here, me: queries.Entered) -> HttpResponse:
    """All that is held, as a file to keep."""
    on = timezone.localdate()
    return HttpResponse(
        zipped_copy(held_about(me.speaker, me.programme), me.programme, on),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="my-words-{on.isoformat()}.zip"'},
    )
