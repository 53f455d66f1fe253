"""What a map shows: of every borough one number, or why there is none; and the classes these numbers fall into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from django.utils.translation import gettext as _

from saidanddone.methods.classes import classes
from saidanddone.programme.models import Area, Direction, Programme, Source
from saidanddone.programme.queries import areas_of

from ..models import Indicator, IndicatorValue
from .index import NeedIndex, shade

INDEX = "index"
YEARS_AT_MOST = 12  # pictures on one page
PLACES_AT_MOST = 800  # in all of them together


@dataclass(frozen=True)
class Valued:
    area: Area
    value: float | None
    why: str = ""  # there is no value, in words
    year: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Layer:
    """One map. `year` is None where each borough has its latest known value."""

    year: int | None
    places: tuple[Valued, ...]

    @property
    def known(self) -> tuple[Valued, ...]:
        return tuple(each for each in self.places if each.value is not None)


@dataclass(frozen=True)
class Shown:
    key: str
    name: str
    unit: str
    more_is_need: bool
    layers: tuple[Layer, ...]
    labels: tuple[str, ...]
    sources: tuple[Source, ...]
    indicator: Indicator | None = None
    left_out: int = 0  # earlier years that are not drawn
    problem: str = ""  # why nothing is known, where it is not for want of values

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(each.value for layer in self.layers for each in layer.places if each.value is not None)

    @property
    def years(self) -> tuple[int, ...]:
        """Of the values that are known."""
        return tuple(sorted({each.year for layer in self.layers for each in layer.known if each.year}))

    @property
    def has_limits(self) -> bool:
        return any(each.low is not None for layer in self.layers for each in layer.places)


def shown_of_index(index: NeedIndex) -> Shown:
    def why(known: int, of: int) -> str:
        return _("not ranked, %(known)s of %(of)s indicators known") % {"known": known, "of": of}

    places = tuple(
        Valued(place.area, place.score, "" if place.score is not None else why(place.known, len(place.cells)))
        for place in sorted(index.places, key=lambda place: place.area.name)
    )
    unit = _("points of 100") if index.is_of_100 else _("points")
    layers = (Layer(None, places),)
    return Shown(
        INDEX, _("Index of need"), unit, True, layers, index.labels, index.sources, problem=index.problem
    )


def shown_of_indicator(indicator: Indicator, programme: Programme, by_year: bool) -> Shown:
    """Two queries: the boroughs, and every value of the indicator."""
    areas = sorted(areas_of(programme), key=lambda area: area.name)
    rows = list(IndicatorValue.objects.filter(indicator=indicator, area__in=areas).order_by("year"))
    years = sorted({row.year for row in rows})
    if by_year and years:
        drawn = years[-max(2, min(YEARS_AT_MOST, PLACES_AT_MOST // max(len(areas), 1))) :]
        by_place = {(row.year, row.area_id): row for row in rows}
        layers = tuple(
            Layer(year, tuple(_valued(area, by_place.get((year, area.pk))) for area in areas))
            for year in drawn
        )
    else:
        drawn = years
        latest: dict[int, IndicatorValue] = {}
        for row in rows:
            if row.value is not None or latest.get(row.area_id, row).value is None:
                latest[row.area_id] = row
        layers = (Layer(None, tuple(_valued(area, latest.get(area.pk)) for area in areas)),)
    return Shown(
        indicator.code,
        indicator.name,
        indicator.unit,
        indicator.direction == Direction.HIGHER_IS_WORSE,
        layers,
        tuple(sorted({indicator.provenance, *(row.provenance for row in rows)} - {""})),
        (indicator.source,) if indicator.source else (),
        indicator,
        len(years) - len(drawn),
    )


def _valued(area: Area, row: IndicatorValue | None) -> Valued:
    status = IndicatorValue.Status(row.status if row else IndicatorValue.Status.MISSING)
    if row is None or row.value is None:
        return Valued(area, None, str(status.label))
    return Valued(area, row.value, "", row.year, row.low, row.high)


@dataclass(frozen=True)
class Class:
    """`number` counts from the least need up, `level` is its shade of the five."""

    number: int
    level: int
    low: float
    high: float
    size: int


@dataclass(frozen=True)
class Classed:
    classes: tuple[Class, ...]  # the least need first
    of_layers: tuple[tuple[Class | None, ...], ...]  # of each layer, of each place

    def not_known(self, layers: Sequence[Layer]) -> list[tuple[str, int]]:
        """Each kind of not known, and of how many."""
        return Counter(
            each.why for layer in layers for each in layer.places if each.value is None
        ).most_common()


def classed(shown: Shown, how: str, count: int) -> Classed:
    """One set of classes over all layers, so that a shade means the same in every picture."""
    every = [each for layer in shown.layers for each in layer.places]
    cut = classes([nan if each.value is None else each.value for each in every], count, how)
    found = len(cut.bounds)

    def of(number: int) -> Class:
        low, high = cut.bounds[number - 1]
        by_need = number if shown.more_is_need else found + 1 - number
        return Class(by_need, shade(by_need, found), low, high, cut.sizes[number - 1])

    by_number = {number: of(number) for number in range(1, found + 1)}
    numbers = iter(cut.numbers)
    return Classed(
        tuple(sorted(by_number.values(), key=lambda each: each.number)),
        tuple(
            tuple(by_number[number] if (number := next(numbers)) else None for _place in layer.places)
            for layer in shown.layers
        ),
    )
