"""Surveys and their questions: the list, what one holds, adding and changing."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, Listing, list_page, listing
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.rules import Role

from .. import actions, forms, queries, rules


def work_list(request: HttpRequest, here: Here, shown: Listing, name: str, **context: object) -> HttpResponse:
    """Every list of this stage's work pages: its title, what one may add, the way to the other lists."""
    return list_page(
        request,
        shown,
        name,
        "followup/work_list.html",
        reads_answers=bool(here.person.roles & rules.READS_ANSWERS),
        reads_open_answers=bool(here.person.roles & rules.READS_OPEN_ANSWERS),
        **context,
    )


@work()
def work_surveys(request: HttpRequest, here: Here) -> HttpResponse:
    empty = Empty.inviting(
        _("Nobody has been asked anything yet."),
        rules.can_change_surveys(here.person),
        here.address("followup-work:add"),
        _("Add a survey"),
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
                link=lambda row: here.address("followup-work:detail", key=row.key),
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
        request, here, shown, "surveys", title=_("Surveys"), add=empty, public=here.address("followup:list")
    )


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


@writing(Role.LEAD)
def add_survey(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.SurveyForm(sent(request))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_survey, programme=here.programme),
        title=_("Add a survey"),
        done=_("The survey is added. Now add its questions."),
        button=_("Add this survey"),
        back=here.address("followup-work:list"),
        onward=lambda made: here.address("followup-work:detail", key=made.key),
        intro=_(
            "Who attended, who could be reached and who was asked are different numbers. Keep them apart."
        ),
    )


@writing(Role.LEAD)
def change_survey(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    form = forms.SurveyForm(sent(request), instance=survey)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_survey, survey=survey),
        title=_("Change this survey"),
        done=_("The survey is changed, and every figure that stands on it."),
        button=_("Keep these changes"),
        back=here.address("followup-work:detail", key=key),
        onward=lambda changed: here.address("followup-work:detail", key=changed.key),
    )


@writing(Role.LEAD)
def add_question(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    initial = {"position": len(queries.questions_of(survey)) + 1}
    form = forms.QuestionForm(sent(request), initial=initial)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_question, survey=survey),
        title=_("Add a question to “%(survey)s”") % {"survey": survey.name},
        done=_("The question is added."),
        button=_("Add this question"),
        back=here.address("followup-work:detail", key=key),
    )


@writing(Role.LEAD)
def change_question(request: HttpRequest, here: Here, key: str, question: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    row = found_or_404(queries.questions_of(survey), key=question)
    form = forms.QuestionForm(sent(request), instance=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_question, question=row),
        title=_("Change this question"),
        done=_("The question is changed."),
        button=_("Keep these changes"),
        back=here.address("followup-work:detail", key=key),
        intro=_("Mend how it is written down. What people were asked cannot be asked again."),
    )
