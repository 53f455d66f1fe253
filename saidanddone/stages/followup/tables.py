from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import Whole, YesNo
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.words.models import Text
from saidanddone.words.tables import RoleWord

from . import actions, queries, rules
from .models import Answer, Extract, Interview, OpenAnswer, Question, Response, Survey

AudienceWord = Literal["participants", "organisers"]


def _refusing(at: CheckedRow[Any], column: str, allowed: str, check: Callable[[], None]) -> None:
    """A rule's sentence, with the place in the file at which it was broken."""
    try:
        check()
    except Refused as why:
        raise BadTable(file=at.file, line=at.line, column=column, problem=str(why), allowed=allowed) from why


class SurveyRow(Row):
    key: str
    name: str
    audience: AudienceWord
    sent_on: str | None
    closed_on: str | None
    attended: Whole | None
    attended_is: Literal["counted", "assumed"]
    reachable: Whole | None
    asked: Whole | None


def load_surveys(loading: Loading, rows: Sequence[CheckedRow[SurveyRow]]) -> None:
    once(rows, "key")
    surveys: list[Survey] = []
    for at in rows:
        surveys.append(_survey(loading, at, [survey.key for survey in surveys]))
    for survey in actions.record_surveys(surveys=surveys, by=loading.by):
        loading.keep("survey", survey.key, survey)


def _survey(loading: Loading, at: CheckedRow[SurveyRow], others: Sequence[str]) -> Survey:
    r = at.row
    survey = Survey(
        programme=loading.programme, key=r.key, name=r.name, audience=r.audience, sent_on=r.sent_on or "",
        closed_on=r.closed_on or "", attended=r.attended, attended_is=r.attended_is, reachable=r.reachable,
        asked=r.asked, **r.from_where(),
    )  # fmt: skip
    fits(at, survey)
    _refusing(at, "key", "another key", lambda: rules.check_survey_key(r.key, others))
    _refusing(
        at,
        "asked",
        "no more than could be reached and attended, or blank",
        lambda: rules.check_people_fit(attended=r.attended, reachable=r.reachable, asked=r.asked),
    )
    return survey


def dump_surveys(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.surveys_in_file_order(programme):
        yield (
            s.key, s.name, s.audience, s.sent_on, s.closed_on, s.attended, s.attended_is, s.reachable, s.asked,
            s.provenance, s.note,
        )  # fmt: skip


class QuestionRow(Row):
    survey: str
    key: str
    position: Whole
    kind: Literal["yes-no", "choice", "open"]
    text: str
    yes_means: str | None


def load_questions(loading: Loading, rows: Sequence[CheckedRow[QuestionRow]]) -> None:
    once(rows, "survey", "key")
    questions = [_question(loading, at) for at in rows]
    for question in actions.record_questions(questions=questions, by=loading.by):
        loading.keep("question", _within(question.survey.key, question.key), question)


def _within(survey: str, key: str) -> str:
    """Keys of questions and responses are their own only within a survey."""
    return f"{survey}/{key}"


def _question(loading: Loading, at: CheckedRow[QuestionRow]) -> Question:
    r = at.row
    survey = loading.find("survey", r.survey, at, "survey")
    question = Question(
        survey=survey, key=r.key, position=r.position, kind=r.kind, text=r.text, yes_means=r.yes_means or "",
        **r.from_where(),
    )  # fmt: skip
    fits(at, question)
    _refusing(
        at,
        "yes_means",
        "yes or no for a yes-no question, blank for an open one",
        lambda: rules.check_question(r.kind, r.yes_means or ""),
    )
    return question


def dump_questions(programme: Programme) -> Iterable[Sequence[object]]:
    for q in queries.questions_in_file_order(programme):
        yield (q.survey.key, q.key, q.position, q.kind, q.text, q.yes_means, q.provenance, q.note)


class ResponseRow(Row):
    survey: str
    key: str
    role: RoleWord | None
    area: str | None


def load_responses(loading: Loading, rows: Sequence[CheckedRow[ResponseRow]]) -> None:
    once(rows, "survey", "key")
    answered: dict[str, int] = {}
    responses = []
    for at in rows:
        survey = loading.find("survey", at.row.survey, at, "survey")
        answered[survey.key] = answered.get(survey.key, 0) + 1
        _check_fits(at, survey, answered[survey.key])
        response = Response(
            survey=survey, key=at.row.key, role=at.row.role or "",
            area=loading.find("area", at.row.area, at, "area"), **at.row.from_where(),
        )  # fmt: skip
        responses.append(fits(at, response))
    for response in actions.record_responses(responses=responses, by=loading.by):
        loading.keep("response", _within(response.survey.key, response.key), response)


def _check_fits(at: CheckedRow[ResponseRow], survey: Survey, answered: int) -> None:
    """The line at which a survey has more answers than people."""
    _refusing(
        at,
        "survey",
        "no more responses than people who were asked, reached and attended",
        lambda: rules.check_people_fit(
            attended=survey.attended, reachable=survey.reachable, asked=survey.asked, answered=answered
        ),
    )


def dump_responses(programme: Programme) -> Iterable[Sequence[object]]:
    for r in queries.responses_in_file_order(programme):
        yield (r.survey.key, r.key, r.role, r.area.code if r.area else None, r.provenance, r.note)


class AnswerRow(Row):
    survey: str
    response: str
    question: str
    value: str


def load_answers(loading: Loading, rows: Sequence[CheckedRow[AnswerRow]]) -> None:
    once(rows, "survey", "response", "question")
    answers = []
    for at in rows:
        response, question = _response_and_question(loading, at)
        answer = Answer(response=response, question=question, value=at.row.value, **at.row.from_where())
        _check_value(fits(at, answer), at)
        answers.append(answer)
    actions.record_answers(answers=answers, by=loading.by)


def _response_and_question(loading: Loading, at: CheckedRow[Any]) -> tuple[Response, Question]:
    survey = loading.find("survey", at.row.survey, at, "survey")
    response = loading.find("response", _within(survey.key, at.row.response), at, "response")
    question = loading.find("question", _within(survey.key, at.row.question), at, "question")
    return response, question


def _check_value(answer: Answer, at: CheckedRow[AnswerRow]) -> None:
    _refusing(
        at,
        "value",
        "yes or no for a yes-no question",
        lambda: rules.check_value(answer.question.kind, answer.value),
    )


def dump_answers(programme: Programme) -> Iterable[Sequence[object]]:
    for a in queries.answers_in_file_order(programme):
        yield (a.question.survey.key, a.response.key, a.question.key, a.value, a.provenance, a.note)


class OpenAnswerRow(Row):
    key: str
    survey: str
    response: str
    question: str
    text: str
    language: str | None
    quotable: YesNo


def load_open_answers(loading: Loading, rows: Sequence[CheckedRow[OpenAnswerRow]]) -> None:
    once(rows, "key")
    answers = []
    for at in rows:
        response, question = _response_and_question(loading, at)
        _refusing(
            at, "question", "an open question", lambda kind=question.kind: rules.check_takes_words(kind)
        )
        text = _text(loading, at, Text.RecordedAs.WRITTEN)
        answers.append(OpenAnswer(response=response, question=question, text=text, **at.row.from_where()))
    for answer in actions.record_open_answers(open_answers=answers, by=loading.by):
        loading.keep("text", answer.text.key, answer.text)


def _text(loading: Loading, at: CheckedRow[Any], recorded_as: str) -> Text:
    """Neither role nor borough: who reads the words need not learn them."""
    r = at.row
    if r.key in loading.rows.get("text", {}):
        raise BadTable(
            file=at.file,
            line=at.line,
            column="key",
            problem=f"there is a text “{r.key}” already",
            allowed="a key that no idea, answer or extract has",
        )
    text = Text(
        programme=loading.programme, key=r.key, words=r.text, language=r.language or "en",
        recorded_as=recorded_as, quotable=r.quotable, **r.from_where(),
    )  # fmt: skip
    return fits(at, text, words="text")


def dump_open_answers(programme: Programme) -> Iterable[Sequence[object]]:
    for a in queries.open_answers_in_file_order(programme):
        yield (
            a.text.key, a.question.survey.key, a.response.key, a.question.key, a.text.words, a.text.language,
            a.text.quotable, a.provenance, a.note,
        )  # fmt: skip


class InterviewRow(Row):
    key: str
    audience: AudienceWord
    area: str | None
    held_on: str | None


def load_interviews(loading: Loading, rows: Sequence[CheckedRow[InterviewRow]]) -> None:
    once(rows, "key")
    interviews = []
    for at in rows:
        interview = Interview(
            programme=loading.programme, key=at.row.key, audience=at.row.audience,
            area=loading.find("area", at.row.area, at, "area"), held_on=at.row.held_on or "",
            **at.row.from_where(),
        )  # fmt: skip
        interviews.append(fits(at, interview))
    for interview in actions.record_interviews(interviews=interviews, by=loading.by):
        loading.keep("interview", interview.key, interview)


def dump_interviews(programme: Programme) -> Iterable[Sequence[object]]:
    for i in queries.interviews_in_file_order(programme):
        yield (i.key, i.audience, i.area.code if i.area else None, i.held_on, i.provenance, i.note)


class ExtractRow(Row):
    key: str
    interview: str
    text: str
    language: str | None
    quotable: YesNo


def load_extracts(loading: Loading, rows: Sequence[CheckedRow[ExtractRow]]) -> None:
    once(rows, "key")
    extracts = [
        Extract(
            interview=loading.find("interview", at.row.interview, at, "interview"),
            text=_text(loading, at, Text.RecordedAs.TRANSCRIPT),
            **at.row.from_where(),
        )
        for at in rows
    ]
    for extract in actions.record_extracts(extracts=extracts, by=loading.by):
        loading.keep("text", extract.text.key, extract.text)


def dump_extracts(programme: Programme) -> Iterable[Sequence[object]]:
    for x in queries.extracts_in_file_order(programme):
        yield (
            x.text.key, x.interview.key, x.text.words, x.text.language, x.text.quotable, x.provenance, x.note,
        )  # fmt: skip


TABLES = [
    TableOf("surveys", SurveyRow, load_surveys, dump_surveys),
    TableOf("questions", QuestionRow, load_questions, dump_questions),
    TableOf("responses", ResponseRow, load_responses, dump_responses),
    TableOf("answers", AnswerRow, load_answers, dump_answers),
    TableOf("open_answers", OpenAnswerRow, load_open_answers, dump_open_answers),
    TableOf("interviews", InterviewRow, load_interviews, dump_interviews),
    TableOf("extracts", ExtractRow, load_extracts, dump_extracts),
]
