"""One place by itself: what stands out, which places are like it, what changed, how old its figures are."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from saidanddone.methods.neighbours import nearest
from saidanddone.programme.models import Area, Direction, Programme

from ..models import IndicatorValue
from .comparing import verdict_on
from .index import Cell, NeedIndex, Place

OLD_AFTER = 5  # years: an older figure speaks of another time
ALIKE = 5
STANDING_OUT = 3


@dataclass(frozen=True)
class Alike:
    place: Place
    distance: float  # in standard deviations, on average over the indicators that both have
    shared: int


@dataclass(frozen=True)
class Change:
    """From the first year that is known to the last. `more_need` is None where nothing changed."""

    first_year: int
    first: float
    last_year: int
    last: float
    more_need: bool | None


def places_like(index: NeedIndex, place: Place) -> list[Alike]:
    """Nearest first; none where too little is known to compare."""
    places = {each.area.code: each for each in index.places}
    if len(places) < 2 or not index.indicators:
        return []
    codes = sorted(places)
    found = nearest(
        codes,
        [[nan if cell.value is None else cell.value for cell in places[code].cells] for code in codes],
        place.area.code,
        [each.weight for each in index.indicators],
        ALIKE,
    )
    return [Alike(places[each.area], each.distance, each.shared) for each in found]


def least_need(place: Place) -> tuple[Cell, ...]:
    """The indicators on which this place stands nearest to the least need; none twice where there are few."""
    above = place.stands_out
    scored = [cell for cell in place.cells if cell.normalised is not None and cell not in above]
    return tuple(sorted(scored, key=lambda cell: cell.normalised or 0)[:STANDING_OUT])


def against_benchmark(cell: Cell) -> str:
    """Of the benchmark that is written down at the indicator; blank where there is none, or the value has no limits."""
    benchmark = cell.indicator.benchmark
    if cell.value is None or benchmark is None:
        return ""
    return verdict_on(cell.value, cell.low, cell.high, benchmark, cell.indicator)


def changes_in(index: NeedIndex, programme: Programme, area: Area) -> dict[int, Change]:
    """By indicator, where two years or more are known. One query."""
    rows = IndicatorValue.objects.filter(
        indicator__programme=programme, area=area, status=IndicatorValue.Status.OK
    ).order_by("year")
    known: dict[int, list[tuple[int, float]]] = {}
    for indicator, year, value in rows.values_list("indicator_id", "year", "value"):
        known.setdefault(indicator, []).append((year, value))
    return {
        each.pk: _change(known[each.pk], each.direction)
        for each in index.indicators
        if len(known.get(each.pk, ())) > 1
    }


def _change(points: list[tuple[int, float]], direction: str) -> Change:
    (first_year, first), (last_year, last) = points[0], points[-1]
    more_need = None if last == first else (last > first) == (direction == Direction.HIGHER_IS_WORSE)
    return Change(first_year, first, last_year, last, more_need)


def old_figures(place: Place, this_year: int) -> list[Cell]:
    return [
        cell for cell in place.cells if cell.value is not None and this_year - (cell.year or 0) > OLD_AFTER
    ]
