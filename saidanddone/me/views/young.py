"""Who agreed for somebody under 16."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.words.rules import speaker_key

from .. import actions, forms, queries
from ..rules import KEEPS_AGREEMENTS


@writing(*KEEPS_AGREEMENTS)
def agreements(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    rows = queries.seats_workable_by(here.person, here.programme)
    row = found_or_404(rows, speaker_key=speaker_key(here.programme.slug, seat))
    young = queries.young_person_of(row)
    stands = {}
    if young is not None:
        stands = {
            "parent_on": young.parent_agreed_on,
            "parent_is": young.parent_is,
            "child_on": young.child_agreed_on,
            "in_school": young.in_school,
            "school": queries.school_of(young),
        }
    return form_page(
        request,
        here,
        forms.AgreementsForm(sent(request), initial=stands, programme=here.programme, person=here.person),
        action=partial(actions.record_agreements, seat=row),
        title=_("Who agreed for seat %(seat)s") % {"seat": seat},
        done=_("It is written down."),
        button=_("Keep this"),
        back=here.address("me-work:seat", seat=seat),
        intro=_(
            "Until a parent or guardian and the child have agreed, and in a school the school too, this person "
            "has no code, is not told and is not quoted. A day left blank means that nobody has agreed."
        ),
    )


@writing(*KEEPS_AGREEMENTS)
def of_age(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    rows = queries.seats_workable_by(here.person, here.programme)
    row = found_or_404(rows, speaker_key=speaker_key(here.programme.slug, seat))
    return form_page(
        request,
        here,
        forms.OfAgeForm(sent(request)),
        action=partial(actions.say_of_age, seat=row),
        title=_("Seat %(seat)s is 16 or over") % {"seat": seat},
        done=_("They agree for themselves now."),
        button=_("They are 16 or over"),
        back=here.address("me-work:seat", seat=seat),
        intro=_(
            "From now on nobody else needs to agree: they may have a code, and what they themselves said yes to counts."
        ),
    )


@work(*KEEPS_AGREEMENTS)
def schools(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.schools_workable_by(here.person, here.programme)
    return render(request, "me/work_schools.html", {"schools": rows})


@writing(*KEEPS_AGREEMENTS)
def add_school(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.SchoolForm(sent(request)),
        action=partial(actions.record_school, programme=here.programme),
        title=_("Write down a school’s agreement"),
        done=_("It is written down."),
        button=_("Keep this"),
        back=here.address("me-work:schools"),
    )


@sending(*KEEPS_AGREEMENTS)
def end_school(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(queries.schools_workable_by(here.person, here.programme), pk=number)
    actions.end_school(person=here.person, agreement=row, by=here.person.account)
    messages.success(request, _("It has ended. Its pupils’ codes work no longer."))
    return HttpResponseRedirect(here.address("me-work:schools"))
