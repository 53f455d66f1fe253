from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, sending, work, writing
from saidanddone.pages.forms import form_page, sent

from ..actions import wordings as actions
from ..forms import wordings as forms
from ..queries import wordings as queries
from ..rules.wordings import PRINTS_FORMS, TAKES_CONSENTS, WRITES_WORDINGS, can_write_wordings


@work(*PRINTS_FORMS)
def wordings(request: HttpRequest, here: Here) -> HttpResponse:
    asked = queries.asked_in(here.programme)
    return render(
        request,
        "privacy/wordings.html",
        {
            "asked": asked,
            "missing": [each for each in asked if not each.has_words_in_force],
            "may_write": can_write_wordings(here.person),
            "may_record": bool(here.person.roles & TAKES_CONSENTS),
            "languages": _languages(here),
        },
    )


def _languages(here: Here) -> list[tuple[str, str]]:
    return [(code, queries.language_name(code)) for code in queries.languages_in_force(here.programme)]


@writing(*WRITES_WORDINGS)
def add_wording(request: HttpRequest, here: Here) -> HttpResponse:
    purpose = request.GET.get("purpose", "")
    return form_page(
        request,
        here,
        forms.WordingForm(sent(request), initial={"purpose": purpose}),
        action=partial(actions.add_wording, programme=here.programme),
        title=_("Write new words for a question"),
        done=_("The new words are kept. The words before stay, and so does who answered them."),
        button=_("Keep these words"),
        back=here.address("privacy-work:wordings"),
        intro=_(
            "Words are never changed: who answered them answered those words. A change is a new version."
        ),
    )


@sending(*WRITES_WORDINGS)
def begin_wordings(request: HttpRequest, here: Here) -> HttpResponse:
    actions.begin_wordings(person=here.person, programme=here.programme, by=here.person.account)
    messages.success(request, _("Every question has words now. Read them, and change what does not fit."))
    return redirect(here.address("privacy-work:wordings"))


@work(*PRINTS_FORMS)
def consent_form(request: HttpRequest, here: Here) -> HttpResponse:
    """To be printed: one sheet for one person, without a name."""
    chosen = request.GET.get("language", queries.ENGLISH)
    in_force = queries.wordings_in_force(here.programme, chosen)
    return render(
        request,
        "privacy/consent_form.html",
        {
            "questions": queries.in_order(in_force),
            "language": queries.language_name(chosen),
            "languages": _languages(here),
            "notice": request.build_absolute_uri(here.address("privacy:notice")).partition("://")[2],
        },
    )


@writing(*TAKES_CONSENTS)
def record_consents(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.ConsentsOnPaperForm(
        sent(request),
        initial={"seat": request.GET.get("seat", ""), "how": "paper"},
        programme=here.programme,
        person=here.person,
    )
    return form_page(
        request,
        here,
        form,
        action=actions.record_consents,
        title=_("Write down what somebody agreed to"),
        done=_("It is written down, and counts from now on everywhere."),
        button=_("Keep these answers"),
        back=here.address("privacy-work:list"),
        onward=lambda made: here.address("privacy-work:record-consents"),
        intro=_(
            "Write down what the person said, and only that. A question that they did not answer stays as it was. "
            "Whatever they refuse, they are as welcome as before."
        ),
    )
