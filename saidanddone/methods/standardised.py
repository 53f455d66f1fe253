"""Rates of areas whose people differ in age, made comparable.

Takes, for each age group i of an area, events O_i of n_i people, and

    directly standardised    what the area's rate would be if its ages were those of a standard population w:
                             DSR = Σ w_i O_i/n_i / Σ w_i, variance Σ w_i² O_i / n_i² / (Σ w_i)², and by Dobson
                             limits DSR + √(Var(DSR)/O) (limits of O - O), with O = Σ O_i and Byar's limits; one event
                             among few people of a great weight could draw the lower one below 0, where it ends
    indirectly standardised  the area's events against those expected if it had the rates λ of a reference:
                             E = Σ n_i λ_i, ISR = O / E, limits of O over E

Below 10 events in all a directly standardised rate is not given, as the guidance asks: it would be noise.

OHID, "Technical guidance: commonly used public health statistics and their confidence intervals",
https://fingertips.phe.org.uk/documents/APHO%20Tech%20Briefing%203%20Common%20PH%20Stats%20and%20CIs.pdf
Dobson and others, 1991, "Confidence intervals for weighted sums of Poisson parameters",
https://doi.org/10.1002/sim.4780100317
Eurostat, 2013, "Revision of the European Standard Population",
https://ec.europa.eu/eurostat/web/products-manuals-and-guidelines/-/ks-ra-13-028

    >>> dsr = directly([20, 40], [1000, 800], standard=[600, 400])
    >>> round(dsr.value), round(dsr.low), round(dsr.high)
    (3200, 2439, 4123)
    >>> isr = indirectly([20, 40], [1000, 800], reference=[0.02, 0.03])
    >>> round(isr.value, 3), round(isr.low, 3), round(isr.high, 3)
    (1.364, 1.041, 1.755)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import isfinite, sqrt

from .benchmark import MULTIPLIER, Estimate, count_limits
from .checks import check_count, percent, refuse
from .proportion import LEVEL

LEAST_EVENTS = 10
# Of 100,000 people in each age group, as Eurostat published it in 2013.
ESP_2013 = {
    "0": 1000,
    "1-4": 4000,
    "5-9": 5500,
    "10-14": 5500,
    "15-19": 5500,
    "20-24": 6000,
    "25-29": 6000,
    "30-34": 6500,
    "35-39": 7000,
    "40-44": 7000,
    "45-49": 7000,
    "50-54": 7000,
    "55-59": 6500,
    "60-64": 6000,
    "65-69": 5500,
    "70-74": 5000,
    "75-79": 4000,
    "80-84": 2500,
    "85-89": 1500,
    "90-94": 800,
    "95+": 200,
}
# As it is mostly used, in 19 age groups.
ESP_TOGETHER = {"0-4": ("0", "1-4"), "90+": ("90-94", "95+")}


def european_standard(ages: Collection[str]) -> dict[str, int]:
    """The European Standard Population 2013 in 19 age groups; its first and its last parted in two where `ages` are."""
    joined = {
        part: whole for whole, parts in ESP_TOGETHER.items() for part in parts if not {*parts} & {*ages}
    }
    standard: dict[str, int] = {}
    for age, people in ESP_2013.items():
        group = joined.get(age, age)
        standard[group] = standard.get(group, 0) + people
    return standard


def directly(
    events: Sequence[int],
    people: Sequence[float],
    standard: Sequence[float],
    multiplier: float = MULTIPLIER,
    level: float = LEVEL,
) -> Estimate | None:
    """events, people, standard: one for each age group. None for fewer than ten events in all.

    Raises ValueError for lists of unequal length, an age group without people, or a standard without weight.
    """
    _check(events, people, standard, "the standard population")
    total = sum(events)
    if total < LEAST_EVENTS:
        return None
    whole = sum(standard)
    rate = sum(w * o / n for o, n, w in zip(events, people, standard, strict=True)) / whole
    variance = sum((w / n) ** 2 * o for o, n, w in zip(events, people, standard, strict=True)) / whole**2
    limits = count_limits(total, level)
    scale = sqrt(variance / total)
    return Estimate(
        value=rate * multiplier,
        low=max(rate + scale * (limits.low - total), 0.0) * multiplier,
        high=(rate + scale * (limits.high - total)) * multiplier,
        method=f"Directly standardised, Dobson's {percent(level)} interval",
    )


def indirectly(
    events: Sequence[int], people: Sequence[float], reference: Sequence[float], level: float = LEVEL
) -> Estimate:
    """The ratio of events to those expected; 1 is as expected, and 100 times it is the usual SMR.

    reference: the rate of each age group, events per person. Raises ValueError where nothing is expected.
    """
    _check(events, people, reference, "the reference")
    total = sum(events)
    expected = expected_events(people, reference)
    limits = count_limits(total, level)
    return Estimate(
        value=total / expected,
        low=limits.low / expected,
        high=limits.high / expected,
        method=f"Indirectly standardised; limits of {total:,} events at {percent(level)}",
    )


def expected_events(people: Sequence[float], reference: Sequence[float]) -> float:
    """How many there would be, had each age group the rate of the reference."""
    return sum(n * rate for n, rate in zip(people, reference, strict=True))


def pooled_rates(events: Sequence[Sequence[int]], people: Sequence[Sequence[float]]) -> list[float]:
    """A reference of several areas taken together: of each area its age groups, in one order; events per person."""
    return [
        sum(of_age) / sum(among)
        for of_age, among in zip(zip(*events, strict=True), zip(*people, strict=True), strict=True)
    ]


def _check(events: Sequence[int], people: Sequence[float], weights: Sequence[float], name: str) -> None:
    if not len(events) == len(people) == len(weights) or not len(events):
        refuse(
            "the number of age groups",
            f"{len(events)} of events, {len(people)} of people, {len(weights)} of {name}",
            "the same of each, and one at least",
        )
    for count in events:
        check_count("events of an age group", count)
    for number in people:
        if not (isfinite(number) and number > 0):
            refuse("the people of an age group", f"{number:g}", "above 0")
    if not all(isfinite(w) and w >= 0 for w in weights) or not sum(weights) > 0:
        refuse(name, "without weight, or below 0", "0 or more for each age group, and above 0 for one")
