"""What a value and a decision must keep to, and how much must be known before a place is ranked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from saidanddone.files.indicators.counts import NUMERATOR, wrong_in
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Direction

from .models import IndexMethod, Indicator, IndicatorValue

# Scales on which whoever has the least need counts nought, or which may lie below it.
BEGIN_AT_NOUGHT = frozenset({"prank", "quarter", "benchmark", "dist2max", "borda", "scaled"})


def sign(direction: str) -> int:
    """+1 where a higher value means greater need, -1 where it means less."""
    return 1 if direction == Direction.HIGHER_IS_WORSE else -1


def is_enough(known_weight: float, all_weight: float, least_known: int) -> bool:
    """Whether so many in 100 of the weight are known of a place.

    The score of one of which less is known would speak of a few indicators only, and could not be set beside
    the others': it is shown and not ranked.
    """
    return all_weight > 0 and 100 * known_weight >= least_known * all_weight


def is_of_products(aggregate: str, power: float | None) -> bool:
    """Whether one indicator at nought makes the whole nought: the geometric and harmonic means, and powers up to 0."""
    return aggregate in ("geometric", "harmonic") or (power is not None and power <= 0)


def check_scale_and_mean(normalise: str, aggregate: str, power: float | None) -> None:
    if normalise in BEGIN_AT_NOUGHT and is_of_products(aggregate, power):
        raise Refused(
            _(
                "On this scale some place counts nought on every indicator, and such a mean would make its whole "
                "score nought. Choose an arithmetic mean or a power above 0, or a scale such as min-max."
            )
        )


def check_value(status: str, value: float | None) -> None:
    if status == IndicatorValue.Status.OK and value is None:
        raise Refused(_("A known value needs its number."))
    if status != IndicatorValue.Status.OK and value is not None:
        raise Refused(
            _("A value that is “%(status)s” must have no number.")
            % {"status": IndicatorValue.Status(status).label}
        )


def check_limits(status: str, low: float | None, high: float | None) -> None:
    if low is None and high is None:
        return
    if low is None or high is None or low > high or status != IndicatorValue.Status.OK:
        raise Refused(
            _("A known value has two limits, the lower first, or none; one that is not known has none.")
        )


def check_counts(status: str, numerator: float | None, denominator: float | None) -> None:
    if numerator is None and denominator is None:
        return
    if numerator is None or denominator is None or status != IndicatorValue.Status.OK:
        raise Refused(
            _("A known value has how many and of how many, or neither; one that is not known has neither.")
        )
    if numerator < 0 or denominator <= 0:
        raise Refused(_("How many is 0 or more, and of how many is above 0."))


def check_countable(kind: str, numerator: float, denominator: float) -> None:
    wrong = wrong_in(numerator, denominator, kind)
    if wrong is not None:
        raise Refused(
            _("%(what)s: %(problem)s; allowed: %(allowed)s.")
            % {
                "what": _("How many") if wrong.column == NUMERATOR else _("Of how many"),
                "problem": wrong.problem,
                "allowed": wrong.allowed,
            }
        )


def check_kind(kind: str, per: float | None) -> None:
    if (kind == Indicator.Kind.VALUE) != (per is None) or (per is not None and per <= 0):
        raise Refused(
            _("A share or a rate says per how many, such as 100 or 100000; a value as printed says nothing.")
        )


def check_goalposts(least: float | None, greatest: float | None) -> None:
    if (least is None) != (greatest is None) or (least is not None and least == greatest):
        raise Refused(_("Goalposts are two different numbers, or none."))


def check_power(aggregate: str, power: float | None) -> None:
    if (aggregate == IndexMethod.Aggregate.POWER) != (power is not None):
        raise Refused(_("A generalised mean needs its power, and no other mean has one."))


def check_first(first: int, areas: Sequence[object]) -> None:
    if len(areas) != first:
        raise Refused(
            _("You say %(first)s places and chose %(chosen)s. The two must agree.")
            % {"first": first, "chosen": len(areas)}
        )


def check_taken_in(area_ids: Collection[int], taken_in: Collection[int]) -> None:
    """Every area is one that the programme works in."""
    if set(area_ids) - set(taken_in):
        raise Refused(_("What you chose belongs to another programme."))
