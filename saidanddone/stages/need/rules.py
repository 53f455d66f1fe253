"""What a value and a decision must keep to, and how much must be known before a place is ranked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.files.indicators.counts import NUMERATOR, wrong_in
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Direction

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


def check_limits(status: str, value: float | None, low: float | None, high: float | None) -> None:
    if low is None and high is None:
        return
    if low is None or high is None or low > high or status != IndicatorValue.Status.OK:
        raise Refused(
            _("A known value has two limits, the lower first, or none; one that is not known has none.")
        )
    if value is not None and not low <= value <= high:
        raise Refused(_("A value lies between its limits."))


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


def check_day_of_decision(decided_on: date | None, today: date) -> None:
    if decided_on is not None and decided_on > today:
        raise Refused(_("A decision cannot lie in the future."))


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


# Domains, groups of places and votes


def check_above(domain: int | None, parent: int | None, above: Mapping[int, int | None]) -> None:
    """A domain is no part of itself, nor of what is part of it. Domains by their number; `above` of every one."""
    if parent is not None and parent == domain:
        raise Refused(_("A domain cannot be part of itself. Choose another one, or none."))
    at = parent
    while at is not None:
        if at == domain:
            raise Refused(
                _(
                    "That one is part of this domain already, so this one cannot be part of it. Choose another."
                )
            )
        at = above.get(at)


def check_nothing_under(parts: int, indicators: int) -> None:
    if parts:
        raise Refused(
            ngettext(
                "%(n)s other domain is under this domain still. Put it under another one first.",
                "%(n)s other domains are under this domain still. Put them under another one first.",
                parts,
            )
            % {"n": parts}
        )
    if indicators:
        raise Refused(
            ngettext(
                "%(n)s indicator is under this domain still. Write another domain at it first.",
                "%(n)s indicators are under this domain still. Write another domain at them first.",
                indicators,
            )
            % {"n": indicators}
        )


def check_group(
    name: str, areas: Sequence[Area], names: Collection[str], grouped: Mapping[Area, str]
) -> None:
    """A place is in one group at most. `names` and `grouped` are those of the other groups."""
    check_group_name(name, names)
    check_in_no_other(areas, grouped)
    if not areas:
        raise Refused(_("Choose one borough at least."))


def check_group_name(name: str, names: Collection[str]) -> None:
    if name in names:
        raise Refused(_("There is a group of this name already. Change that one."))


def check_in_no_other(areas: Sequence[Area], grouped: Mapping[Area, str]) -> None:
    twice = [area for area in areas if area in grouped]
    if twice:
        named = ", ".join(
            _("%(area)s (in “%(group)s”)") % {"area": area.name, "group": grouped[area]} for area in twice
        )
        raise Refused(
            _("A borough is in one group at most. Take these out of theirs first: %(named)s.")
            % {"named": named}
        )


def is_an_address(mark: str) -> bool:
    return "@" in mark


def check_mark(voter: str, is_taken: bool) -> None:
    """What tells a ballot from others is no name and no address of somebody."""
    if is_taken:
        raise Refused(_("There is a ballot “%(voter)s” already. Change that one.") % {"voter": voter})
    if is_an_address(voter):
        raise Refused(_("Nobody is to be known by their vote. Write a number or a table, not an address."))


def check_some_are_outlined(codes: Collection[str]) -> None:
    if not codes:
        raise Refused(_("None of these outlines is of an area of this programme."))
