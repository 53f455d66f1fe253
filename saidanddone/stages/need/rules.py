"""What a value and a decision must keep to, and how much must be known before a place is ranked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from saidanddone.files.indicators.counts import NUMERATOR, wrong_in
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Direction

from .models import IndexMethod, Indicator, IndicatorValue

# A place of which less is known, by weight, is shown but not ranked: its score would speak of a few
# indicators only and could not be set beside the others'.
ENOUGH_KNOWN = 0.5


def sign(direction: str) -> int:
    """+1 where a higher value means greater need, -1 where it means less."""
    return 1 if direction == Direction.HIGHER_IS_WORSE else -1


def is_enough(known_weight: float, all_weight: float) -> bool:
    return all_weight > 0 and known_weight >= ENOUGH_KNOWN * all_weight


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
