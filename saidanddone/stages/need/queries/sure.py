"""How sure the first k places are, when other defensible ways to work out the index are tried."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.how_sure import Doubt, Rerun, first_k
from saidanddone.methods.sensitivity import Move, what_moves_it

from ..models import Decision
from ..rules import BEGIN_AT_NOUGHT
from .index import NeedIndex, Place
from .workings import Workings

DRAWS = 256
SURE, UNSURE = 0.95, 0.05  # a place between them is named as marginal
WITHOUT_A_DECISION = 7  # places, where nobody has said how many to begin with
CAPPED = 5  # places, where the method that stands caps none

Ranks = tuple[int | None, ...]


@dataclass(frozen=True)
class Ways:
    """What is tried otherwise, each on or off."""

    weights: bool = True
    normalise: bool = True
    aggregate: bool = True
    treat: bool = True
    values: bool = True  # where some value has limits
    noise: float = 0.25
    replications: int = 1_000
    seed: int = 1


AS_EVER = Ways()


@dataclass(frozen=True)
class SurePlace:
    place: Place
    p_first: float
    rank_low: int
    rank_high: int

    @property
    def is_safe(self) -> bool:
        return self.p_first >= SURE

    @property
    def is_marginal(self) -> bool:
        return UNSURE < self.p_first < SURE

    @property
    def in_100(self) -> str:
        if 0 < self.p_first < 0.005:
            return _("under 1 in 100")
        if 0.995 < self.p_first < 1:
            return _("over 99 in 100")
        return _("%(n)s in 100") % {"n": int(self.p_first * 100 + 0.5)}

    @property
    def ranks(self) -> str:
        if self.rank_low == self.rank_high:
            return str(self.rank_low)
        return _("%(low)s to %(high)s") % {"low": self.rank_low, "high": self.rank_high}


@dataclass(frozen=True)
class Sure:
    """Of the ranked places, in the order of the index."""

    k: int
    places: tuple[SurePlace, ...]
    workings: Workings
    ways: Ways = AS_EVER

    @property
    def doubt(self) -> Doubt:
        return doubt_of(self.workings, self.ways)

    @property
    def tries_values(self) -> bool:
        return self.ways.values and self.workings.errors is not None

    @property
    def is_of_nothing(self) -> bool:
        """Whether nothing is tried, so that every place keeps its rank."""
        return self.doubt.is_none and not self.tries_values

    @property
    def moves(self) -> tuple[Move, ...]:
        """The choice that changes the first k most comes first."""
        return () if self.is_of_nothing else _moved(self.workings, self.k, self.ways)

    @property
    def first(self) -> tuple[SurePlace, ...]:
        return tuple(
            each for each in self.places if each.place.rank is not None and each.place.rank <= self.k
        )

    @property
    def safe(self) -> tuple[SurePlace, ...]:
        return tuple(each for each in self.first if each.is_safe)

    @property
    def marginal(self) -> tuple[SurePlace, ...]:
        return tuple(each for each in self.places if each.is_marginal)

    def of(self, place: Place) -> SurePlace | None:
        return next((each for each in self.places if each.place.area.pk == place.area.pk), None)


def how_sure(index: NeedIndex, k: int | None, ways: Ways = AS_EVER) -> Sure | None:
    """None where there is nothing to choose: fewer than two ranked places, or no more than are begun with."""
    k = k or WITHOUT_A_DECISION
    if not 0 < k < len(index.ranked) or index.workings is None:
        return None
    areas, *numbers = _tried(index.workings, k, ways)
    by_code = dict(zip(areas, zip(*numbers, strict=True), strict=True))
    places = tuple(
        SurePlace(place, *by_code[place.area.code])
        for place in index.ranked
        if by_code[place.area.code][1] is not None
    )
    return Sure(k, places, index.workings, ways)


def doubt_of(work: Workings, ways: Ways) -> Doubt:
    """What is drawn anew. Whatever stands is among the ways that are tried."""
    recipe = work.recipe
    is_counted = (
        recipe.normalise == "scaled"
    )  # in own units, or worse than a benchmark or not: that is the question
    scales = () if is_counted else tuple(dict.fromkeys((recipe.normalise, "minmax", "zscore")))
    # A geometric mean over a scale that begins at nought is nought for nearly everybody.
    means = () if recipe.normalise in BEGIN_AT_NOUGHT else (recipe.aggregate, "arithmetic", "geometric")
    capped = (0, recipe.most_capped if recipe.treat else CAPPED)
    return Doubt(
        weights=ways.noise if ways.weights else 0.0,
        normalise=scales if ways.normalise else (),
        aggregate=tuple(dict.fromkeys(means)) if ways.aggregate else (),
        treat=capped if ways.treat and not is_counted else (),
    )


def _rerun(work: Workings, ways: Ways) -> Rerun:
    doubt = doubt_of(work, ways)
    # Ranks are those of 0 to 100; a geometric mean, where it is tried, would be nought at a 0 for all that is above.
    recipe = replace(work.recipe, low=1.0) if "geometric" in doubt.aggregate else work.recipe
    return Rerun(
        work.areas,
        work.indicators,
        work.values,
        work.nodes,
        doubt,
        recipe,
        work.errors if ways.values else None,
        work.not_applicable,
    )


def data_hash(index: NeedIndex) -> str:
    """A fingerprint of the values, directions, weights and choices: the same data, the same letters. Blank where
    nothing can be worked out: any data would then be the same."""
    work = index.workings
    if work is None:
        return ""
    rows = [[None if isnan(value) else repr(value) for value in row] for row in work.values]
    tree = [[node.code, node.parent, node.direction, repr(node.weight)] for node in work.nodes]
    said = json.dumps(
        [work.areas, work.indicators, tree, repr(work.recipe), rows, index.method.least_known],
        separators=(",", ":"),
    )
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=32)
def _tried(work: Workings, k: int, ways: Ways) -> tuple[tuple[str, ...], tuple[float, ...], Ranks, Ranks]:
    sure = first_k(_rerun(work, ways), k, replications=ways.replications, seed=ways.seed)
    return sure.areas, tuple(float(p) for p in sure.p_first), sure.rank_low, sure.rank_high


@lru_cache(maxsize=32)
def _moved(work: Workings, k: int, ways: Ways) -> tuple[Move, ...]:
    found = what_moves_it(_rerun(work, ways), first=k, draws=DRAWS, seed=ways.seed)
    return tuple(sorted(found.moves, key=lambda move: -move.total))


# In words


def in_a_sentence(sure: Sure) -> str:
    """How many of the first k stay, and whom the method decides about."""
    if sure.is_of_nothing:
        return _("Nothing is tried otherwise, so that every place keeps its rank.")
    words = {
        "ways": f"{sure.ways.replications:,}",
        "safe": len(sure.safe),
        "k": sure.k,
        "first": len(sure.first),
    }
    said = _how_many_stay(sure) % words
    if not sure.marginal:
        return said + " " + _("No other place comes near.")
    named = ", ".join(f"{each.place.area.name} ({each.in_100})" for each in sure.marginal)
    return said + " " + _("About these the method decides: %(named)s.") % {"named": named}


def _how_many_stay(sure: Sure) -> str:
    if len(sure.safe) == len(sure.first):
        return _(
            "In %(ways)s other ways to work it out that could be defended, every one of the first %(first)s stays among "
            "the first %(k)s in at least 95 of 100."
        )
    return ngettext(
        "In %(ways)s other ways to work it out that could be defended, %(safe)s of the first %(first)s stays among "
        "the first %(k)s in at least 95 of 100.",
        "In %(ways)s other ways to work it out that could be defended, %(safe)s of the first %(first)s stay among "
        "the first %(k)s in at least 95 of 100.",
        len(sure.safe),
    )


def what_was_tried(sure: Sure) -> str:
    doubt, ways = sure.doubt, sure.ways
    tried = []
    if doubt.weights:
        words = {"low": f"{1 - doubt.weights:g}", "high": f"{1 + doubt.weights:g}"}
        tried.append(_("each weight times a number between %(low)s and %(high)s") % words)
    if doubt.normalise:
        tried.append(_("other scales (%(named)s)") % {"named": _named(doubt.normalise)})
    if doubt.aggregate:
        tried.append(_("other means (%(named)s)") % {"named": _named(doubt.aggregate)})
    if doubt.treat:
        tried.append(_("outliers as they are or capped"))
    if sure.tries_values:
        tried.append(_("each value that has limits drawn anew, as if it were normal"))
    said = _("Tried were, in %(ways)s draws with the seed %(seed)s: %(tried)s.") % {
        "ways": f"{ways.replications:,}",
        "seed": ways.seed,
        "tried": "; ".join(tried) or _("nothing"),
    }
    return (
        said
        + " "
        + _(
            "The ranges are the 5th and the 95th of 100 ranks. This is the share of the ways that were tried, not the "
            "chance that a place is in need: what nobody tried, and what nobody measures, is not in it."
        )
    )


def _named(choices: Sequence[str]) -> str:
    names = {
        "minmax": _("min-max"),
        "zscore": _("z-scores"),
        "prank": _("ranks"),
        "imd": _("as in the Indices of Deprivation"),
        "quarter": _("the worst quarter"),
        "goalposts": _("goalposts"),
        "dist2max": _("distance from the greatest need"),
        "fracmax": _("fraction of the greatest need"),
        "rank": _("places in the order"),
        "borda": _("Borda"),
        "arithmetic": _("arithmetic"),
        "geometric": _("geometric"),
        "harmonic": _("harmonic"),
    }
    return ", ".join(names.get(choice, _("generalised")) for choice in choices)


def name_of_choice(choice: str) -> str:
    names = {
        "weights": _("how much each indicator counts"),
        "treat": _("whether outliers are capped"),
        "normalise": _("how indicators are brought to one scale"),
        "aggregate": _("whether a strength may make up for a weakness"),
        "values": _("the values within their own intervals"),
    }
    return names[choice]


def what_decides(sure: Sure) -> str:
    """Which choice changes most who is among the first k; blank where nothing does."""
    moving = [move for move in sure.moves if move.total > 0]
    if not moving:
        return ""
    most = moving[0]
    return _(
        "What changes the first %(k)s most is %(choice)s: with all others it makes %(total)s of 100 parts of the "
        "change (%(low)s to %(high)s), by itself %(first)s (%(first_low)s to %(first_high)s)."
    ) % {
        "first_low": round(100 * most.first_low),
        "first_high": round(100 * most.first_high),
        "k": sure.k,
        "choice": name_of_choice(most.choice),
        "total": round(100 * most.total),
        "low": round(100 * most.low),
        "high": round(100 * most.high),
        "first": round(100 * most.first),
    }


def moves_in_words(sure: Sure) -> list[tuple[str, str, str]]:
    """Of each choice its name, and its share of the change by itself and with all others, in parts of 100."""
    return [
        (
            name_of_choice(move.choice),
            _share(move.first, move.first_low, move.first_high),
            _share(move.total, move.low, move.high),
        )
        for move in sure.moves
    ]


def _share(value: float, low: float, high: float) -> str:
    return _("%(share)s (%(low)s to %(high)s)") % {
        "share": round(100 * value),
        "low": round(100 * low),
        "high": round(100 * high),
    }


def what_a_method_changes(before: NeedIndex, after: NeedIndex, decision: Decision | None) -> str:
    said = _("The index is worked out so from here on.")
    return f"{said} {who_comes_and_goes(before, after, decision)}".strip()


def who_comes_and_goes(before: NeedIndex, after: NeedIndex, decision: Decision | None) -> str:
    """Among the first places, once the index is another; blank where there was no ranking, or is none."""
    k = len(decision.chosen.all()) if decision else WITHOUT_A_DECISION
    then, now = ({place.area.name for place in index.first(k)} for index in (before, after))
    if not then or not now:
        return ""
    if then == now:
        return _("The first %(k)s are the same places.") % {"k": k}
    if not now - then:  # as many ways as there are ties at the end
        return _("No longer among the first %(k)s: %(names)s.") % {"k": k, "names": _in_order(then - now)}
    if not then - now:
        return _("Now also among the first %(k)s: %(names)s.") % {"k": k, "names": _in_order(now - then)}
    return _(
        "Among the first %(k)s are now %(now)s, and no longer %(then)s. The decision stays as it was."
    ) % {"k": k, "now": _in_order(now - then), "then": _in_order(then - now)}


def _in_order(names: set[str]) -> str:
    return ", ".join(sorted(names))
