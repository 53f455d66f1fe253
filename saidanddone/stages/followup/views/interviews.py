"""Interviews and what was said in them, for those who hold them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, area_column, listing
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.rules import Role
from saidanddone.safeguarding.queries import limits_said

from .. import actions, forms, queries
from .work import work_list


@work(Role.LEAD, Role.EVALUATOR)
def work_interviews(request: HttpRequest, here: Here) -> HttpResponse:
    empty = Empty(
        _("No interview is written down yet."),
        here.address("followup-work:add-interview"),
        _("Add an interview"),
    )
    shown = listing(
        request,
        queries.interviews_workable_by(here.person, here.programme),
        caption=_("Interviews"),
        columns=[
            Column(
                "key",
                _("Key"),
                lambda row: row.key,
                link=lambda row: here.address("followup-work:interview", interview=row.key),
                sort="key",
            ),
            Column("audience", _("Who was interviewed"), lambda row: row.get_audience_display()),
            area_column(),
            Column("held_on", _("Held on"), lambda row: partial_day(row.held_on), sort="held_on"),
            Column("extracts", _("Extracts"), lambda row: row.extracted, numeric=True, sort="extracted"),
        ],
        empty=empty,
    )
    return work_list(
        request,
        here,
        shown,
        "interviews",
        title=_("Interviews"),
        add=empty,
        public=here.address("followup:interviews"),
    )


@work(Role.LEAD, Role.EVALUATOR)
def work_interview(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    found = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    extracts = queries.extracts_visible_to(here.person, here.programme).filter(interview=found)
    return render(request, "followup/work_interview.html", {"interview": found, "extracts": extracts})


@writing(Role.LEAD, Role.EVALUATOR)
def add_interview(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.InterviewForm(sent(request), programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_interview, programme=here.programme),
        title=_("Add an interview"),
        done=_("The interview is added. Now add what was said."),
        button=_("Add this interview"),
        back=here.address("followup-work:interviews"),
        onward=lambda made: here.address("followup-work:interview", interview=made.key),
        intro=_("Under a key, without a name."),
    )


@writing(Role.LEAD, Role.EVALUATOR)
def change_interview(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    row = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    form = forms.InterviewForm(sent(request), instance=row, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_interview, interview=row),
        title=_("Change this interview"),
        done=_("The interview is changed."),
        button=_("Keep these changes"),
        back=here.address("followup-work:interview", interview=interview),
        onward=lambda changed: here.address("followup-work:interview", interview=changed.key),
    )


@writing(Role.LEAD, Role.EVALUATOR)
def add_extract(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    row = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    form = forms.WordsForm(sent(request))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_extract, interview=row),
        title=_("Add what was said"),
        done=_("The extract is added."),
        button=_("Add this extract"),
        back=here.address("followup-work:interview", interview=interview),
        intro=_("Word for word. Leave out names and whatever points at one person."),
        context={"limits": limits_said(here.programme)},
        template="safeguarding/taking_words.html",
    )
