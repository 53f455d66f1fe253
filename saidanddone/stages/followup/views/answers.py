"""Single answers, without identities: responses, answers by question, words, and entering them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, listing
from saidanddone.programme.rules import Role
from saidanddone.safeguarding.queries import limits_said

from .. import actions, forms, queries
from .work import work_list


@work(Role.LEAD, Role.EVALUATOR)
def responses(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    empty = _entering(here, key)
    shown = listing(
        request,
        queries.responses_workable_by(here.person, here.programme).filter(survey=survey),
        caption=_("Responses to “%(survey)s”") % {"survey": survey.name},
        columns=[
            Column(
                "key",
                _("Key"),
                lambda row: row.key,
                link=lambda row: here.address("followup-work:response", key=key, response=row.key),
                sort="key",
            ),
            Column("role", _("Role"), lambda row: row.get_role_display()),
            area_column(sortable=False),
        ],
        search=["key"],
        empty=empty,
    )
    return work_list(
        request,
        here,
        shown,
        "responses",
        title=_("Responses"),
        add=empty,
        survey=survey,
        intro=_(
            "One row a person, under a key drawn by lot. Role and borough together can point at somebody: "
            "do not pass these rows on."
        ),
    )


def _entering(here: Here, key: str) -> Empty:
    return Empty(
        _("Nobody has answered yet."),
        here.address("followup-work:enter-response", key=key),
        _("Enter a response"),
    )


@work(Role.LEAD, Role.EVALUATOR)
def response(request: HttpRequest, here: Here, key: str, response: str) -> HttpResponse:
    found = found_or_404(
        queries.responses_workable_by(here.person, here.programme), survey__key=key, key=response
    )
    answers = queries.answers_workable_by(here.person, here.programme).filter(response=found)
    words = queries.open_answers_workable_by(here.person, here.programme).filter(response=found)
    return render(
        request,
        "followup/work_response.html",
        {"response": found, "survey": found.survey, "answers": answers, "words": words},
    )


@work(Role.LEAD, Role.EVALUATOR)
def answers(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """The rows that a figure counts. Filters offer question and answer only: a role in a borough may be one person."""
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    empty = _entering(here, key)
    shown = listing(
        request,
        queries.answers_workable_by(here.person, here.programme).filter(question__survey=survey),
        caption=_("Answers to “%(survey)s”") % {"survey": survey.name},
        columns=[
            Column(
                "response",
                _("Response"),
                lambda row: row.response.key,
                link=lambda row: here.address("followup-work:response", key=key, response=row.response.key),
                sort="response__key",
            ),
            Column("question", _("Question"), lambda row: row.question.text),
            Column("value", _("Answer"), lambda row: row.value, sort="value"),
        ],
        filters=[
            Filter(
                "question",
                _("Question"),
                queries.question_choices(queries.questions_of(survey)),
                "question__key",
            ),
            Filter("value", _("Answer"), queries.value_choices(survey), "value"),
        ],
        empty=empty,
    )
    return work_list(
        request, here, shown, "answers", title=_("Answers, one by one"), add=empty, survey=survey
    )


@work(Role.LEAD, Role.EVALUATOR, Role.CODER)
def open_answers(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    empty = Empty.inviting(
        _("Nobody has answered in their own words yet."),
        bool(here.person.roles & {Role.LEAD, Role.EVALUATOR}),
        here.address("followup-work:add-open-answer", key=key),
        _("Add an answer in somebody's own words"),
    )
    quoting = [("yes", _("may be quoted")), ("no", _("not for quoting"))]
    shown = listing(
        request,
        queries.open_answers_workable_by(here.person, here.programme).filter(question__survey=survey),
        caption=_("In their own words: “%(survey)s”") % {"survey": survey.name},
        columns=[
            Column(
                "words",
                _("Words"),
                lambda row: row.text.with_care,
                in_file=lambda row: row.text.words,
                link=lambda row: here.address("followup:answer", key=key, answer=row.text.key),
            ),
            Column("question", _("Question"), lambda row: row.question.text),
            Column(
                "quotable",
                _("Quoting"),
                lambda row: _("may be quoted") if row.text.quotable else _("not for quoting"),
            ),
        ],
        filters=[Filter("quotable", _("Quoting"), quoting, queries.quotable_is)],
        search=["text__words"],
        empty=empty,
    )
    return work_list(
        request, here, shown, "open-answers", title=_("In their own words"), add=empty, survey=survey
    )


def _by_nobody(action: Callable[..., Any], **more: Any) -> Callable[..., Any]:
    """Who enters an answer is written down nowhere, so an action that keeps one takes no account."""

    def act(*, by: Any, **given: Any) -> Any:
        return action(**more, **given)

    return act


@writing(Role.LEAD, Role.EVALUATOR)
def enter_response(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    form = forms.ResponseForm(sent(request), programme=here.programme, questions=queries.questions_of(survey))
    return form_page(
        request,
        here,
        form,
        action=_by_nobody(actions.enter_response, survey=survey),
        title=_("Enter a response to “%(survey)s”") % {"survey": survey.name},
        done=_("The response is in, under a key drawn by lot. You may enter the next."),
        button=_("Enter it"),
        back=here.address("followup-work:detail", key=key),
        onward=lambda made: here.address("followup-work:enter-response", key=key),
        intro=_("Write no name and no date: nothing here may lead back to who answered, or when."),
        context={"limits": limits_said(here.programme)},
        template="safeguarding/taking_words.html",
    )


@writing(Role.LEAD, Role.EVALUATOR)
def add_open_answer(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    survey = found_or_404(queries.surveys_workable_by(here.person, here.programme), key=key)
    form = forms.OpenAnswerForm(sent(request), survey=survey)
    return form_page(
        request,
        here,
        form,
        action=_by_nobody(actions.add_open_answer),
        title=_("Add an answer in somebody's own words"),
        done=_("The answer is added."),
        button=_("Add this answer"),
        back=here.address("followup-work:open-answers", key=key),
        intro=_("For words that were found after the response was entered, such as on the back of a page."),
        context={"limits": limits_said(here.programme)},
        template="safeguarding/taking_words.html",
    )
