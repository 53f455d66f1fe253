"""What is counted, in the database, as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme

from ..models import Answer, Audience, OpenAnswer, Question, Survey
from ..rules import Base, base_of


@dataclass(frozen=True)
class Tally:
    """The answers to one question as counts, with the base they stand on."""

    survey: str
    audience: str
    question: str
    text: str
    counted: str  # the answer that k counts
    k: int
    n: int
    base: Base
    labels: tuple[str, ...]

    @property
    def figure_key(self) -> str:
        return f"followup-{self.survey}-{self.question}"

    @property
    def is_census(self) -> bool:
        return self.n == self.base.N


def tallies(programme: Programme, survey: str = "") -> list[Tally]:
    """Every counted question's k and n, counted by the database in one query."""
    answers = Answer.objects.filter(question__survey__programme=programme).exclude(question__yes_means="")
    if survey:
        answers = answers.filter(question__survey__key=survey)
    rows = (
        answers.order_by()
        .values(
            "question_id", "question__key", "question__text", "question__position", "question__yes_means",
            survey=F("question__survey__key"), audience=F("question__survey__audience"),
            asked=F("question__survey__asked"), attended=F("question__survey__attended"),
            attended_is=F("question__survey__attended_is"), survey_id=F("question__survey_id"),
        )
        .annotate(
            k=Count("id", filter=Q(value=F("question__yes_means"))),
            n=Count("id"),
            reconstructed=Count("id", filter=Q(provenance="reconstructed")),
            illustrative=Count("id", filter=Q(provenance="illustrative")),
        )
        .order_by("survey_id", "question__position", "question_id")
    )  # fmt: skip
    return [
        Tally(
            row["survey"],
            row["audience"],
            row["question__key"],
            row["question__text"],
            row["question__yes_means"],
            row["k"],
            row["n"],
            base_of(row["asked"], row["attended"], row["attended_is"]),
            tuple(kind for kind in ("reconstructed", "illustrative") if row[kind]),
        )
        for row in rows
    ]


def pairs(found: Sequence[Tally]) -> list[tuple[Tally, Tally]]:
    """Questions that participants and organisers were both asked, in the participants' order."""
    first: dict[tuple[str, str], Tally] = {}
    for tally in found:
        first.setdefault((tally.audience, tally.question), tally)
    return [
        (tally, first[Audience.ORGANISERS, question])
        for (audience, question), tally in first.items()
        if audience == Audience.PARTICIPANTS and (Audience.ORGANISERS, question) in first
    ]


def audience_words(audience: str, n: int) -> str:
    if audience == Audience.ORGANISERS:
        words = ngettext("%(n)s organiser", "%(n)s organisers", n)
    else:
        words = ngettext("%(n)s participant", "%(n)s participants", n)
    return words % {"n": f"{n:,}"}


@dataclass(frozen=True)
class Choice:
    """One answer to a question with several, of all who answered it."""

    value: str
    count: int
    of: int


def choices_of(survey: Survey) -> dict[str, list[Choice]]:
    """How often each answer was given, for questions that offer several; by question key."""
    rows = (
        Answer.objects.filter(question__survey=survey, question__kind=Question.Kind.CHOICE)
        .values_list("question__key", "value")
        .annotate(count=Count("id"))
        .order_by("question__key", "-count", "value")
    )
    counts: dict[str, list[tuple[str, int]]] = {}
    for question, value, count in rows:
        counts.setdefault(question, []).append((value, count))
    return {
        question: [Choice(value, count, sum(n for _value, n in found)) for value, count in found]
        for question, found in counts.items()
    }


def open_counts(survey: Survey) -> dict[str, int]:
    """How many answered each open question, by question key."""
    rows = OpenAnswer.objects.filter(question__survey=survey)
    return dict(rows.values_list("question__key").annotate(Count("id")).order_by("question__key"))


@dataclass(frozen=True)
class InterviewCounts:
    interviews: int
    extracts: int
    labels: tuple[str, ...]


def interview_counts(programme: Programme) -> InterviewCounts:
    rows = list(
        programme.interviews.order_by("provenance")
        .values_list("provenance")
        .annotate(interviews=Count("pk", distinct=True), extracts=Count("extracts"))
    )
    return InterviewCounts(
        sum(interviews for _label, interviews, _extracts in rows),
        sum(extracts for _label, _interviews, extracts in rows),
        tuple(label for label, _interviews, _extracts in rows if label),
    )


@dataclass(frozen=True)
class Asked:
    """Four different numbers, each as it may be said; none is made from another."""

    name: str
    key: str
    attended: str
    attended_is: str
    reachable: str
    reachable_known: bool
    asked: str
    asked_known: bool
    answered: str
    label: str


def asked(survey: Survey) -> Asked:
    """Needs `answered` counted."""
    return Asked(
        survey.name,
        survey.key,
        _said(survey.attended),
        survey.attended_is if survey.attended is not None else "",
        _said(survey.reachable),
        survey.reachable is not None,
        _said(survey.asked),
        survey.asked is not None,
        _said(survey.answered),
        survey.provenance,
    )


def _said(number: int | None) -> str:
    return _("not published") if number is None else f"{number:,}"
