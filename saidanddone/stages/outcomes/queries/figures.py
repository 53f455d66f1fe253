"""This stage's figures. All are counts of every recorded row, so none has an interval."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.rounding import percent_of
from saidanddone.programme.models import Programme
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Confirmed, SaidBy
from .counts import Matrix, OutcomeCounts, Shared, connection_matrix, outcome_counts


def headline(programme: Programme) -> Figure:
    return reported(programme, outcome_counts(programme))


def figures(programme: Programme) -> list[Figure]:
    counts = outcome_counts(programme)
    return [
        reported(programme, counts),
        *(_with_verb(programme, counts, each) for each in counts.by_contribution()),
        *(_of_kind(programme, counts, each) for each in counts.by_kind()),
        linked(programme, counts),
        confirmed(programme, counts),
        _connections(programme, connection_matrix(programme)),
    ]


def _address(programme: Programme, query: str = "", name: str = "outcomes:list") -> str:
    return reverse(name, kwargs={"programme": programme.slug}) + query


def _census() -> str:
    return _("Every recorded change is counted, so there is no sampling error and no interval.")


def _as_said() -> str:
    return _(
        "An outcome is what somebody said changed. The verb is that of the source, never a stronger one."
    )


def reported(programme: Programme, counts: OutcomeCounts) -> Figure:
    return Figure(
        key="outcomes-reported",
        stage="outcomes",
        title=_("Changes reported"),
        shown=f"{counts.all:,}",
        sentence=" ".join(filter(None, (_how_many(counts), _by_whom(counts)))),
        method=_("Each change that somebody reported is one row.") + " " + _census(),
        n=counts.all,
        N=counts.all,
        N_is=BaseIs.COUNTED,
        base=_places(counts),
        value=float(counts.all),
        unit=_("changes"),
        rows=RowsBehind(_address(programme), _("Every change reported")),
        labels=counts.provenances,
        caution=_as_said() + " " + _("A change that nobody reported is not counted."),
    )


def _how_many(counts: OutcomeCounts) -> str:
    if not counts.all:
        return _("No change is reported yet.")
    words = {"n": f"{counts.all:,}", "places": _places(counts)}
    return (
        ngettext(
            "%(n)s change is reported, %(places)s.", "%(n)s changes are reported, %(places)s.", counts.all
        )
        % words
    )


def _places(counts: OutcomeCounts) -> str:
    named = ngettext("in %(n)s borough", "in %(n)s boroughs", counts.places) % {"n": f"{counts.places:,}"}
    if not counts.placeless:
        return named
    return named + " " + _("(%(n)s with the borough not named)") % {"n": f"{counts.placeless:,}"}


def _by_whom(counts: OutcomeCounts) -> str:
    """Who reported them: organisers (33), participants (22)."""
    who = {
        SaidBy.ORGANISER: _("organisers"),
        SaidBy.PARTICIPANT: _("participants"),
        SaidBy.PARTNER: _("partners"),
        SaidBy.PROGRAMME: _("the programme"),
    }
    said = ", ".join(f"{who[SaidBy(each.value)]} ({each.count:,})" for each in counts.by_speaker())
    return _("Who reported them: %(said)s.") % {"said": said} if said else ""


def _share(
    programme: Programme,
    counts: OutcomeCounts,
    k: int,
    *,
    key: str,
    title: str,
    sentence: str,
    method: str,
    rows: RowsBehind,
    caution: str,
) -> Figure:
    """So many of all changes reported."""
    words = _of_all(k, counts)
    return Figure(
        key=key,
        stage="outcomes",
        title=title,
        shown=_("%(k)s of %(n)s") % words,
        sentence=sentence,
        method=f"{method} {_census()}",
        k=k,
        n=counts.all,
        N=counts.all,
        N_is=BaseIs.COUNTED,
        base=_base(k, counts.all),
        value=k / counts.all if counts.all else None,
        rows=rows,
        labels=counts.provenances,
        caution=caution,
    )


def _of_all(k: int, counts: OutcomeCounts) -> dict[str, str]:
    return {"k": f"{k:,}", "n": f"{counts.all:,}"}


def _base(k: int, n: int) -> str:
    if not n:
        return _("no change is reported yet")
    return _("%(percent)s in 100 of the changes reported") % {"percent": percent_of(k, n)}


def _with_verb(programme: Programme, counts: OutcomeCounts, each: Shared) -> Figure:
    words = {**_of_all(each.count, counts), "verb": each.label}
    return _share(
        programme,
        counts,
        each.count,
        key=f"outcomes-contribution-{each.value}",
        title=_("Changes that the conversations %(verb)s") % words,
        sentence=_("%(k)s of the %(n)s changes reported are changes that the conversations “%(verb)s”.")
        % words,
        method=_(
            "Each change has one verb of four, from weak to strong: were mentioned with, fed into, influenced, "
            "led to. It is the source's own; where a source uses two, the weaker is taken."
        ),
        rows=RowsBehind(_address(programme, f"?contribution={each.value}"), _("These changes")),
        caution=_as_said(),
    )


def _of_kind(programme: Programme, counts: OutcomeCounts, each: Shared) -> Figure:
    words = {**_of_all(each.count, counts), "kind": each.label}
    return _share(
        programme,
        counts,
        each.count,
        key=f"outcomes-kind-{each.value}",
        title=_("Changes of the kind “%(kind)s”") % words,
        sentence=_("%(k)s of the %(n)s changes reported are of the kind “%(kind)s”.") % words,
        method=_("Whoever wrote the change down gave it one kind."),
        rows=RowsBehind(_address(programme, f"?kind={each.value}"), _("These changes")),
        caution=_as_said(),
    )


def linked(programme: Programme, counts: OutcomeCounts) -> Figure:
    return _share(
        programme,
        counts,
        counts.linked,
        key="outcomes-linked",
        title=_("Changes that lead back to what was said"),
        sentence=_(
            "%(k)s of the %(n)s changes reported lead back to an idea, a theme, a recommendation or a promise."
        )
        % _of_all(counts.linked, counts),
        method=_(
            "A change leads back where at least one idea, theme, recommendation or promise is linked to it."
        ),
        rows=RowsBehind(_address(programme, "?thread=some"), _("The changes that lead back")),
        caution=_(
            "For the others the thread has a gap: nobody has written down what they came from. A link says that "
            "the two belong together, not that one caused the other."
        ),
    )


def confirmed(programme: Programme, counts: OutcomeCounts) -> Figure:
    return _share(
        programme,
        counts,
        counts.confirmed,
        key="outcomes-confirmed",
        title=_("Changes confirmed by someone independent"),
        sentence=_("%(k)s of the %(n)s changes reported were confirmed by someone independent.")
        % _of_all(counts.confirmed, counts)
        + _others(counts),
        method=_(
            "A change is confirmed where someone who had no part in it was asked and said that it is so."
        ),
        rows=RowsBehind(
            _address(programme, f"?confirmed={Confirmed.CONFIRMED.value}"),
            _("The changes that were confirmed"),
        ),
        caution=_("A change that nobody else was asked about may be true. We only do not know."),
    )


def _others(counts: OutcomeCounts) -> str:
    """What of the changes that were not confirmed in full."""
    said = "; ".join(
        f"{each.count:,}: {each.label}"
        for each in counts.by_confirmed()
        if each.count and each.value != Confirmed.CONFIRMED
    )
    return " " + _("Of the others: %(said)s.") % {"said": said} if said else ""


def _connections(programme: Programme, matrix: Matrix) -> Figure:
    return Figure(
        key="outcomes-connections-recorded",
        stage="outcomes",
        title=_("Connections recorded"),
        shown=f"{matrix.count:,}",
        sentence=ngettext(
            "%(n)s connection between people in two roles is recorded.",
            "%(n)s connections between people in two roles are recorded.",
            matrix.count,
        )
        % {"n": f"{matrix.count:,}"},
        method=_("Each connection that somebody reported is one row.")
        + " "
        + _("Every row is counted, so there is no interval."),
        n=matrix.count,
        N=matrix.count,
        N_is=BaseIs.COUNTED,
        base=ngettext("in %(n)s borough", "in %(n)s boroughs", matrix.places) % {"n": f"{matrix.places:,}"},
        value=float(matrix.count),
        unit=_("connections"),
        rows=RowsBehind(_address(programme, name="outcomes:connections"), _("The connections, role by role")),
        labels=matrix.provenances,
        caution=_(
            "These are the connections that somebody told of. How many people made one is asked in the "
            "follow-up, and is another number."
        ),
    )
