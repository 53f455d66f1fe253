"""The work behind `said need standardise`: rates of areas whose people differ in age, made comparable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from saidanddone.methods.benchmark import MULTIPLIER, Estimate, verdict
from saidanddone.methods.checks import check_level, percent
from saidanddone.methods.rounding import round_half_up
from saidanddone.methods.standardised import (
    LEAST_EVENTS,
    directly,
    expected_events,
    indirectly,
    pooled_rates,
)

from .ages import Ages, ByAge, european, read_ages, read_standard
from .compare import VERDICTS, against
from .counts import check_multiplier, named

DIRECT, INDIRECT = "direct", "indirect"
WAYS = (DIRECT, INDIRECT)
EUROPEAN = "the European Standard Population 2013"
TOO_FEW = f"fewer than {LEAST_EVENTS} events"


@dataclass(frozen=True)
class Rate:
    """An area's standardised rate or ratio, or why there is none."""

    area: str
    name: str
    events: int
    people: float
    expected: float | None  # events, of the indirect way
    worked: Estimate | None
    verdict: str | None

    @property
    def shown(self) -> str:
        return named(self.area, self.name)

    def as_json(self) -> dict[str, object]:
        worked = self.worked
        return {
            "area": self.area,
            **({"name": self.name} if self.name else {}),
            "value": None if worked is None else worked.value,
            "low": None if worked is None else worked.low,
            "high": None if worked is None else worked.high,
            "verdict": self.verdict,
            "events": self.events,
            "people": self.people,
            "expected": self.expected,
            "method": None if worked is None else worked.method,
            "why": TOO_FEW if worked is None else None,
        }


@dataclass(frozen=True)
class Standardised:
    areas: tuple[Rate, ...]
    way: str
    standard: str  # in words
    own_reference: bool  # whether the areas are measured against all of themselves
    multiplier: float
    level: float
    benchmark: float | None
    left_out: tuple[ByAge, ...]  # areas without a count in some age group

    @property
    def given(self) -> tuple[Rate, ...]:
        return tuple(each for each in self.areas if each.worked is not None)

    def as_json(self) -> dict[str, object]:
        return {
            "areas": [each.as_json() for each in self.areas],
            "left_out": [{"area": each.area, "why": each.why} for each in self.left_out],
            "way": self.way,
            "standard": self.standard,
            "multiplier": self.multiplier if self.way == DIRECT else None,
            "level": self.level,
            "benchmark": self.benchmark,
            "sentences": self.sentences(),
            "cannot_say": self.cannot_say(),
        }

    def title(self) -> str:
        return f"Standardised {'to' if self.way == DIRECT else 'by the rates of'} {self.standard}"

    def header(self) -> list[str]:
        value = f"Per {self.multiplier:,g}" if self.way == DIRECT else "Ratio"
        expected = [] if self.way == DIRECT else ["Expected"]
        return [
            "Area",
            "Events",
            *expected,
            value,
            f"{percent(self.level)} interval",
            "Against the benchmark",
        ]

    def cells(self) -> list[list[str]]:
        return [
            [
                each.shown,
                f"{each.events:,}",
                *([] if each.expected is None else [f"{round_half_up(each.expected, 1):,}"]),
                *self._worked(each.worked),
                VERDICTS[each.verdict],
            ]
            for each in self.areas
        ]

    def sentences(self) -> list[str]:
        """To be pasted into a paper."""
        said = []
        if self.given:
            said.append(f"{self._how()} {self._span()}, with {self._limits()} at {percent(self.level)}.")
        if self.given and self.benchmark is not None:
            verdicts = [each.verdict for each in self.given]
            said += against(verdicts, self._shown(self.benchmark), self.level)
        without = [each.name or each.area for each in self.areas if each.worked is None]
        if without:
            said.append(
                f"No standardised rate is given for {', '.join(without)}: on {TOO_FEW} in all it would be noise."
            )
        return said

    def cannot_say(self) -> list[str]:
        said = [
            "Age alone is allowed for: areas may still differ in sex, in deprivation, or in how events are recorded."
        ]
        if self.way == DIRECT:
            said.append(
                "A standardised rate is for comparing. It is no area's real rate: how many events there are to be "
                "met, the counts say."
            )
        else:
            said.append(
                "Each ratio is weighted by its own area's ages: it may be compared with 1, and not with the ratio of "
                "another area."
            )
        if self.own_reference:
            said.append(
                "The areas are part of what they are measured against, which draws a large area towards 1."
            )
        if self.left_out:
            named_with_reasons = "; ".join(
                f"{each.name or each.area}, {each.why}" for each in self.left_out[:12]
            )
            said.append(f"Without a count in every age group an area is left out: {named_with_reasons}.")
        return said

    def _how(self) -> str:
        if self.way == DIRECT:
            return f"Directly standardised to {self.standard}, the rate per {self.multiplier:,g}"
        return (
            f"Indirectly standardised, the ratio of events to those expected at the rates of {self.standard}"
        )

    def _span(self) -> str:
        lowest, highest = min(self.given, key=_value), max(self.given, key=_value)
        if len(self.given) == 1:
            return f"is {self._shown(_value(lowest))} in {lowest.name or lowest.area}"
        return (
            f"goes from {self._shown(_value(lowest))} ({lowest.name or lowest.area}) to "
            f"{self._shown(_value(highest))} ({highest.name or highest.area}) over {len(self.given)} areas"
        )

    def _limits(self) -> str:
        if self.way == DIRECT:
            return "Dobson's limits"
        few = any(each.events < LEAST_EVENTS for each in self.given)
        many = any(each.events >= LEAST_EVENTS for each in self.given)
        return "Byar's limits" if not few else "Byar's and exact limits" if many else "exact limits"

    def _worked(self, worked: Estimate | None) -> tuple[str, str]:
        if worked is None:
            return "not given", TOO_FEW
        return self._shown(worked.value), f"{self._shown(worked.low)} to {self._shown(worked.high)}"

    def _shown(self, value: float) -> str:
        return f"{round_half_up(value, 1 if self.way == DIRECT else 2):,}"


def standardise(
    file: Path,
    way: str,
    standard: Path | None,
    multiplier: float | None,
    level: float,
    benchmark: float | None,
) -> Standardised:
    """Raises BadTable, or ValueError in one sentence."""
    if way not in WAYS:
        raise ValueError(f"--way is “{way}”; allowed: {', '.join(WAYS)}")
    check_level(level)
    if way == INDIRECT and multiplier is not None:
        raise ValueError(
            "--multiplier goes with --way direct: a ratio of events to those expected is per nothing"
        )
    multiplier = MULTIPLIER if multiplier is None else multiplier
    check_multiplier(multiplier)
    if benchmark is not None and not (isfinite(benchmark) and benchmark >= 0):
        raise ValueError(f"--benchmark is {benchmark:g}; allowed: 0 or more, in the unit of the figures")
    ages = read_ages(file)
    if way == DIRECT:
        areas, named_standard = _direct(ages, standard, multiplier, level)
    else:
        areas, named_standard = _indirect(ages, standard, level)
        benchmark = 1.0 if benchmark is None else benchmark
    return Standardised(
        areas=tuple(_against(each, benchmark) for each in areas),
        way=way,
        standard=named_standard,
        own_reference=way == INDIRECT and standard is None,
        multiplier=multiplier,
        level=level,
        benchmark=benchmark,
        left_out=tuple(each for each in ages.areas if each.why),
    )


def _direct(ages: Ages, file: Path | None, multiplier: float, level: float) -> tuple[list[Rate], str]:
    if file is None:
        weights: dict[str, float] = {age: float(people) for age, people in european(ages).items()}
        of = EUROPEAN
    else:
        of, groups = read_standard(file, with_events=False)
        weights = {age: group.people for age, group in groups.items()}
    ages.check(weights, of)
    return [
        _rate(each, directly(*_columns(each, weights), list(weights.values()), multiplier, level))
        for each in ages.known
    ], of


def _indirect(ages: Ages, file: Path | None, level: float) -> tuple[list[Rate], str]:
    if file is None:
        of, wanted, reference = _all_together(ages)
    else:
        of, groups = read_standard(file, with_events=True)
        wanted = tuple(groups)
        reference = pooled_rates(
            [[group.events for group in groups.values()]], [[group.people for group in groups.values()]]
        )
        ages.check(wanted, of)
    found = []
    for each in ages.known:
        events, people = _columns(each, wanted)
        worked = indirectly(events, people, reference, level)
        found.append(_rate(each, worked, expected_events(people, reference)))
    return found, of


def _all_together(ages: Ages) -> tuple[str, tuple[str, ...], list[float]]:
    ages.check(ages.groups, ages.file)
    if len(ages.known) < 2:
        raise ValueError(
            f"{ages.file}: there is one area with counts, and it would be measured against itself; allowed: two or "
            "more, or the rates of others with --standard"
        )
    events, people = zip(*(_columns(each, ages.groups) for each in ages.known), strict=True)
    reference = pooled_rates(events, people)
    if not any(reference):
        raise ValueError(f"{ages.file}, column events: there is no event, so that none is expected")
    return f"all {len(ages.known)} areas of {ages.file} together", ages.groups, reference


def _columns(each: ByAge, wanted: Iterable[str]) -> tuple[list[int], list[float]]:
    groups = [each.groups[age] for age in wanted]
    return [group.events for group in groups], [group.people for group in groups]


def _rate(each: ByAge, worked: Estimate | None, expected: float | None = None) -> Rate:
    events = sum(group.events for group in each.groups.values())
    people = sum(group.people for group in each.groups.values())
    return Rate(each.area, each.name, events, people, expected, worked, None)


def _against(each: Rate, benchmark: float | None) -> Rate:
    if each.worked is None or benchmark is None:
        return each
    return replace(each, verdict=verdict(each.worked, benchmark))


def _value(rate: Rate) -> float:
    assert rate.worked is not None
    return rate.worked.value
