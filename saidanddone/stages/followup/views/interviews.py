"""Interviews and what was said in them, for those who hold them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.pages.door import Here, found_or_404, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, listing
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.rules import Role

from .. import actions, forms, queries
from .shared import address
from .work import work_list


@require_safe
@work(Role.LEAD, Role.EVALUATOR)
def work_interviews(request: HttpRequest, here: Here) -> HttpResponse:
    empty = Empty(
        _("No interview is written down yet."),
        address(here, "followup-work:add-interview"),
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
                link=lambda row: address(here, "followup-work:interview", interview=row.key),
                sort="key",
            ),
            Column("audience", _("Who was interviewed"), lambda row: row.get_audience_display()),
            Column("area", _("Borough"), lambda row: row.area.name if row.area else "", sort="area__name"),
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
        public=address(here, "followup:interviews"),
    )


@require_safe
@work(Role.LEAD, Role.EVALUATOR)
def work_interview(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    found = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    extracts = queries.extracts_visible_to(here.person, here.programme).filter(interview=found)
    return render(request, "followup/work_interview.html", {"interview": found, "extracts": extracts})


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.EVALUATOR)
def add_interview(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.InterviewForm(request.POST or None, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        made = actions.add_interview(
            person=here.person, programme=here.programme, fields=fields, by=here.person.account
        )
        return address(here, "followup-work:interview", interview=made.key)

    return form_page(
        request,
        form,
        title=_("Add an interview"),
        act=act,
        done=_("The interview is added. Now add what was said."),
        button=_("Add this interview"),
        back=address(here, "followup-work:interviews"),
        intro=_("Under a key, without a name."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.EVALUATOR)
def change_interview(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    row = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    form = forms.InterviewForm(request.POST or None, instance=row, programme=here.programme)

    def act(fields: dict[str, Any]) -> str:
        actions.change_interview(person=here.person, interview=row, fields=fields, by=here.person.account)
        return address(here, "followup-work:interview", interview=row.key)

    return form_page(
        request,
        form,
        title=_("Change this interview"),
        act=act,
        done=_("The interview is changed."),
        button=_("Keep these changes"),
        back=address(here, "followup-work:interview", interview=interview),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD, Role.EVALUATOR)
def add_extract(request: HttpRequest, here: Here, interview: str) -> HttpResponse:
    row = found_or_404(queries.interviews_workable_by(here.person, here.programme), key=interview)
    form = forms.WordsForm(request.POST or None)
    back = address(here, "followup-work:interview", interview=interview)

    def act(data: dict[str, Any]) -> str:
        actions.add_extract(
            person=here.person, interview=row, spoken=actions.Spoken(**data), by=here.person.account
        )
        return back

    return form_page(
        request,
        form,
        title=_("Add what was said"),
        act=act,
        done=_("The extract is added."),
        button=_("Add this extract"),
        back=back,
        intro=_("Word for word. Leave out names and whatever points at one person."),
    )
