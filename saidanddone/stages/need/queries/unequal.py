"""How far one indicator follows another by which places are ranked: slope and relative index of inequality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saidanddone.files.indicators.counts import no_size
from saidanddone.methods.benchmark import standard_errors
from saidanddone.methods.inequality import DRAWS, ENOUGH_GROUPS, Inequality, middles, slope_index
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of

from ..models import Indicator, IndicatorValue
from ..rules import sign

LEAST_PLACES = 3
SEED = 1


@dataclass(frozen=True)
class Ranked:
    """A place in the order of deprivation."""

    area: Area
    deprivation: float
    value: float
    low: float | None
    high: float | None
    people: float | None  # among whom the value was counted
    year: int
    by_year: int
    x: float = 0.0  # the middle of its span, from 0 the most deprived to 1


@dataclass(frozen=True)
class Unequal:
    indicator: Indicator
    by: Indicator
    groups: tuple[Ranked, ...]  # the most deprived first
    found: Inequality
    by_people: bool  # whether a place counts as many people as it has; else each the same
    tied: int  # places that share their value of deprivation with another one
    without_limits: int
    left_out: tuple[Area, ...]  # one of the two values is not known

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({each.year for each in self.groups}))

    @property
    def by_years(self) -> tuple[int, ...]:
        return tuple(sorted({each.by_year for each in self.groups}))

    @property
    def chance_could_explain(self) -> bool:
        low, high = self.found.low, self.found.high
        return low is not None and high is not None and low <= 0 <= high

    @property
    def is_flat(self) -> bool:
        return abs(self.found.sii) <= 1e-12 * max(abs(each.value) for each in self.groups)

    @property
    def more_need(self) -> bool:
        """Whether the most deprived end has the greater need on this indicator too."""
        return (self.found.sii > 0) == (sign(self.indicator.direction) > 0)

    @property
    def draws(self) -> int:
        return DRAWS

    @property
    def seed(self) -> int:
        return SEED

    @property
    def enough_places(self) -> int:
        return ENOUGH_GROUPS


def unequal(indicator: Indicator, by: Indicator, programme: Programme) -> Unequal | None:
    """Each place by its latest known values; None where fewer than three differ in the other. Two queries."""
    rows = IndicatorValue.objects.filter(indicator__in=[indicator, by], status=IndicatorValue.Status.OK)
    latest: dict[tuple[int, int], IndicatorValue] = {
        (row.indicator_id, row.area_id): row for row in rows.order_by("year", "id")
    }
    areas = list(areas_of(programme))
    pairs = [(area, latest.get((indicator.pk, area.pk)), latest.get((by.pk, area.pk))) for area in areas]
    groups = [_ranked(area, mine, its) for area, mine, its in pairs if mine and its]
    if len({each.deprivation for each in groups}) < LEAST_PLACES:
        return None  # those with the same value have no order, and a line would be drawn through that of their codes
    groups.sort(key=lambda each: (-sign(by.direction) * each.deprivation, each.area.code))
    by_people = all(each.people is not None for each in groups)
    sizes = [(each.people or 1.0) if by_people else 1.0 for each in groups]
    without = sum(each.low is None or each.high is None for each in groups)
    errors = None
    if not without:
        errors = standard_errors([each.low or 0.0 for each in groups], [each.high or 0.0 for each in groups])
    deprivations = [each.deprivation for each in groups]
    return Unequal(
        indicator,
        by,
        _placed(groups, middles(sizes, deprivations).tolist()),
        slope_index(sizes, [each.value for each in groups], errors, deprivation=deprivations, seed=SEED),
        by_people,
        sum(deprivations.count(each) > 1 for each in deprivations),
        without,
        tuple(area for area, mine, its in pairs if not (mine and its)),
    )


def _ranked(area: Area, mine: IndicatorValue, its: IndicatorValue) -> Ranked:
    people = mine.denominator
    usable = people if people is not None and no_size("denominator", people) is None else None
    return Ranked(area, its.value or 0.0, mine.value or 0.0, mine.low, mine.high, usable, mine.year, its.year)


def _placed(groups: Sequence[Ranked], middles: Sequence[float]) -> tuple[Ranked, ...]:
    return tuple(replace(each, x=x) for each, x in zip(groups, middles, strict=True))
