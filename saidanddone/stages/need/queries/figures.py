"""This stage's figures: how many indicators, how many places, and where it began."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Decision
from .doors import decisions_of
from .index import NeedIndex, index_of
from .method import enough_in_words, in_words
from .sure import how_sure, in_a_sentence


def headline(programme: Programme) -> Figure:
    return _first(programme, index_of(programme), latest_decision(programme))


def figures(programme: Programme) -> list[Figure]:
    return figures_from(programme, index_of(programme), latest_decision(programme))


def figures_from(programme: Programme, index: NeedIndex, decision: Decision | None) -> list[Figure]:
    """The same figures where the index and the decision are at hand already."""
    return [_first(programme, index, decision), _areas(programme, index), _indicators(programme, index)]


def why_no_interval() -> str:
    return _(
        "The published values are taken as they are, for every borough and not for a sample of boroughs, so "
        "there is no interval from sampling. How far another choice of weights or method would move a "
        "borough is tried and said beside its rank."
    )


def _list_address(programme: Programme, query: str = "") -> str:
    return reverse("need:list", kwargs={"programme": programme.slug}) + query


def _first(programme: Programme, index: NeedIndex, decision: Decision | None) -> Figure:
    if decision is None:
        return _undecided(programme, index)
    names = [chosen.area.name for chosen in decision.chosen.all()]
    among = agreeing(decision, index)
    words = {"k": len(names), "n": len(index.ranked), "N": len(index.places), "names": _listed(names)}
    return Figure(
        key="need-first",
        stage="need",
        title=_("Boroughs to begin with"),
        shown=_("%(k)s of %(N)s") % words,
        sentence=_("The decision was to begin in %(k)s of %(N)s boroughs: %(names)s.") % words
        + " "
        + how_far_it_agrees(among, len(names), index),
        method=in_words(index.method) + " " + why_no_interval(),
        k=len(names),
        n=len(index.ranked),
        N=len(index.places),
        N_is=BaseIs.COUNTED,
        base=_("%(n)s of %(N)s boroughs could be ranked") % words,
        value=float(len(names)),
        unit=_("boroughs"),
        rows=RowsBehind(
            _list_address(programme, "?chosen=yes"), _("The boroughs chosen, each with its score and rank")
        ),
        labels=tuple(sorted({*index.labels, *({decision.provenance} - {""})})),
        caution=_caution(len(names), index),
    )


def _undecided(programme: Programme, index: NeedIndex) -> Figure:
    return Figure(
        key="need-first",
        stage="need",
        title=_("Boroughs to begin with"),
        shown=_("not decided"),
        sentence=_("Nobody has written down yet where to begin."),
        method=in_words(index.method) + " " + why_no_interval(),
        n=len(index.ranked),
        N=len(index.places),
        N_is=BaseIs.COUNTED,
        base=_("%(n)s ranked boroughs") % {"n": len(index.ranked)},
        rows=RowsBehind(_list_address(programme), _("Every borough with its score and rank")),
        labels=index.labels,
    )


def latest_decision(programme: Programme) -> Decision | None:
    """The decision that stands: the last one written down. Its boroughs are in `chosen`."""
    return decisions_of(programme).order_by("-id").first()


def agreeing(decision: Decision, index: NeedIndex) -> int:
    """How many of the chosen places are among the first of the index as it stands now."""
    chosen = {each.area_id for each in decision.chosen.all()}
    return sum(place.area.pk in chosen for place in index.first(len(chosen)))


def how_far_it_agrees(among: int, k: int, index: NeedIndex) -> str:
    words = {"among": among, "k": k, "n": len(index.ranked), "indicators": len(index.indicators)}
    if among == k:
        return (
            ngettext(
                "It stands first of %(n)s on the index of need.",
                "They are the first %(k)s of %(n)s on an index of %(indicators)s indicators of need.",
                k,
            )
            % words
        )
    return (
        ngettext(
            "%(among)s of them is among the first %(k)s of %(n)s on the index of need.",
            "%(among)s of them are among the first %(k)s of %(n)s on the index of need.",
            among,
        )
        % words
    )


def _caution(k: int, index: NeedIndex) -> str:
    gap, sure = index.gap_after(k), how_sure(index, k)
    if sure is None or gap is None:
        return _("This is one way to work out an index. Another would put some boroughs in another order.")
    words = {"gap": f"{gap:.1f}", "k": k, "next": k + 1}
    if index.is_of_100:
        apart = _("%(gap)s points of 100 lie between rank %(k)s and rank %(next)s.") % words
    else:
        apart = _("%(gap)s lie between the scores of rank %(k)s and rank %(next)s.") % words
    return f"{in_a_sentence(sure)} {apart}"


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _indicators(programme: Programme, index: NeedIndex) -> Figure:
    count = len(index.indicators)
    domains = len({each.domain for each in index.indicators})
    words = {"count": count, "domains": domains}
    return Figure(
        key="need-indicators",
        stage="need",
        title=_("Indicators of need"),
        shown=str(count),
        sentence=ngettext(
            "%(count)s indicator makes up the index of need.",
            "%(count)s indicators in %(domains)s domains make up the index of need.",
            count,
        )
        % words,
        method=_(
            "Every indicator of this programme is counted once, so there is no sampling error and no interval. "
            "Each declares whether a higher value is better or worse."
        ),
        k=count,
        n=count,
        N=count,
        N_is=BaseIs.COUNTED,
        base=ngettext("%(count)s indicator", "%(count)s indicators", count) % words,
        value=float(count),
        unit=_("indicators"),
        rows=RowsBehind(
            reverse("need:indicators", kwargs={"programme": programme.slug}), _("Every indicator")
        ),
        labels=index.labels,
        caution=_("Need that nobody publishes a number about is not in the index."),
    )


def _areas(programme: Programme, index: NeedIndex) -> Figure:
    words = {
        "k": len(index.ranked),
        "N": len(index.places),
        "names": _listed([place.area.name for place in index.unranked]),
    }
    left = _("Too little is known to rank: %(names)s.") % words if index.unranked else ""
    if index.problem:
        left = _("The index cannot be worked out as it was chosen.")
    return Figure(
        key="need-areas",
        stage="need",
        title=_("Boroughs ranked by need"),
        shown=_("%(k)s of %(N)s") % words,
        sentence=" ".join(
            filter(None, (_("%(k)s of %(N)s boroughs could be ranked by need.") % words, left))
        ),
        method=enough_in_words(index.method) + " " + _("Every borough is counted, so there is no interval."),
        k=len(index.ranked),
        n=len(index.places),
        N=len(index.places),
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(N)s boroughs") % words,
        value=len(index.ranked) / len(index.places) if index.places else None,
        rows=RowsBehind(
            _list_address(programme, "?ranked=yes"), _("The ranked boroughs, each with its score")
        ),
        labels=index.labels,
        caution=left,
    )
