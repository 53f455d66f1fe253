"""Whether a number clusters on the map, and where: Moran's I over the boroughs that share a border."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from saidanddone.methods.contiguity import neighbours
from saidanddone.methods.moran import FALSE_SHARE, PERMUTATIONS, POWER_FROM, LocalMoran, moran
from saidanddone.programme.models import Area

from .outlined import Ground
from .shown import Shown, Valued

SEED = 1
FEWEST = 3


@dataclass(frozen=True)
class Around:
    """One borough and those beside it. `found` is None where it has no value or no outline."""

    place: Valued
    found: LocalMoran | None
    beside: tuple[Area, ...] = ()

    @property
    def kind(self) -> str:
        """HH, LL, HL or LH: the borough itself, then those around it; blank where that may be chance alone."""
        found = self.found
        return (
            found.quadrant or "" if found and found.sure_p is not None and found.sure_p <= FALSE_SHARE else ""
        )

    @property
    def stands(self) -> bool:
        return bool(self.found and self.found.is_discovery)


@dataclass(frozen=True)
class Clusters:
    places: tuple[Around, ...]  # the surest first
    I: float  # noqa: E741
    p: float
    n: int
    permutations: int
    seed: int
    without_outline: tuple[Area, ...]  # though they have a value
    without_value: tuple[Valued, ...]

    @property
    def by_chance(self) -> float:
        """What I is on average where nothing clusters."""
        return -1 / (self.n - 1)

    @property
    def has_little_power(self) -> bool:
        return self.n < POWER_FROM

    @property
    def alone(self) -> tuple[Area, ...]:
        return tuple(each.place.area for each in self.places if each.found and each.found.sure_p is None)

    @property
    def is_pattern(self) -> bool:
        return self.p <= FALSE_SHARE


def clusters_of(shown: Shown, ground: Ground) -> Clusters | str:
    """Or one sentence that says why nothing can be told."""
    places = shown.layers[0].places
    # In the order of codes: the draws then are the same in whichever order boroughs were taken in.
    taken = sorted(
        (each for each in places if each.value is not None and ground.rings.get(each.area.pk)),
        key=lambda each: each.area.code,
    )
    beside = neighbours(
        [[vertex for ring in ground.rings[each.area.pk] for vertex in ring] for each in taken]
    )
    if why := _why_not(taken, bool(len(beside.columns))):
        return why
    try:
        found = moran([each.value or 0.0 for each in taken], beside, seed=SEED)
    except ValueError:  # differences so small that their squares are nought
        return _("The values of all boroughs are too nearly the same. Nothing can cluster.")
    around = [
        Around(each, local, tuple(taken[other].area for other in beside.of(at)))
        for at, (each, local) in enumerate(zip(taken, found.areas, strict=True))
    ]
    rest = [Around(each, None) for each in places if each not in taken]
    return Clusters(
        (*sorted(around, key=_by_p), *rest),
        found.I,
        found.sure_p,
        len(taken),
        PERMUTATIONS,
        SEED,
        tuple(each.area for each in places if each.value is not None and not ground.rings.get(each.area.pk)),
        tuple(each for each in places if each.value is None),
    )


def _why_not(taken: list[Valued], has_neighbours: bool) -> str:
    if len(taken) < FEWEST:
        return _("Fewer than three boroughs have both an outline and a value. Clusters cannot be looked for.")
    if len({each.value for each in taken}) == 1:
        return _("Every borough has the same value. Nothing can cluster.")
    if not has_neighbours:
        return _(
            "No two outlines share a corner exactly, so nobody is anybody's neighbour. Give a map whose outlines "
            "were cut from one drawing, not simplified one by one."
        )
    return ""


def _by_p(each: Around) -> tuple[float, str]:
    found = each.found
    return (found.sure_p if found and found.sure_p is not None else 2.0, each.place.area.code)
