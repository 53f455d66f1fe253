"""Rates made comparable from counts by age: as if all places had the same ages, and against what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saidanddone.files.indicators.counts import no_size
from saidanddone.methods.benchmark import MULTIPLIER, Estimate
from saidanddone.methods.standardised import (
    LEAST_EVENTS,
    directly,
    european_standard,
    expected_events,
    indirectly,
    pooled_rates,
)
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of

from ..models import AgeCount, Indicator, IndicatorValue

EUROPEAN, OWN = "european", "own"
Counts = dict[str, AgeCount]


@dataclass(frozen=True)
class Rate:
    """One place. What cannot be given is None, and `why` says it."""

    area: Area
    events: int
    people: float
    crude: float | None
    direct: Estimate | None
    expected: float | None
    ratio: Estimate | None  # 1 is as expected
    why: str = ""
    provenance: str = ""


@dataclass(frozen=True)
class Standardised:
    indicator: Indicator
    year: int
    years: tuple[int, ...]  # the newest first
    ages: tuple[str, ...]
    rates: tuple[Rate, ...]  # of every place of the programme
    standard: str  # EUROPEAN or OWN
    fits_european: bool
    of_how_many_ages: int  # of the standard; where an indicator leaves some out, it has more than `ages`
    per: float
    problem: str = ""  # why nothing can be worked out

    @property
    def given(self) -> tuple[Rate, ...]:
        return tuple(each for each in self.rates if each.direct is not None)

    @property
    def counted(self) -> tuple[Rate, ...]:
        return tuple(each for each in self.rates if each.crude is not None)

    @property
    def left_out(self) -> tuple[Rate, ...]:
        return tuple(each for each in self.rates if each.crude is None)

    @property
    def too_few(self) -> tuple[Rate, ...]:
        return tuple(each for each in self.counted if each.direct is None)

    @property
    def least_events(self) -> int:
        return LEAST_EVENTS

    @property
    def leaves_ages_out(self) -> bool:
        return len(self.ages) < self.of_how_many_ages


def has_ages(indicator: Indicator) -> bool:
    return AgeCount.objects.filter(indicator=indicator).exists()


def standardised(
    indicator: Indicator, programme: Programme, year: int | None = None, standard: str = ""
) -> Standardised | None:
    """Of one year, or of the newest; None where nothing is counted by age. Two queries or three."""
    counts = AgeCount.objects.filter(indicator=indicator)
    years = tuple(counts.order_by("-year").values_list("year", flat=True).distinct())
    if not years:
        return None
    chosen = year if year in years else years[0]
    by_area = _by_area(counts.filter(year=chosen).order_by("id"))
    areas = list(areas_of(programme))
    ages = tuple(sorted({age for each in by_area.values() for age in each}, key=_first_year))
    european = european_standard(ages)
    fits = set(ages) <= set(european)
    way = EUROPEAN if fits and standard != OWN else OWN
    whole = {
        area: by_area[area.pk] for area in areas if area.pk in by_area and set(by_area[area.pk]) == set(ages)
    }
    weights = {age: float(european[age]) for age in ages} if way == EUROPEAN else _together(ages, whole)
    per = indicator.per or MULTIPLIER
    problem = _problem(whole)
    reference = pooled_rates(*_columns(ages, whole)) if not problem else []
    rates = [
        _rate(area, by_area.get(area.pk), ages, weights, reference, per)
        if area in whole and not problem
        else _left_out(area, by_area.get(area.pk), ages)
        for area in sorted(areas, key=lambda area: (area not in whole, area.name))
    ]
    return Standardised(
        indicator,
        chosen,
        years,
        ages,
        tuple(rates),
        way,
        fits,
        len(european) if fits else len(ages),
        per,
        problem,
    )


def _by_area(counts: QuerySet[AgeCount]) -> dict[int, Counts]:
    found: dict[int, Counts] = {}
    for count in counts:
        found.setdefault(count.area_id, {})[count.age] = count
    return found


def _first_year(age: str) -> tuple[int, str]:
    digits = age.partition("-")[0].rstrip("+").strip()
    return (int(digits) if digits.isdecimal() else 999, age)


def _problem(whole: Mapping[Area, Counts]) -> str:
    if len(whole) < 2:
        return _("It takes two boroughs or more with counts in every age group.")
    if not any(count.numerator for each in whole.values() for count in each.values()):
        return _("No event is counted at any age, so that there is nothing to compare.")
    if any(no_size("", count.denominator) for each in whole.values() for count in each.values()):
        return _("Of how many people were counted cannot be right in some age group.")
    return ""


def _together(ages: Sequence[str], whole: Mapping[Area, Counts]) -> dict[str, float]:
    """The people of all places with counts in every age group, taken together."""
    return {age: sum(each[age].denominator for each in whole.values()) for age in ages}


def _columns(ages: Sequence[str], whole: Mapping[Area, Counts]) -> tuple[list[list[int]], list[list[float]]]:
    events = [[each[age].numerator for age in ages] for each in whole.values()]
    return events, [[each[age].denominator for age in ages] for each in whole.values()]


def _rate(
    area: Area,
    found: Counts | None,
    ages: Sequence[str],
    weights: Mapping[str, float],
    reference: Sequence[float],
    per: float,
) -> Rate:
    assert found is not None
    events = [found[age].numerator for age in ages]
    people = [found[age].denominator for age in ages]
    direct = directly(events, people, [weights[age] for age in ages], per)
    return Rate(
        area,
        sum(events),
        sum(people),
        per * sum(events) / sum(people),
        direct,
        expected_events(people, reference),
        indirectly(events, people, reference),
        "" if direct else _("fewer than %(n)s events") % {"n": LEAST_EVENTS},
        found[ages[0]].provenance,
    )


def _left_out(area: Area, found: Counts | None, ages: Sequence[str]) -> Rate:
    lacking = [age for age in ages if age not in (found or {})]
    why = (
        _("no counts by age")
        if not found
        else _("no counts at the ages %(ages)s") % {"ages": ", ".join(lacking[:3])}
    )
    return Rate(area, 0, 0.0, None, None, None, None, why if lacking else "")


# What putting them in as the values would change


@dataclass(frozen=True)
class Change:
    """One place's value before and after. A row that is not there yet is None."""

    area: Area
    row: IndicatorValue | None
    rate: Rate

    @property
    def is_given(self) -> bool:
        return self.rate.direct is not None


@dataclass(frozen=True)
class Changes:
    found: Standardised
    changed: tuple[Change, ...]
    kept: tuple[
        IndicatorValue, ...
    ]  # known values that are not standardised, of places without counts by age

    @property
    def fingerprint(self) -> str:
        """Of everything that the page shows, so that nothing else is put in than what was seen."""
        shown = [
            (
                each.area.code,
                each.row and (each.row.value, each.row.status, each.row.note),
                each.rate.direct,
            )
            for each in self.changed
        ]
        return sha256(repr((shown, self.found.standard, self.found.per)).encode()).hexdigest()[:16]


def changes_by(found: Standardised, programme: Programme) -> Changes:
    """One query."""
    rows = IndicatorValue.objects.filter(indicator=found.indicator, year=found.year).select_related("area")
    by_area = {row.area_id: row for row in rows}
    without = {each.area.pk for each in found.left_out}
    return Changes(
        found,
        tuple(Change(each.area, by_area.get(each.area.pk), each) for each in found.counted),
        tuple(row for pk, row in by_area.items() if pk in without and row.value is not None),
    )


def how_standardised(found: Standardised) -> str:
    """The method, as it stands at each value that is put in."""
    standard = (
        _("the European Standard Population 2013")
        if found.standard == EUROPEAN
        else _("the people of %(n)s boroughs together") % {"n": len(found.counted)}
    )
    return _(
        "Directly standardised to %(standard)s over %(n)s age groups, per %(per)s people; limits by Dobson at 95%%."
    ) % {"standard": standard, "n": len(found.ages), "per": f"{found.per:,g}"}
