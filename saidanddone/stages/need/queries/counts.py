"""What counts make: a share or a rate with its limits, in the unit of its indicator."""

from __future__ import annotations

from dataclasses import replace

from saidanddone.methods.benchmark import LEVELS, Estimate, estimate_of

from ..models import Indicator


def estimate_of_counts(
    indicator: Indicator, numerator: float, denominator: float, level: float = LEVELS[0]
) -> Estimate:
    """Of an indicator that is a share or a rate."""
    per = indicator.per or 1.0
    found = estimate_of(int(numerator), denominator, indicator.kind, per, level)
    if indicator.kind == Indicator.Kind.RATE:
        return found
    return replace(found, value=found.value * per, low=found.low * per, high=found.high * per)
