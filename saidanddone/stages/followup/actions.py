from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person, check_one_programme
from saidanddone.safeguarding.actions import Where, look_at_texts
from saidanddone.words.actions import record_answer_texts, record_texts
from saidanddone.words.models import Text
from saidanddone.words.rules import check_words

from . import rules
from .models import Answer, Extract, Interview, OpenAnswer, Question, Response, Survey

KEY_BYTES = 6


@dataclass(frozen=True)
class Spoken:
    """Words as they were answered or transcribed."""

    words: str
    language: str = "en"
    quotable: bool = False


@verb
def add_survey(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Survey:
    return _saved_survey(Survey(programme=programme), person, fields, "followup.add_survey", by)


@verb
def change_survey(*, person: Person, survey: Survey, fields: dict[str, Any], by: Account | None) -> Survey:
    return _saved_survey(survey, person, fields, "followup.change_survey", by)


def _saved_survey(
    survey: Survey, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Survey:
    rules.check_changes_surveys(person)
    others = Survey.objects.filter(programme=survey.programme_id).exclude(pk=survey.pk)
    rules.check_survey_key(fields["key"], others.values_list("key", flat=True))
    rules.check_people_fit(
        attended=fields.get("attended"),
        reachable=fields.get("reachable"),
        asked=fields.get("asked"),
        answered=survey.responses.count() if survey.pk else 0,
    )
    return saved(survey, fields, verb, by=by, programme=survey.programme)


@verb
def add_question(*, person: Person, survey: Survey, fields: dict[str, Any], by: Account | None) -> Question:
    return _saved_question(Question(survey=survey), person, fields, "followup.add_question", by)


@verb
def change_question(
    *, person: Person, question: Question, fields: dict[str, Any], by: Account | None
) -> Question:
    before = Question.objects.values_list("kind", flat=True).get(pk=question.pk)
    answered = question.answers.exists() or question.open_answers.exists()
    rules.check_kind_stays(before, fields["kind"], answered)
    return _saved_question(question, person, fields, "followup.change_question", by)


def _saved_question(
    question: Question, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Question:
    rules.check_changes_surveys(person)
    rules.check_question(fields["kind"], fields.get("yes_means", ""))
    return saved(question, fields, verb, by=by, programme=question.survey.programme)


@verb
def enter_response(
    *,
    person: Person,
    survey: Survey,
    role: str,
    area: Area | None,
    values: Mapping[Question, str],
    words: Mapping[Question, Spoken],
) -> Response:
    """One person's answers, under a key drawn by lot.

    Nothing is written about who entered them or when: an audit row would tie the answers to a moment, and
    so perhaps to the person who handed them in.
    """
    rules.check_records_answers(person)
    rules.check_something_answered(len(values) + len(words))
    # Locked, so that two people who enter the last answer at once cannot both do so.
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    rules.check_people_fit(
        attended=survey.attended,
        reachable=survey.reachable,
        asked=survey.asked,
        answered=survey.responses.count() + 1,
    )
    response = Response(survey=survey, key=drawn_key(), role=role, area=area)
    response.full_clean()
    response.save()
    _keep_answers(response, values)
    for question, spoken in words.items():
        _keep_words(response, question, spoken)
    return response


def _look_at_answers(survey: Survey, texts: Sequence[Text]) -> None:
    """Nobody knows whose answers they are, so nobody is woken; a safeguarding lead looks through them."""
    where = Where(survey.programme, place=str(survey))
    look_at_texts(texts=texts, where=where, by=None, is_urgent=False, anonymous=True)


def _look_at_interviews(programme: Programme, texts: Sequence[Text], by: Account | None) -> None:
    where = Where(programme, place=_("an interview"))
    look_at_texts(texts=texts, where=where, by=by, is_urgent=False)


def drawn_key() -> str:
    return secrets.token_hex(KEY_BYTES)


def _keep_answers(response: Response, values: Mapping[Question, str]) -> None:
    for question, value in values.items():
        rules.check_one_survey(response.survey_id, question.survey_id)
        rules.check_value(question.kind, value)
        answer = Answer(response=response, question=question, value=value)
        answer.full_clean()
        answer.save()


def _keep_words(response: Response, question: Question, spoken: Spoken) -> OpenAnswer:
    rules.check_one_survey(response.survey_id, question.survey_id)
    rules.check_takes_words(question.kind)
    check_words(spoken.words)
    text = Text(
        programme=response.survey.programme, key=f"a-{drawn_key()}", words=spoken.words,
        language=spoken.language, recorded_as=Text.RecordedAs.WRITTEN, quotable=spoken.quotable,
    )  # fmt: skip
    text.full_clean()
    record_answer_texts(texts=[text])
    _look_at_answers(response.survey, [text])
    answer = OpenAnswer(response=response, question=question, text=text)
    answer.save()
    return answer


@verb
def add_open_answer(*, person: Person, response: Response, question: Question, spoken: Spoken) -> OpenAnswer:
    """Words found later for a response that is in already; no audit row, as for the response itself."""
    rules.check_records_answers(person)
    return _keep_words(response, question, spoken)


@verb
def add_interview(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Interview:
    return _saved_interview(Interview(programme=programme), person, fields, "followup.add_interview", by)


@verb
def change_interview(
    *, person: Person, interview: Interview, fields: dict[str, Any], by: Account | None
) -> Interview:
    return _saved_interview(interview, person, fields, "followup.change_interview", by)


def _saved_interview(
    interview: Interview, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Interview:
    rules.check_records_answers(person)
    return saved(interview, fields, verb, by=by, programme=interview.programme)


@verb
def add_extract(*, person: Person, interview: Interview, spoken: Spoken, by: Account | None) -> Extract:
    rules.check_records_answers(person)
    check_words(spoken.words)
    text = Text(
        programme=interview.programme, key=f"x-{drawn_key()}", words=spoken.words, language=spoken.language,
        recorded_as=Text.RecordedAs.TRANSCRIPT, quotable=spoken.quotable,
    )  # fmt: skip
    text.full_clean()
    record_texts(texts=[text], by=by)
    _look_at_interviews(interview.programme, [text], by)
    extract = Extract(interview=interview, text=text)
    extract.save()
    audited("followup.add_extract", extract, by=by, programme_slug=interview.programme.slug)
    return extract


# Verbs for whole tables. An audit row names the survey or nothing: never whose answers came in when.


@transaction.atomic
def record_surveys(*, surveys: Sequence[Survey], by: Account | None) -> list[Survey]:
    return recorded(surveys, "followup.record_surveys", by=by, naming_all=True)


@transaction.atomic
def record_questions(*, questions: Sequence[Question], by: Account | None) -> list[Question]:
    for question in questions:
        rules.check_question(question.kind, question.yes_means)
    return recorded(
        questions, "followup.record_questions", by=by, programme_of=lambda question: question.survey.programme
    )


@transaction.atomic
def record_responses(*, responses: Sequence[Response], by: Account | None) -> list[Response]:
    made = Response.objects.bulk_create(responses)
    for survey in _surveys_of(made):
        rules.check_people_fit(
            attended=survey.attended,
            reachable=survey.reachable,
            asked=survey.asked,
            answered=survey.responses.count(),
        )
        audited("followup.record_responses", survey, by=by, programme_slug=survey.programme.slug)
    return made


def _surveys_of(responses: Iterable[Response]) -> list[Survey]:
    return list({response.survey_id: response.survey for response in responses}.values())


@transaction.atomic
def record_answers(*, answers: Sequence[Answer], by: Account | None) -> list[Answer]:
    for answer in answers:
        rules.check_one_survey(answer.response.survey_id, answer.question.survey_id)
        rules.check_value(answer.question.kind, answer.value)
    made = Answer.objects.bulk_create(answers)
    for survey in _surveys_of(answer.response for answer in made):
        audited("followup.record_answers", survey, by=by, programme_slug=survey.programme.slug)
    return made


@transaction.atomic
def record_open_answers(*, open_answers: Sequence[OpenAnswer], by: Account | None) -> list[OpenAnswer]:
    for answer in open_answers:
        rules.check_one_survey(answer.response.survey_id, answer.question.survey_id)
        rules.check_takes_words(answer.question.kind)
    record_answer_texts(texts=[answer.text for answer in open_answers])
    for survey in _surveys_of(answer.response for answer in open_answers):
        _look_at_answers(survey, [each.text for each in open_answers if each.response.survey_id == survey.pk])
    made = OpenAnswer.objects.bulk_create(open_answers)
    for survey in _surveys_of(answer.response for answer in made):
        audited("followup.record_open_answers", survey, by=by, programme_slug=survey.programme.slug)
    return made


@transaction.atomic
def record_interviews(*, interviews: Sequence[Interview], by: Account | None) -> list[Interview]:
    return recorded(interviews, "followup.record_interviews", by=by)


@transaction.atomic
def record_extracts(*, extracts: Sequence[Extract], by: Account | None) -> list[Extract]:
    for extract in extracts:
        check_one_programme(extract.interview.programme_id, extract.text)
    record_texts(texts=[extract.text for extract in extracts], by=by)
    for extract in extracts:
        _look_at_interviews(extract.interview.programme, [extract.text], by)
    return recorded(
        extracts, "followup.record_extracts", by=by, programme_of=lambda extract: extract.interview.programme
    )
