from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.thread.figures import Figure
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries
from .shared import audience_name, interval_rows, spread

QUOTATIONS_SHOWN = 40


@dataclass(frozen=True)
class Line:
    """A figure as a row of the table beside the drawing."""

    question: str
    who: str
    figure: Figure
    spread: str


def _lines(tallies: Sequence[queries.Tally], figures: dict[str, Figure]) -> list[Line]:
    return [
        Line(
            tally.text,
            audience_name(tally.audience),
            figures[tally.figure_key],
            spread(figures[tally.figure_key]),
        )
        for tally in tallies
    ]


def _figures_of(here: Here, tallies: Sequence[queries.Tally]) -> dict[str, Figure]:
    return {tally.figure_key: queries.figure_of(tally, here.programme) for tally in tallies}


@public
def surveys(request: HttpRequest, here: Here) -> HttpResponse:
    found = list(queries.surveys_visible_to(here.person, here.programme))
    tallies = queries.tallies(here.programme)
    figures = _figures_of(here, tallies)
    both = queries.pairs(tallies)
    return render(
        request,
        "followup/list.html",
        {
            "asked": [queries.asked(survey) for survey in found],
            "answered": [queries.answered_figure(survey, here.programme) for survey in found],
            "rows": interval_rows(tallies, figures),
            "lines": _lines(tallies, figures),
            "differences": [
                (pair[0].text, queries.difference_figure(*pair, here.programme)) for pair in both
            ],
            "labels_shown": {
                *(survey.provenance for survey in found),
                *(label for figure in figures.values() for label in figure.labels),
            },
        },
    )


@public
def survey(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.surveys_visible_to(here.person, here.programme), key=key)
    tallies = {tally.question: tally for tally in queries.tallies(here.programme, key)}
    quotable = queries.open_answers_for_quoting(here.programme).filter(question__survey=found)
    quotations = list(quotable[: QUOTATIONS_SHOWN + 1])
    questions = _questions(here, found, tallies, quotations[:QUOTATIONS_SHOWN])
    return render(
        request,
        "followup/survey.html",
        {
            "survey": found,
            "asked": queries.asked(found),
            "answered": queries.answered_figure(found, here.programme),
            "questions": questions,
            "more_quotations": len(quotations) > QUOTATIONS_SHOWN,
            "shown_at_most": QUOTATIONS_SHOWN,
            "labels_shown": {
                found.provenance,
                *(label for each in questions if each.figure for label in each.figure.labels),
                *(each.provenance for each in quotations),
            },
        },
    )


@dataclass(frozen=True)
class AskedQuestion:
    """A question with what came of it."""

    text: str
    key: str
    figure: Figure | None
    choices: Sequence[queries.Choice]
    is_open: bool
    in_words: int
    quotations: Sequence[queries.Quoted]


def _questions(
    here: Here, survey: Any, tallies: dict[str, queries.Tally], quotations: Sequence[Any]
) -> list[AskedQuestion]:
    choices, in_words = queries.choices_of(survey), queries.open_counts(survey)
    return [
        AskedQuestion(
            question.text,
            question.key,
            queries.figure_of(tallies[question.key], here.programme) if question.key in tallies else None,
            choices.get(question.key, ()),
            question.kind == "open",
            in_words.get(question.key, 0),
            [
                queries.quoted_answer(each, here.programme)
                for each in quotations
                if each.question_id == question.pk
            ],
        )
        for question in queries.questions_of(survey)
    ]


@public
def interviews(request: HttpRequest, here: Here) -> HttpResponse:
    counts = queries.interview_counts(here.programme)
    rows = list(queries.extracts_for_quoting(here.programme)[: QUOTATIONS_SHOWN + 1])
    return render(
        request,
        "followup/interviews.html",
        {
            "counts": counts,
            "quotations": [queries.quoted_extract(each, here.programme) for each in rows[:QUOTATIONS_SHOWN]],
            "more_quotations": len(rows) > QUOTATIONS_SHOWN,
            "shown_at_most": QUOTATIONS_SHOWN,
            "labels_shown": {*counts.labels, *(each.provenance for each in rows)},
        },
    )


@public
def answer(request: HttpRequest, here: Here, key: str, answer: str) -> HttpResponse:
    found = found_or_404(
        queries.open_answers_visible_to(here.person, here.programme),
        question__survey__key=key,
        text__key=answer,
    )
    return _words(
        request,
        here,
        Ref("followup", "open_answer", found.pk),
        {
            "quoted": queries.quoted_answer(found, here.programme),
            "quotable": found.quotable_now,
            "title": _("What somebody answered later"),
            "question": found.question.text,
            "back": here.address("followup:detail", key=key),
            "back_says": found.question.survey.name,
        },
    )


@public
def extract(request: HttpRequest, here: Here, extract: str) -> HttpResponse:
    found = found_or_404(queries.extracts_visible_to(here.person, here.programme), text__key=extract)
    return _words(
        request,
        here,
        Ref("followup", "extract", found.pk),
        {
            "quoted": queries.quoted_extract(found, here.programme),
            "quotable": found.quotable_now,
            "title": _("What somebody said in an interview"),
            "back": here.address("followup:interviews"),
            "back_says": _("What was said in interviews"),
        },
    )


def _words(request: HttpRequest, here: Here, ref: Ref, context: dict[str, Any]) -> HttpResponse:
    thread = walk([ref], here.programme, here.person)
    return render(
        request, "followup/words.html", context | {"walk": thread, "labels_shown": [context["quoted"].label]}
    )
