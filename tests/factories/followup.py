"""Surveys and answers as the lead or the evaluator would enter them, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.followup import actions
from saidanddone.stages.followup.actions import Spoken
from saidanddone.stages.followup.models import Extract, Question, Response, Survey
from tests.factories.themes import lead_of


def a_survey(programme: Programme, key: str = "later", **fields: object) -> Survey:
    fields = {"key": key, "name": key, "audience": "participants", "attended_is": "counted"} | fields
    return actions.add_survey(person=lead_of(programme), programme=programme, fields=fields, by=None)


def a_question(survey: Survey, key: str = "helped", **fields: object) -> Question:
    asked = {"key": key, "position": 1, "kind": "yes-no", "text": f"{key}?", "yes_means": "yes"}
    return actions.add_question(
        person=lead_of(survey.programme), survey=survey, fields=asked | fields, by=None
    )


def a_response(
    survey: Survey,
    values: dict[Question, str] | None = None,
    words: dict[Question, Spoken] | None = None,
    role: str = "",
    area: object = None,
) -> Response:
    return actions.enter_response(
        person=lead_of(survey.programme),
        survey=survey,
        role=role,
        area=area,
        values=values or {},
        words=words or {},
    )


def some_responses(question: Question, yes: int, no: int) -> None:
    for value in ["yes"] * yes + ["no"] * no:
        a_response(question.survey, {question: value})


def an_extract(programme: Programme, words: str, quotable: bool = True, **fields: object) -> Extract:
    interview = actions.add_interview(
        person=lead_of(programme),
        programme=programme,
        fields={"key": "another", "audience": "organisers"} | fields,
        by=None,
    )
    spoken = Spoken(words, quotable=quotable)
    return actions.add_extract(person=lead_of(programme), interview=interview, spoken=spoken, by=None)
