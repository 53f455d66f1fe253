"""Readings as everybody may see them: small counts withheld, the rest with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saidanddone.methods.proportion import estimate
from saidanddone.methods.rounding import percent_of
from saidanddone.programme.models import Programme

from ..models import Measure, Reading
from ..rules import hidden_places


@dataclass(frozen=True)
class Seen:
    """One group's reading of one year; without counts where they are withheld."""

    group: str
    year: int
    label: str
    k: int | None = None
    n: int | None = None
    percent: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""

    @property
    def hidden(self) -> bool:
        return self.n is None


def seen(readings: Iterable[Reading]) -> list[Seen]:
    """Readings of one measure: in each year those that could point at a person, or let one be worked out, hidden."""
    rows = list(readings)
    by_year: dict[int, list[Reading]] = {}
    for reading in rows:
        by_year.setdefault(reading.year, []).append(reading)
    hidden = {
        found[place].pk
        for found in by_year.values()
        for place in hidden_places([(reading.k, reading.n) for reading in found])
    }
    return [_seen(reading, reading.pk in hidden) for reading in rows]


def _seen(reading: Reading, hidden: bool) -> Seen:
    if hidden:
        return Seen(reading.group, reading.year, reading.provenance)
    worked = estimate(reading.k, reading.n)
    return Seen(
        reading.group,
        reading.year,
        reading.provenance,
        reading.k,
        reading.n,
        percent_of(reading.k, reading.n),
        worked.p,
        worked.low,
        worked.high,
        worked.method,
    )


@dataclass(frozen=True)
class MeasureSeen:
    measure: Measure
    readings: tuple[Seen, ...]

    @property
    def groups(self) -> list[str]:
        """In the order in which they were first written down."""
        return list(dict.fromkeys(each.group for each in self.readings))

    @property
    def years(self) -> list[int]:
        return sorted({each.year for each in self.readings})

    def of(self, group: str, year: int) -> Seen | None:
        return next((each for each in self.readings if (each.group, each.year) == (group, year)), None)

    @property
    def latest(self) -> list[Seen]:
        """Each group's newest reading."""
        newest: dict[str, Seen] = {}
        for each in self.readings:
            if each.group not in newest or each.year > newest[each.group].year:
                newest[each.group] = each
        return list(newest.values())

    @property
    def widest(self) -> Seen | None:
        """Of the newest readings that may be shown, the one that most people answered."""
        shown = [each for each in self.latest if not each.hidden]
        return max(shown, key=lambda each: (each.year, each.n), default=None)


def measures_seen(measures: Sequence[Measure], readings: Iterable[Reading]) -> list[MeasureSeen]:
    by_measure: dict[int, list[Reading]] = {}
    for reading in readings:
        by_measure.setdefault(reading.measure_id, []).append(reading)
    return [MeasureSeen(measure, tuple(seen(by_measure.get(measure.pk, ())))) for measure in measures]


def measures_seen_of(programme: Programme) -> list[MeasureSeen]:
    """Every measure of the programme, with its framework."""
    measures = Measure.objects.filter(framework__programme=programme).select_related("framework")
    readings = Reading.objects.filter(measure__framework__programme=programme)
    return measures_seen(list(measures.order_by("framework_id", "id")), readings.order_by("id"))
