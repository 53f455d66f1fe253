"""Surveys and their questions: the list, what one holds, adding and changing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.pages.door import Here, found_or_404, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, Filter, Listing, download, listing
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.rules import Role

from .. import actions, forms, queries, rules
from .shared import address


def work_list(request: HttpRequest, here: Here, shown: Listing, name: str, **context: Any) -> HttpResponse:
    """Every list of this stage's work pages: its title, what one may add, the way to the other lists."""
    may = {
        "reads_answers": bool(here.person.roles & rules.READS_ANSWERS),
        "reads_open_answers": bool(here.person.roles & rules.READS_OPEN_ANSWERS),
    }
    return download(request, shown, name) or render(
        request, "followup/work_list.html", {"shown": shown, **may, **context}
    )


@require_safe
@work()
def work_surveys(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = rules.can_change_surveys(here.person)
    empty = Empty(
        _("Nobody has been asked anything yet."),
        address(here, "followup-work:add") if may_add else "",
        _("Add a survey") if may_add else "",
    )
    missing = [("missing", _("not written down"))]
    shown = listing(
        request,
        queries.surveys_workable_by(here.person, here.programme),
        caption=_("Surveys, and how many people each speaks of"),
        columns=[
            Column(
                "survey",
                _("Survey"),
                lambda row: row.name,
                link=lambda row: address(here, "followup-work:detail", key=row.key),
                sort="name",
            ),
            Column("audience", _("Who was asked"), lambda row: row.get_audience_display(), sort="audience"),
            Column("closed_on", _("Closed on"), lambda row: partial_day(row.closed_on), sort="closed_on"),
            Column("attended", _("Attended"), lambda row: row.attended, numeric=True, sort="attended"),
            Column("reachable", _("Could be reached"), lambda row: row.reachable, numeric=True),
            Column("asked", _("Were asked"), lambda row: row.asked, numeric=True),
            Column("answered", _("Answered"), lambda row: row.answered, numeric=True, sort="answered"),
        ],
        filters=[
            Filter("asked", _("How many were asked"), missing, lambda chosen: queries.without_asked()),
        ],
        search=["name", "key"],
        empty=empty,
    )
    return work_list(
        request, here, shown, "surveys", title=_("Surveys"), add=empty, public=address(here, "followup:list")
    )


@require_safe
@work()
def work_survey(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    return render(
        request,
        "followup/work_survey.html",
        {
            "survey": survey,
            "asked": queries.asked(survey),
            "questions": queries.questions_workable_by(here.person, survey),
            "may_change": rules.can_change_surveys(here.person),
            "reads_answers": bool(here.person.roles & rules.READS_ANSWERS),
            "reads_open_answers": bool(here.person.roles & rules.READS_OPEN_ANSWERS),
        },
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def add_survey(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.SurveyForm(request.POST or None)

    def act(fields: dict[str, Any]) -> str:
        made = actions.add_survey(
            person=here.person, programme=here.programme, fields=fields, by=here.person.account
        )
        return address(here, "followup-work:detail", key=made.key)

    return form_page(
        request,
        form,
        title=_("Add a survey"),
        act=act,
        done=_("The survey is added. Now add its questions."),
        button=_("Add this survey"),
        back=address(here, "followup-work:list"),
        intro=_(
            "Who attended, who could be reached and who was asked are different numbers. Keep them apart."
        ),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_survey(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    form = forms.SurveyForm(request.POST or None, instance=survey)

    def act(fields: dict[str, Any]) -> str:
        actions.change_survey(person=here.person, survey=survey, fields=fields, by=here.person.account)
        return address(here, "followup-work:detail", key=survey.key)

    return form_page(
        request,
        form,
        title=_("Change this survey"),
        act=act,
        done=_("The survey is changed, and every figure that stands on it."),
        button=_("Keep these changes"),
        back=address(here, "followup-work:detail", key=key),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def add_question(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    initial = {"position": len(queries.questions_of(survey)) + 1}
    form = forms.QuestionForm(request.POST or None, initial=initial)
    back = address(here, "followup-work:detail", key=key)

    def act(fields: dict[str, Any]) -> str:
        actions.add_question(person=here.person, survey=survey, fields=fields, by=here.person.account)
        return back

    return form_page(
        request,
        form,
        title=_("Add a question to “%(survey)s”") % {"survey": survey.name},
        act=act,
        done=_("The question is added."),
        button=_("Add this question"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_question(request: HttpRequest, here: Here, key: str, question: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    row = found_or_404(queries.questions_of(survey), key=question)
    form = forms.QuestionForm(request.POST or None, instance=row)
    back = address(here, "followup-work:detail", key=key)

    def act(fields: dict[str, Any]) -> str:
        actions.change_question(person=here.person, question=row, fields=fields, by=here.person.account)
        return back

    return form_page(
        request,
        form,
        title=_("Change this question"),
        act=act,
        done=_("The question is changed."),
        button=_("Keep these changes"),
        back=back,
        intro=_("Mend how it is written down. What people were asked cannot be asked again."),
    )
