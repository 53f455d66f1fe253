"""What a value and a decision must keep to, and how much must be known before a place is ranked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused

from .models import Direction, IndicatorValue

# A place of which less is known, by weight, is shown but not ranked: its score would speak of a few
# indicators only and could not be set beside the others'.
ENOUGH_KNOWN = 0.5
# Words that addresses of this stage's work pages use themselves.


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
