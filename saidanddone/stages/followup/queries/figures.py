"""This stage's figures: shares with their intervals, how many answered, and two groups compared."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.difference import Difference, Side, newcombe
from saidanddone.methods.proportion import ProportionEstimate, estimate
from saidanddone.methods.rounding import percent_of, round_half_up
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.figures import BaseIs, Estimate, Figure, RowsBehind

from ..models import Audience, Survey
from ..rules import READS_ANSWERS, SMALL_BASE, Base, base_of
from .counts import Tally, audience_words, pairs, tallies
from .doors import surveys_visible_to


def headline(programme: Programme) -> Figure:
    """How many answered the survey that most people answered."""
    surveys = _surveys(programme)
    if not surveys:
        return Figure(
            key="followup-none",
            stage="followup",
            title=_("People asked later"),
            shown="0",
            sentence=_("Nobody has been asked yet what came of it."),
            method=_("Surveys are counted: there is none."),
        )
    return answered_figure(max(surveys, key=lambda survey: survey.answered), programme)


def figures(programme: Programme) -> list[Figure]:
    found, surveys = tallies(programme), _surveys(programme)
    if not surveys:
        return [headline(programme)]
    return [
        *(answered_figure(survey, programme) for survey in surveys),
        *(figure_of(tally, programme) for tally in found),
        *(difference_figure(*pair, programme) for pair in pairs(found)),
    ]


def _surveys(programme: Programme) -> list[Survey]:
    return list(surveys_visible_to(Person(programme.slug), programme))


def figure_of(tally: Tally, programme: Programme) -> Figure:
    """A share of those who answered, with its interval and what it means for all who were there."""
    worked = estimate(tally.k, tally.n, tally.base.N)
    percent = percent_of(tally.k, tally.n)
    who = audience_words(tally.audience, tally.n)
    return Figure(
        key=tally.figure_key,
        stage="followup",
        title=_("%(text)s (%(audience)s)") % {"text": tally.text, "audience": Audience(tally.audience).label},
        shown=f"{percent}%",
        sentence=" ".join(
            [
                _("%(percent)s in 100 of those who answered said “%(value)s”. That is %(k)s of %(who)s.")
                % {"percent": percent, "value": tally.counted, "k": f"{tally.k:,}", "who": who},
                *_meaning(tally, worked),
            ]
        ),
        method=worked.method,
        k=tally.k,
        n=tally.n,
        N=tally.base.N,
        base=_base_words(tally, who),
        N_is=_how_known(tally.base),
        value=worked.p,
        low=worked.low,
        high=worked.high,
        unit="share",
        estimate=_in_people(tally, worked),
        rows=_rows(tally, programme),
        labels=tally.labels + (("small-base",) if tally.n < SMALL_BASE and not tally.is_census else ()),
        caution=_caution(tally, worked),
    )


def _base_words(tally: Tally, who: str) -> str:
    base = _("%(k)s of %(who)s who answered") % {"k": f"{tally.k:,}", "who": who}
    if tally.base.N is None:
        return base
    return _("%(base)s, of %(all)s") % {"base": base, "all": tally.base.says}


def _meaning(tally: Tally, worked: ProportionEstimate) -> list[str]:
    if tally.is_census:
        return [_("Everybody who was asked answered, so nothing is left to chance.")]
    if tally.base.N is None:
        return [_("How many were asked is not known, so it cannot be said how many that is in all.")]
    return [
        _("If those who did not answer were like those who did, between %(low)s and %(high)s of the %(N)s.")
        % {
            "low": f"{worked.total_low:,}",
            "high": f"{worked.total_high:,}",
            "N": f"{tally.base.N:,}",
        }
    ]


def _in_people(tally: Tally, worked: ProportionEstimate) -> Estimate | None:
    if tally.base.N is None or tally.is_census:
        return None
    return Estimate(worked.total, worked.total_low, worked.total_high, worked.worst_low, worked.worst_high)  # type: ignore[arg-type]  # with N known all of them are


def _caution(tally: Tally, worked: ProportionEstimate) -> str:
    if tally.is_census:
        return ""
    says = _("Those who answered chose to. Nobody knows that those who did not are like them.")
    if tally.base.N is None:
        return says
    return (
        says
        + " "
        + _("Without that belief the answers allow anything from %(low)s to %(high)s of the %(N)s.")
        % {"low": f"{worked.worst_low:,}", "high": f"{worked.worst_high:,}", "N": f"{tally.base.N:,}"}
    )


def _rows(tally: Tally, programme: Programme) -> RowsBehind:
    page = reverse("followup-work:answers", kwargs={"programme": programme.slug, "key": tally.survey})
    return RowsBehind(
        f"{page}?{urlencode({'question': tally.question, 'value': tally.counted})}",
        _("The %(k)s answers that said “%(value)s”") % {"k": f"{tally.k:,}", "value": tally.counted},
        READS_ANSWERS,
    )


def _how_known(base: Base) -> BaseIs:
    if base.N is None:
        return BaseIs.UNKNOWN
    return BaseIs.ASSUMED if base.assumed else BaseIs.COUNTED


def answered_figure(survey: Survey, programme: Programme) -> Figure:
    """How many answered, of those who were asked or attended. Needs `answered` counted."""
    base = base_of(survey.asked, survey.attended, survey.attended_is)
    who = audience_words(survey.audience, survey.answered)
    page = reverse("followup-work:responses", kwargs={"programme": programme.slug, "key": survey.key})
    return Figure(
        key=f"followup-{survey.key}-answered",
        stage="followup",
        title=_("Answers to “%(name)s”") % {"name": survey.name},
        shown=_answered_of(survey.answered, base),
        sentence=_answered_sentence(survey, who, base),
        method=_("Responses are counted, each once. It is a count, so there is no interval."),
        k=survey.answered,
        n=survey.answered,
        N=base.N,
        base=_("%(who)s answered, of %(all)s") % {"who": who, "all": base.says}
        if base.N is not None
        else _("%(who)s answered") % {"who": who},
        N_is=_how_known(base),
        value=float(survey.answered),
        unit="people",
        rows=RowsBehind(page, _("The %(n)s responses") % {"n": f"{survey.answered:,}"}, READS_ANSWERS),
        labels=(survey.provenance,) if survey.provenance else (),
        caution=_not_known(survey),
    )


def _answered_of(answered: int, base: Base) -> str:
    if base.N is None:
        return f"{answered:,}"
    words = {"n": f"{answered:,}", "N": f"{base.N:,}"}
    return _("%(n)s of %(N)s (assumed)") % words if base.assumed else _("%(n)s of %(N)s") % words


def _answered_sentence(survey: Survey, who: str, base: Base) -> str:
    if survey.asked and survey.answered == survey.asked:
        return _("All %(who)s who were asked answered.") % {"who": who}
    if not base.N:
        return _("%(who)s answered. How many were asked is not known.") % {"who": who}
    return _("%(who)s answered. That is %(percent)s in 100 of %(all)s.") % {
        "who": who,
        "percent": percent_of(survey.answered, base.N),
        "all": base.says,
    }


def _not_known(survey: Survey) -> str:
    if survey.asked is not None:
        return ""
    if survey.reachable is None:
        return _("How many could be reached, and how many were asked, is not published.")
    return _("How many were asked is not published.")


def difference_figure(a: Tally, b: Tally, programme: Programme) -> Figure:
    """Participants and organisers compared; the organisers' share less the participants'."""
    worked = newcombe(_side(b), _side(a))
    return Figure(
        key=f"followup-difference-{a.question}",
        stage="followup",
        title=_("%(text)s (organisers less participants)") % {"text": a.text},
        shown=_points_said(worked.difference),
        sentence=_difference_sentence(a, b, worked),
        method=worked.method,
        base=_("%(kb)s of %(who_b)s and %(ka)s of %(who_a)s")
        % {
            "kb": f"{b.k:,}",
            "who_b": audience_words(b.audience, b.n),
            "ka": f"{a.k:,}",
            "who_a": audience_words(a.audience, a.n),
        },
        value=worked.difference,
        low=worked.low,
        high=worked.high,
        unit="difference",
        rows=RowsBehind(
            reverse("followup:list", kwargs={"programme": programme.slug}),
            _("The two shares that it compares, each with its own rows"),
            worked_out=True,
        ),
        labels=tuple(sorted({*a.labels, *b.labels})),
        caution=_unlike(a, b, worked),
    )


def _difference_sentence(a: Tally, b: Tally, worked: Difference) -> str:
    return _(
        "%(b)s%% of %(who_b)s said “%(value)s”, and %(a)s%% of %(who_a)s. The organisers' share is "
        "%(apart)s. Allowing for chance, it lies between %(low)s and %(high)s."
    ) % {
        "b": percent_of(b.k, b.n),
        "who_b": audience_words(b.audience, b.n),
        "value": b.counted,
        "a": percent_of(a.k, a.n),
        "who_a": audience_words(a.audience, a.n),
        "apart": _apart(worked.difference),
        "low": _apart(worked.low),
        "high": _apart(worked.high),
    }


def _apart(share: float) -> str:
    whole = abs(points(share))
    if share < 0:
        return ngettext("%(points)s point lower", "%(points)s points lower", whole) % {"points": whole}
    return ngettext("%(points)s point higher", "%(points)s points higher", whole) % {"points": whole}


def _points_said(share: float) -> str:
    whole = points(share)
    return ngettext("%(points)s point", "%(points)s points", abs(whole)) % {"points": whole}


def _side(tally: Tally) -> Side:
    return Side(tally.k, tally.n, tally.base.N)


def points(share: float) -> int:
    """A share as percentage points, half-way cases away from zero, as they are read."""
    whole = int(round_half_up(abs(share) * 100))
    return whole if share >= 0 else -whole


def _unlike(a: Tally, b: Tally, worked: Difference) -> str:
    said = [_("The two surveys asked different people in different roles.")]
    if a.text != b.text or a.counted != b.counted:
        said.append(_("They did not ask in the same words: “%(text)s” (organisers).") % {"text": b.text})
    if worked.low <= 0 <= worked.high:
        said.append(_("Chance alone could explain a difference as large as this one."))
    return " ".join(said)
