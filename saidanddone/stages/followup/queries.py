from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.difference import Difference, Side, newcombe
from saidanddone.methods.proportion import estimate
from saidanddone.methods.rounding import percent_of
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import Person
from saidanddone.thread.figures import BaseIs, Estimate, Figure, RowsBehind
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.queries import quotable_condition, with_quotable_now

from .models import Answer, Audience, Extract, Interview, OpenAnswer, Question, Response, Survey
from .rules import READS_ANSWERS, SMALL_BASE, Base, base_of, can_record_answers

# Doors -------------------------------------------------------------------------------------------------


def surveys_visible_to(person: Person, programme: Programme) -> QuerySet[Survey]:
    """What was asked, and of how many, is open to everybody."""
    return programme.surveys.annotate(answered=Count("responses", distinct=True)).prefetch_related(
        "questions"
    )


def questions_workable_by(person: Person, programme: Programme) -> QuerySet[Question]:
    questions = Question.objects.filter(survey__programme=programme).select_related("survey")
    return questions if person.sees_all_areas else questions.none()


def responses_visible_to(person: Person, programme: Programme) -> QuerySet[Response]:
    """Single answers, without identities, for those whose work they are."""
    rows = Response.objects.filter(survey__programme=programme).select_related("survey", "area")
    return rows if can_record_answers(person) else rows.none()


def answers_visible_to(person: Person, programme: Programme) -> QuerySet[Answer]:
    rows = Answer.objects.filter(question__survey__programme=programme).select_related(
        "question__survey", "response__area"
    )
    return rows if can_record_answers(person) else rows.none()


def open_answers_visible_to(person: Person, programme: Programme) -> QuerySet[OpenAnswer]:
    rows = OpenAnswer.objects.filter(question__survey__programme=programme).select_related(
        "text__area", "question__survey", "response"
    )
    return rows if person.sees_all_words else rows.filter(quotable_condition("text__"))


def interviews_visible_to(person: Person, programme: Programme) -> QuerySet[Interview]:
    extracts = extracts_visible_to(person, programme)
    return (
        programme.interviews.select_related("area")
        .annotate(extracted=Count("extracts"))
        .prefetch_related(Prefetch("extracts", queryset=extracts, to_attr="readable"))
    )


def interviews_workable_by(person: Person, programme: Programme) -> QuerySet[Interview]:
    return workable_in_areas(programme.interviews.select_related("area"), person).annotate(
        extracted=Count("extracts")
    )


def extracts_visible_to(person: Person, programme: Programme) -> QuerySet[Extract]:
    rows = Extract.objects.filter(interview__programme=programme).select_related("text__area", "interview")
    return rows if person.sees_all_words else rows.filter(quotable_condition("text__"))


# Counts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """The answers to one question as counts, with the base they stand on."""

    survey: str
    audience: str
    question: str
    text: str
    k: int
    n: int
    base: Base
    labels: tuple[str, ...]

    @property
    def figure_key(self) -> str:
        return f"followup-{self.survey}-{self.question}"


def tallies(programme: Programme) -> list[Tally]:
    """Every yes-or-no question's k and n, counted by the database in one query."""
    rows = (
        Answer.objects.filter(
            question__survey__programme=programme, question__kind=Question.Kind.YES_NO
        )
        .values(
            "question_id", "question__key", "question__text", "question__position",
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
        .order_by("survey_id", "question__position")
    )  # fmt: skip
    return [
        Tally(
            row["survey"],
            row["audience"],
            row["question__key"],
            row["question__text"],
            row["k"],
            row["n"],
            base_of(row["asked"], row["attended"], row["attended_is"], row["n"]),
            tuple(kind for kind in ("reconstructed", "illustrative") if row[kind]),
        )
        for row in rows
    ]


def audience_words(audience: str, n: int) -> str:
    if audience == Audience.ORGANISERS:
        return ngettext("%(n)s organiser", "%(n)s organisers", n) % {"n": n}
    return ngettext("%(n)s participant", "%(n)s participants", n) % {"n": n}


# Figures -----------------------------------------------------------------------------------------------


def figure_of(tally: Tally, programme: Programme) -> Figure:
    """A share of those who answered, with its interval and what it means for all who were there."""
    worked = estimate(tally.k, tally.n, tally.base.N)
    census = tally.n == tally.base.N
    percent = percent_of(tally.k, tally.n)
    who = audience_words(tally.audience, tally.n)
    base = _("%(k)s of %(who)s who answered") % {"k": tally.k, "who": who}
    if tally.base.N is not None:
        base += _(", of %(N)s %(says)s") % {"N": f"{tally.base.N:,}", "says": tally.base.says}
    sentence = _("%(percent)s in 100 who answered said so. That is %(k)s of %(who)s.") % {
        "percent": percent,
        "k": tally.k,
        "who": who,
    }
    spread = None
    if census:
        sentence += " " + _("Everybody who was asked answered, so nothing is left to chance.")
    elif worked.total is not None:
        spread = Estimate(
            worked.total, worked.total_low, worked.total_high, worked.worst_low, worked.worst_high
        )
        sentence += " " + _(
            "If those who did not answer were like those who did, between %(low)s and %(high)s of the %(N)s."
        ) % {"low": f"{spread.low:,}", "high": f"{spread.high:,}", "N": f"{tally.base.N:,}"}
    labels = list(tally.labels)
    if tally.n < SMALL_BASE:
        labels.append("small-base")
    rows = reverse("followup-work:answers", kwargs={"programme": programme.slug, "key": tally.survey})
    return Figure(
        key=tally.figure_key,
        stage="followup",
        title=_("%(text)s (%(audience)s)") % {"text": tally.text, "audience": Audience(tally.audience).label},
        shown=f"{percent}%",
        sentence=sentence,
        method=worked.method,
        k=tally.k,
        n=tally.n,
        N=tally.base.N,
        base=base,
        N_is=_how_known(tally.base),
        value=worked.p,
        low=worked.low,
        high=worked.high,
        unit="share",
        estimate=spread,
        rows=RowsBehind(
            f"{rows}?question={tally.question}&value=yes",
            _("the %(k)s answers that said yes") % {"k": tally.k},
            READS_ANSWERS,
        ),
        labels=tuple(labels),
        caution=_("Those who answered chose to. Nobody knows that those who did not are like them.")
        if not census
        else "",
    )


def _how_known(base: Base) -> BaseIs:
    if base.N is None:
        return BaseIs.UNKNOWN
    return BaseIs.ASSUMED if base.assumed else BaseIs.COUNTED


def answered_figure(survey: Survey, programme: Programme) -> Figure:
    """How many answered, of those who were asked or attended."""
    base = base_of(survey.asked, survey.attended, survey.attended_is, survey.answered)
    known = base.N is not None
    share = f"{percent_of(survey.answered, base.N)}%" if base.N else _("share not known")
    labels = tuple({survey.provenance} - {""})
    return Figure(
        key=f"followup-{survey.key}-answered",
        stage="followup",
        title=_("Answers to: %(name)s") % {"name": survey.name},
        shown=str(survey.answered),
        sentence=_("%(n)s people answered. That is %(share)s of the %(N)s %(says)s.")
        % {"n": survey.answered, "share": share, "N": f"{base.N:,}", "says": base.says}
        if known
        else _("%(n)s people answered. How many were asked is not known.") % {"n": survey.answered},
        method=_("count of responses"),
        k=survey.answered,
        n=survey.answered,
        N=base.N,
        base=_("of %(N)s %(says)s") % {"N": f"{base.N:,}", "says": base.says} if known else "",
        N_is=_how_known(base),
        value=float(survey.answered),
        unit="people",
        rows=RowsBehind(
            reverse("followup-work:responses", kwargs={"programme": programme.slug, "key": survey.key}),
            _("the %(n)s responses") % {"n": survey.answered},
            READS_ANSWERS,
        ),
        labels=labels,
        caution=_("How many could be reached, and how many were asked, is not published.")
        if survey.asked is None
        else "",
    )


def differences(programme: Programme, found: Sequence[Tally]) -> list[tuple[Tally, Tally, Difference]]:
    """Questions that two audiences were both asked, compared."""
    pairs = [
        (a, b)
        for place, a in enumerate(found)
        for b in found[place + 1 :]
        if a.question == b.question and a.survey != b.survey
    ]
    return [(a, b, newcombe(_side(b), _side(a))) for a, b in pairs]


def _side(tally: Tally) -> Side:
    return Side(tally.k, tally.n, tally.base.N)


def difference_figure(a: Tally, b: Tally, worked: Difference) -> Figure:
    points = percent_of_points(worked.difference)
    labels = tuple(sorted({*a.labels, *b.labels}))
    return Figure(
        key=f"followup-difference-{a.question}",
        stage="followup",
        title=_("%(text)s: organisers less participants") % {"text": a.text},
        shown=_("%(points)s points") % {"points": points},
        sentence=_(
            "%(b)s%% of %(who_b)s said so and %(a)s%% of %(who_a)s: %(points)s points apart, "
            "and between %(low)s and %(high)s if chance is allowed for."
        )
        % {
            "b": percent_of(b.k, b.n),
            "who_b": audience_words(b.audience, b.n),
            "a": percent_of(a.k, a.n),
            "who_a": audience_words(a.audience, a.n),
            "points": points,
            "low": percent_of_points(worked.low),
            "high": percent_of_points(worked.high),
        },
        method=worked.method,
        base=_("%(kb)s of %(nb)s and %(ka)s of %(na)s") % {"kb": b.k, "nb": b.n, "ka": a.k, "na": a.n},
        value=worked.difference,
        low=worked.low,
        high=worked.high,
        unit="difference",
        labels=labels,
        caution=_("The two surveys asked different people in different roles; the questions were alike."),
    )


def percent_of_points(share: float) -> int:
    return int(share * 100 + (0.5 if share >= 0 else -0.5))


def figures(programme: Programme) -> list[Figure]:
    found = tallies(programme)
    surveys = surveys_visible_to(Person(programme.slug), programme).prefetch_related(None)
    return [
        *(answered_figure(survey, programme) for survey in surveys),
        *(figure_of(tally, programme) for tally in found),
        *(difference_figure(*each) for each in differences(programme, found)),
    ]


def headline(programme: Programme) -> Figure:
    """How many answered the survey that went to most people."""
    surveys = list(surveys_visible_to(Person(programme.slug), programme).prefetch_related(None))
    if not surveys:
        return Figure(
            key="followup-none",
            stage="followup",
            title=_("People asked later"),
            shown="0",
            sentence=_("Nobody has been asked yet what came of it."),
            method=_("count of responses"),
        )
    return answered_figure(max(surveys, key=lambda survey: survey.answered), programme)


# Steps -------------------------------------------------------------------------------------------------


def open_answer_step(row: OpenAnswer, person: Person, programme: Programme) -> Step:
    readable = person.sees_all_words or getattr(row, "quotable_now", False)
    survey = row.question.survey
    return Step(
        Ref("followup", "open_answer", row.pk),
        _("answer"),
        str(row.text) if readable else _("An answer that is not for quoting"),
        reverse("followup:detail", kwargs={"programme": programme.slug, "key": survey.key})
        if readable
        else "",
        row.text.area.name if row.text.area and readable else "",
        labels=tuple({row.provenance} - {""}),
    )


def extract_step(row: Extract, person: Person, programme: Programme) -> Step:
    readable = person.sees_all_words or getattr(row, "quotable_now", False)
    return Step(
        Ref("followup", "extract", row.pk),
        _("interview"),
        str(row.text) if readable else _("Words from an interview that are not for quoting"),
        reverse("followup:interviews", kwargs={"programme": programme.slug}) if readable else "",
        labels=tuple({row.provenance} - {""}),
    )


__all__ = ["with_quotable_now"]
