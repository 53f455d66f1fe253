"""The small areas within one borough, against all of the programme's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import ceil

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person

from ..models import IndicatorValue, SmallArea, SmallAreaMeasure, SmallAreaValue
from ..rules import sign

SHADES = 5


def measures_visible_to(person: Person, programme: Programme) -> QuerySet[SmallAreaMeasure]:
    rows = SmallAreaMeasure.objects.filter(programme=programme)
    return rows.select_related("source").order_by("id")


def small_areas_visible_to(person: Person, programme: Programme) -> QuerySet[SmallArea]:
    return SmallArea.objects.filter(programme=programme).order_by("code")


def has_small_areas(programme: Programme) -> Exists:
    """Of an area of this programme; within the query that fetches the area."""
    return Exists(SmallArea.objects.filter(programme=programme, area=OuterRef("pk")))


@dataclass(frozen=True)
class SmallPlace:
    small: SmallArea
    value: float | None
    why: str = ""  # there is no value, in words
    rank: int | None = None  # within its borough; those with the same value share the better one
    of_all: int | None = None  # among all small areas of the programme
    level: int | None = None  # its fifth of all: 5 has the greatest need
    in_worst_tenth: bool = False

    @property
    def in_worst_fifth(self) -> bool:
        return self.level == SHADES


@dataclass(frozen=True)
class Within:
    measure: SmallAreaMeasure
    places: tuple[SmallPlace, ...]  # the greatest need first, those without a value last
    of_all: int  # small areas of the programme with a value
    tenth_of_all: int  # how many of them are in the worst tenth: more than a tenth where values are the same
    fifth_of_all: int

    @property
    def known(self) -> int:
        return sum(each.value is not None for each in self.places)

    @property
    def in_worst_tenth(self) -> int:
        return sum(each.in_worst_tenth for each in self.places)

    @property
    def in_worst_fifth(self) -> int:
        return sum(each.in_worst_fifth for each in self.places)

    @property
    def labels(self) -> tuple[str, ...]:
        kinds = {self.measure.provenance, *(each.small.provenance for each in self.places)}
        return tuple(sorted(kinds - {""}))


def within(person: Person, measure: SmallAreaMeasure, area: Area) -> Within:
    """Three queries: the small areas of the borough, their values, and the values of all others as bare numbers."""
    turned = -sign(measure.direction)  # so that the greatest need comes first
    known = SmallAreaValue.objects.filter(measure=measure, status=IndicatorValue.Status.OK)
    every = sorted(turned * value for value in known.values_list("value", flat=True))
    rows = SmallAreaValue.objects.filter(measure=measure, small_area__area=area)
    found = {
        small: (value, status) for small, value, status in rows.values_list("small_area", "value", "status")
    }
    here = sorted(turned * value for value, _status in found.values() if value is not None)

    def place(small: SmallArea) -> SmallPlace:
        value, status = found.get(small.pk, (None, IndicatorValue.Status.MISSING))
        if value is None:
            return SmallPlace(small, None, str(IndicatorValue.Status(status).label))
        of_all = bisect_left(every, turned * value) + 1
        return SmallPlace(
            small,
            value,
            "",
            bisect_left(here, turned * value) + 1,
            of_all,
            1 + SHADES - ceil(SHADES * of_all / len(every)),
            10 * of_all <= len(every),
        )

    places = [place(small) for small in small_areas_visible_to(person, measure.programme).filter(area=area)]
    return Within(
        measure,
        tuple(sorted(places, key=lambda each: (each.rank or len(places) + 1, each.small.code))),
        len(every),
        _first_of(every, len(every) // 10),
        _first_of(every, len(every) // SHADES),
    )


def _first_of(every: list[float], rank: int) -> int:
    """How many have this rank or a better one; those with the same value share the better."""
    return bisect_right(every, every[rank - 1]) if rank else 0
