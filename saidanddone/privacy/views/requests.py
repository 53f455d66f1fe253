"""What people ask for about what is held of them. Only the data protection officer opens these pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, list_page, listing
from saidanddone.pages.templatetags.said import day
from saidanddone.words.rules import speaker_key

from ..actions import requests as actions
from ..forms import requests as forms
from ..queries import requests as queries
from ..rules import ANSWERS_REQUESTS


@work(*ANSWERS_REQUESTS)
def requests(request: HttpRequest, here: Here) -> HttpResponseBase:
    shown = listing(
        request,
        queries.requests_visible_to(here.person, here.programme),
        caption=_("What people asked for"),
        columns=[
            Column(
                "wants",
                _("What they want"),
                lambda row: row.get_wants_display(),
                link=lambda row: here.address("privacy-work:request", number=row.pk),
            ),
            Column("received_on", _("Came on"), lambda row: day(row.received_on), sort="received_on"),
            Column("due", _("Answer by"), lambda row: day(queries.clock_of(row).due)),
            Column("clock", _("How it stands"), lambda row: queries.clock_of(row).in_words()),
            Column(
                "answered_on",
                _("Answered on"),
                lambda row: day(row.answered_on) if row.answered_on else "",
                sort="answered_on",
            ),
        ],
        filters=[
            Filter(
                "open",
                _("Which"),
                [("yes", _("waiting for an answer")), ("no", _("answered"))],
                lambda chosen: queries.is_open(chosen == "yes"),
            )
        ],
        empty=Empty(
            _("Nobody has asked for anything yet."),
            here.address("privacy-work:add-request"),
            _("Note a request"),
        ),
    )
    return list_page(
        request,
        shown,
        "requests",
        "privacy/requests.html",
        taken_out=lambda: queries.taken_out_of(here.programme),
    )


@writing(*ANSWERS_REQUESTS)
def add_request(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.RequestForm(sent(request)),
        action=partial(actions.note_request, programme=here.programme),
        title=_("Note a request"),
        done=_("It is noted. It is to be answered within a month."),
        button=_("Note it"),
        back=here.address("privacy-work:requests"),
        intro=_("What was asked for, and when it came. Who asked is not kept here: keep their letter."),
    )


@writing(*ANSWERS_REQUESTS)
def one_request(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """How it stands, and the answer to it."""
    found = found_or_404(queries.requests_visible_to(here.person, here.programme), pk=number)
    begun = {"answered_on": found.answered_on, "answer": found.answer} if found.answered_on else None
    return form_page(
        request,
        here,
        forms.AnswerForm(sent(request), initial=begun),
        action=partial(actions.answer_request, request=found),
        title=found.get_wants_display().capitalize(),
        done=_("The answer is noted."),
        button=_("Note the answer"),
        back=here.address("privacy-work:requests"),
        context={"asked": found, "clock": queries.clock_of(found)},
        template="privacy/request.html",
    )


@writing(*ANSWERS_REQUESTS)
def find(request: HttpRequest, here: Here) -> HttpResponse:
    """What is typed is sent and stands in no address: it may be somebody's e-mail."""
    form = forms.FindForm(sent(request))
    seats: list[str] = []
    if request.method == "POST" and form.is_valid():
        seats = queries.seats_found(here.person, here.programme, form.cleaned_data["sought"])
        if len(seats) == 1:
            return HttpResponseRedirect(here.address("privacy-work:person", seat=seats[0]))
        if not seats:
            form.add_error("sought", _("Nobody here has this seat number or gave this address."))
    context = {"form": form, "seats": seats, "back": here.address("privacy-work:requests")}
    return render(request, "privacy/find.html", context, status=422 if form.errors else 200)


def _speaker(here: Here, seat: str) -> Any:
    visible = queries.speakers_visible_to(here.person, here.programme)
    return found_or_404(visible, key=speaker_key(here.programme.slug, seat))


@work(*ANSWERS_REQUESTS)
def person(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    known = queries.known_of(_speaker(here, seat), here.programme)
    return render(request, "privacy/person.html", {"seat": seat, "known": known})


@sending(*ANSWERS_REQUESTS)
def copy(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    packed = actions.give_copy(
        person=here.person, programme=here.programme, speaker=_speaker(here, seat), by=here.person.account
    )
    name = f"{here.programme.slug}-copy-{timezone.localdate().isoformat()}.zip"
    return HttpResponse(
        packed,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@writing(*ANSWERS_REQUESTS)
def erase(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.ErasureForm(sent(request)),
        action=partial(actions.erase_on_request, programme=here.programme, speaker=_speaker(here, seat)),
        title=_("Take seat %(seat)s out") % {"seat": seat},
        done=_("It is done: one person was taken out. Note the answer to their request."),
        button=_("Take them out now"),
        back=here.address("privacy-work:person", seat=seat),
        onward=lambda _made: here.address("privacy-work:requests"),
        intro=_(
            "Everything that leads to this person goes, at once and for good. What was printed as a count stays."
        ),
    )
