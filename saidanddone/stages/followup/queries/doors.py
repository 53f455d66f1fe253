"""Who may read which row. A primary key is looked up through these alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.queries import handful_with
from saidanddone.programme.rules import Person
from saidanddone.words.queries import with_quotable_now

from ..models import Answer, Audience, Extract, Interview, OpenAnswer, Question, Response, Survey
from ..rules import READS_OPEN_ANSWERS, can_record_answers


def surveys_visible_to(person: Person, programme: Programme) -> QuerySet[Survey]:
    """What was asked, and of how many, is open to everybody."""
    return programme.surveys.annotate(answered=Count("responses")).order_by("id")


def surveys_workable_by(person: Person, programme: Programme) -> QuerySet[Survey]:
    rows = surveys_visible_to(person, programme)
    return rows if person.works_here else rows.none()


def questions_of(survey: Survey) -> QuerySet[Question]:
    return survey.questions.order_by("position", "id")


def questions_workable_by(person: Person, survey: Survey) -> QuerySet[Question]:
    """The questions as staff list them, each with how many answered it, by a choice or in words."""
    rows = questions_of(survey).annotate(
        answered=Count("answers", distinct=True) + Count("open_answers", distinct=True)
    )
    return rows if person.works_here else rows.none()


def responses_workable_by(person: Person, programme: Programme) -> QuerySet[Response]:
    """Single answers, without identities, for those whose work they are."""
    rows = Response.objects.filter(survey__programme=programme).select_related("survey", "area")
    return rows.order_by("id") if can_record_answers(person) else rows.none()


def answers_workable_by(person: Person, programme: Programme) -> QuerySet[Answer]:
    rows = Answer.objects.filter(question__survey__programme=programme)
    rows = rows.select_related("question", "response").order_by("question__position", "id")
    return rows if can_record_answers(person) else rows.none()


def open_answers_workable_by(person: Person, programme: Programme) -> QuerySet[OpenAnswer]:
    """Words of the surveys, also those not for quoting; coders read them as texts."""
    rows = OpenAnswer.objects.filter(question__survey__programme=programme)
    rows = rows.select_related("text", "question").order_by("id")
    return rows if person.roles & READS_OPEN_ANSWERS else rows.none()


def interviews_workable_by(person: Person, programme: Programme) -> QuerySet[Interview]:
    """An interview's borough nearly names who was asked, so the list is not for other organisers."""
    rows = programme.interviews.select_related("area").annotate(extracted=Count("extracts")).order_by("id")
    return rows if can_record_answers(person) else rows.none()


def open_answers_for_quoting(programme: Programme) -> QuerySet[OpenAnswer]:
    """What a public page may quote, whoever opens it."""
    rows = OpenAnswer.objects.filter(question__survey__programme=programme)
    rows = rows.select_related("text", "question__survey", "response__area")
    return with_quotable_now(rows, "text__").filter(quotable_now=True).order_by("id")


def extracts_for_quoting(programme: Programme) -> QuerySet[Extract]:
    rows = Extract.objects.filter(interview__programme=programme).select_related("text", "interview")
    return with_quotable_now(rows, "text__").filter(quotable_now=True).order_by("id")


def open_answers_visible_to(person: Person, programme: Programme) -> QuerySet[OpenAnswer]:
    """The words this person may read: everybody those for quoting, coder and evaluator and lead all."""
    rows = OpenAnswer.objects.filter(question__survey__programme=programme)
    rows = with_quotable_now(rows.select_related("text", "question__survey", "response__area"), "text__")
    return rows if person.sees_all_words else rows.filter(quotable_now=True)


def extracts_visible_to(person: Person, programme: Programme) -> QuerySet[Extract]:
    rows = Extract.objects.filter(interview__programme=programme).select_related("text", "interview")
    rows = with_quotable_now(rows, "text__")
    return rows if person.sees_all_words else rows.filter(quotable_now=True)


@dataclass(frozen=True)
class Quoted:
    """Words as a quotation shows them."""

    words: str
    who: str
    address: str
    language: str
    label: str


def who_answered(answer: OpenAnswer) -> str:
    """As much of who it was as cannot point at one person.

    There is one organiser a borough, so an organiser's borough would be a name; a participant's role and
    borough together often would.
    """
    if answer.question.survey.audience == Audience.ORGANISERS:
        return _("An organiser, asked later")
    area = answer.response.area
    if area is None:
        return _("A participant, asked later")
    return _("A participant in %(area)s, asked later") % {"area": area.name}


def who_was_interviewed(extract: Extract) -> str:
    if extract.interview.audience == Audience.ORGANISERS:
        return _("An organiser, interviewed later")
    return _("A participant, interviewed later")


def quoted_answer(answer: OpenAnswer, programme: Programme) -> Quoted:
    address = address_of_answer(programme, answer.question.survey.key, answer.text.key)
    return Quoted(answer.text.words, who_answered(answer), address, answer.text.language, answer.provenance)


def quoted_extract(extract: Extract, programme: Programme) -> Quoted:
    address = address_of_extract(programme, extract.text.key)
    return Quoted(
        extract.text.words, who_was_interviewed(extract), address, extract.text.language, extract.provenance
    )


def open_answers_found(person: Person, programme: Programme, sought: str) -> list[Quoted]:
    rows = handful_with(open_answers_visible_to(person, programme).order_by("id"), sought, "text__words")
    return [quoted_answer(each, programme) for each in rows]


def address_of_answer(programme: Programme, survey: str, key: str) -> str:
    return reverse("followup:answer", kwargs={"programme": programme.slug, "key": survey, "answer": key})


def address_of_extract(programme: Programme, key: str) -> str:
    return reverse("followup:extract", kwargs={"programme": programme.slug, "extract": key})


def surveys_without_asked(person: Person, programme: Programme) -> QuerySet[Survey]:
    """Closed, and nobody wrote down how many had been asked."""
    return surveys_workable_by(person, programme).filter(without_asked())


def without_asked() -> Q:
    return Q(asked__isnull=True) & ~Q(closed_on="")


def value_choices(survey: Survey) -> list[tuple[str, str]]:
    """The answers that were given to this survey's questions, each once."""
    rows = Answer.objects.filter(question__survey=survey).order_by("value")
    return [(value, value) for value in rows.values_list("value", flat=True).distinct()]


def question_choices(questions: Iterable[Question]) -> list[tuple[str, str]]:
    return [(each.key, each.text) for each in questions if each.kind != Question.Kind.OPEN]


def quotable_is(chosen: str) -> Q:
    return Q(text__quotable=chosen == "yes")
