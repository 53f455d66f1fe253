"""One indicator over the years and boroughs, with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from saidanddone.programme.models import Area, Direction, Programme
from saidanddone.programme.queries import areas_of

from ..models import Indicator, IndicatorValue


@dataclass(frozen=True)
class Point:
    value: float | None
    status_says: str  # why there is no value
    low: float | None = None  # 95% limits, where they are known
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Line:
    """One borough's values, a point a year."""

    area: Area
    points: tuple[Point, ...]

    @property
    def latest(self) -> float | None:
        return next((point.value for point in reversed(self.points) if point.value is not None), None)


@dataclass(frozen=True)
class Year:
    year: int
    lowest: float | None
    middle: float | None
    highest: float | None
    known: int


@dataclass(frozen=True)
class History:
    years: tuple[Year, ...]
    lines: tuple[Line, ...]  # the greatest need first, those without any value last
    labels: tuple[str, ...]

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(p.value for line in self.lines for p in line.points if p.value is not None)

    @property
    def can_be_compared(self) -> bool:
        """Whether some value has limits, or counts from which they can be worked out."""
        points = [point for line in self.lines for point in line.points]
        return any(point.low is not None or point.numerator is not None for point in points)

    @property
    def nowhere_known(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.latest is None)

    @property
    def last_known(self) -> Year | None:
        return next((year for year in reversed(self.years) if year.known), None)

    def at(self, year: int) -> list[tuple[Area, float]]:
        """The boroughs known in that year, lowest value first."""
        place = [each.year for each in self.years].index(year)
        known = [(line.area, line.points[place].value) for line in self.lines]
        return sorted(((a, v) for a, v in known if v is not None), key=lambda pair: (pair[1], pair[0].name))


def history_of(indicator: Indicator, programme: Programme) -> History:
    """Two queries: the boroughs, and every value of the indicator."""
    rows = list(IndicatorValue.objects.filter(indicator=indicator).order_by("year"))
    found = {(row.area_id, row.year): row for row in rows}
    years = sorted({row.year for row in rows})
    lines = [
        Line(area, tuple(_point(found.get((area.pk, year))) for year in years))
        for area in areas_of(programme)
    ]
    worse_is_higher = indicator.direction == Direction.HIGHER_IS_WORSE
    lines.sort(key=lambda line: _by_need(line, worse_is_higher))
    return History(
        tuple(_year(year, [line.points[at] for line in lines]) for at, year in enumerate(years)),
        tuple(lines),
        tuple(sorted({row.provenance for row in rows} - {""})),
    )


def _point(row: IndicatorValue | None) -> Point:
    status = row.status if row else IndicatorValue.Status.MISSING
    says = str(IndicatorValue.Status(status).label)
    if row is None:
        return Point(None, says)
    return Point(row.value, says, row.low, row.high, row.numerator, row.denominator)


def _by_need(line: Line, worse_is_higher: bool) -> tuple[bool, float, str]:
    value = line.latest
    return (value is None, 0.0 if value is None else -value if worse_is_higher else value, line.area.name)


def _year(year: int, points: Sequence[Point]) -> Year:
    known = [point.value for point in points if point.value is not None]
    if not known:
        return Year(year, None, None, None, 0)
    return Year(year, min(known), median(known), max(known), len(known))
