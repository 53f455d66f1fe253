"""What counts make: a share or a rate with its limits, in the unit of its indicator."""

from __future__ import annotations

from dataclasses import replace

from saidanddone.methods.benchmark import LEVELS, Estimate, estimate_of

from .. import rules
from ..models import Indicator, IndicatorValue


def estimate_of_counts(
    indicator: Indicator, numerator: float, denominator: float, level: float = LEVELS[0]
) -> Estimate:
    """Of an indicator that is a share or a rate."""
    per = indicator.per or 1.0
    found = estimate_of(int(numerator), denominator, indicator.kind, per, level)
    if indicator.kind == Indicator.Kind.RATE:
        return found
    return replace(found, value=found.value * per, low=found.low * per, high=found.high * per)


def worked_out(value: IndicatorValue) -> dict[str, float | str]:
    """Of a share or a rate with its counts and without a value: the value and its limits, set on it."""
    indicator = value.indicator
    if value.value is not None or indicator.kind == Indicator.Kind.VALUE:
        return {}
    if value.numerator is None or value.denominator is None:
        return {}
    rules.check_countable(indicator.kind, value.numerator, value.denominator)
    found = estimate_of_counts(indicator, value.numerator, value.denominator)
    made = {"value": found.value, "low": found.low, "high": found.high, "status": IndicatorValue.Status.OK}
    for name, given in made.items():
        setattr(value, name, given)
    return made


def in_six_digits(value: float) -> float:
    """As it was typed, unless a division left more digits than anybody reads."""
    return value if value.is_integer() or abs(value) >= 100_000 else float(f"{value:.6g}")
