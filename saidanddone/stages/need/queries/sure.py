"""How sure the first k places are, when other defensible ways to work out the index are tried."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isnan, nan

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.how_sure import Doubt, Rerun, first_k
from saidanddone.methods.index import Node, Recipe
from saidanddone.methods.sensitivity import Move, what_moves_it

from ..models import Decision
from .index import NeedIndex, Place
from .method import nodes_of, recipe_of

REPLICATIONS, DRAWS, SEED = 1_000, 256, 1
NOISE = 0.25
SURE, UNSURE = 0.95, 0.05  # a place between them is named as marginal
WAYS = Doubt(
    weights=NOISE, normalise=("minmax", "zscore"), aggregate=("arithmetic", "geometric"), treat=(0, 5)
)
WITHOUT_A_DECISION = 7  # places, where nobody has said how many to begin with

Data = tuple[tuple[str, ...], tuple[str, ...], tuple[Node, ...], Recipe, tuple[tuple[float, ...], ...]]
Ranks = tuple[int | None, ...]


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
    data: Data

    @property
    def moves(self) -> tuple[Move, ...]:
        """The choice that changes the first k most comes first."""
        return _moved(self.data, self.k)

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


def how_sure(index: NeedIndex, k: int | None) -> Sure | None:
    """None where there is nothing to choose: fewer than two ranked places, or no more than are begun with."""
    k = k or WITHOUT_A_DECISION
    if not 0 < k < len(index.ranked) or not index.indicators:
        return None
    data = data_of(index)
    areas, *numbers = _tried(data, k)
    by_code = dict(zip(areas, zip(*numbers, strict=True), strict=True))
    places = tuple(
        SurePlace(place, *by_code[place.area.code])
        for place in index.ranked
        if by_code[place.area.code][1] is not None
    )
    return Sure(k, places, data)


def data_of(index: NeedIndex) -> Data:
    """What the ranks rest on, in the order of codes: nothing else changes them."""
    places = sorted(index.ranked, key=lambda place: place.area.code)
    return (
        tuple(place.area.code for place in places),
        tuple(each.code for each in index.indicators),
        tuple(nodes_of(index.method, index.indicators)),
        # Ranks are those of 0 to 100; a geometric mean, which is tried, would be nought at a 0 for all that is above.
        replace(recipe_of(index.method), low=1.0),
        tuple(tuple(nan if c.value is None else c.value for c in place.cells) for place in places),
    )


def data_hash(index: NeedIndex) -> str:
    """A fingerprint of the values, directions, weights and choices: the same data, the same letters."""
    areas, codes, nodes, recipe, values = data_of(index)
    rows = [[None if isnan(value) else repr(value) for value in row] for row in values]
    tree = [[node.code, node.parent, node.direction, repr(node.weight)] for node in nodes]
    said = json.dumps([areas, codes, tree, repr(recipe), rows], separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=32)
def _tried(data: Data, k: int) -> tuple[tuple[str, ...], tuple[float, ...], Ranks, Ranks]:
    areas, codes, nodes, recipe, values = data
    rerun = Rerun(areas, codes, values, nodes, WAYS, recipe)
    sure = first_k(rerun, k, replications=REPLICATIONS, seed=SEED)
    return sure.areas, tuple(float(p) for p in sure.p_first), sure.rank_low, sure.rank_high


@lru_cache(maxsize=32)
def _moved(data: Data, k: int) -> tuple[Move, ...]:
    areas, codes, nodes, recipe, values = data
    found = what_moves_it(Rerun(areas, codes, values, nodes, WAYS, recipe), first=k, draws=DRAWS, seed=SEED)
    return tuple(sorted(found.moves, key=lambda move: -move.total))


# In words


def in_a_sentence(sure: Sure) -> str:
    """How many of the first k stay, and whom the method decides about."""
    words = {"ways": f"{REPLICATIONS:,}", "safe": len(sure.safe), "k": sure.k, "first": len(sure.first)}
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


def what_was_tried() -> str:
    return _(
        "Tried were: each weight times a number between %(low)s and %(high)s; min-max or z-scores; an arithmetic or a "
        "geometric mean; outliers as they are or capped. The ranges are the 5th and the 95th of 100 ranks. This is "
        "the share of the ways that were tried, not the chance that a place is in need: what nobody tried, and what "
        "nobody measures, is not in it."
    ) % {"low": f"{1 - NOISE:g}", "high": f"{1 + NOISE:g}"}


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
        "change (%(low)s to %(high)s), by itself %(first)s."
    ) % {
        "k": sure.k,
        "choice": name_of_choice(most.choice),
        "total": round(100 * most.total),
        "low": round(100 * most.low),
        "high": round(100 * most.high),
        "first": round(100 * most.first),
    }


def what_a_method_changes(before: NeedIndex, after: NeedIndex, decision: Decision | None) -> str:
    """Who comes among the first places and who is no longer, once the index is worked out in another way."""
    k = len(decision.chosen.all()) if decision else WITHOUT_A_DECISION
    then, now = ({place.area.name for place in index.first(k)} for index in (before, after))
    if then == now:
        return _("The index is worked out so from here on. The first %(k)s are the same places.") % {"k": k}
    return _(
        "The index is worked out so from here on. Among the first %(k)s are now %(now)s, and no longer %(then)s. The "
        "decision stays as it was."
    ) % {"k": k, "now": ", ".join(sorted(now - then)), "then": ", ".join(sorted(then - now))}
