"""Every row of each table in the order in which it was loaded or entered, for writing back."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import Answer, Extract, Interview, OpenAnswer, Question, Response, Survey


def surveys_in_file_order(programme: Programme) -> QuerySet[Survey]:
    return programme.surveys.order_by("id")


def questions_in_file_order(programme: Programme) -> QuerySet[Question]:
    return Question.objects.filter(survey__programme=programme).select_related("survey").order_by("id")


def responses_in_file_order(programme: Programme) -> QuerySet[Response]:
    rows = Response.objects.filter(survey__programme=programme)
    return rows.select_related("survey", "area").order_by("id")


def answers_in_file_order(programme: Programme) -> QuerySet[Answer]:
    rows = Answer.objects.filter(question__survey__programme=programme)
    return rows.select_related("question__survey", "response").order_by("id")


def open_answers_in_file_order(programme: Programme) -> QuerySet[OpenAnswer]:
    rows = OpenAnswer.objects.filter(question__survey__programme=programme)
    return rows.select_related("question__survey", "response", "text").order_by("id")


def interviews_in_file_order(programme: Programme) -> QuerySet[Interview]:
    return programme.interviews.select_related("area").order_by("id")


def extracts_in_file_order(programme: Programme) -> QuerySet[Extract]:
    rows = Extract.objects.filter(interview__programme=programme)
    return rows.select_related("interview", "text").order_by("id")
