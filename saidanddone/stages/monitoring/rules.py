"""What may be written at this stage, and which small counts a public page must not show. No queries here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

FEWEST_SHOWN = 7
SMALL_BASE = 30  # below so many answers a figure is labelled as having a small base
KEEPS_MEASURES = frozenset({Role.LEAD, Role.EVALUATOR})
RESERVED_FRAMEWORK_KEYS = frozenset({"add", "measures", "readings"})
RESERVED_MEASURE_KEYS = frozenset({"add", "change", "readings"})


def check_keeps_measures(person: Person) -> None:
    """Not those whose work is measured: readings are small counts of people, and say how a borough does."""
    if not person.roles & KEEPS_MEASURES:
        raise Refused(_("Only the evaluator or the programme lead may do this."))


def check_framework_key(key: str) -> None:
    if key in RESERVED_FRAMEWORK_KEYS:
        raise Refused(_("The key “%(key)s” is kept for pages of this stage. Choose another.") % {"key": key})


def check_measure_key(key: str, others: Iterable[str] = ()) -> None:
    """Readings name their measure by its key alone, so it is one in the whole programme."""
    if key in RESERVED_MEASURE_KEYS:
        raise Refused(_("The key “%(key)s” is kept for pages of this stage. Choose another.") % {"key": key})
    if key in set(others):
        raise Refused(_("Another measure has the key “%(key)s”. Choose another.") % {"key": key})


def check_reading(k: int, n: int) -> None:
    if not 0 <= k <= n or n < 1:
        raise Refused(
            _(
                "%(k)s of %(n)s cannot be: at least one person must answer, and no more may say so than answer."
            )
            % {"k": k, "n": n}
        )


def is_small(k: int, n: int) -> bool:
    """Too few to show: few answered, or few said so, or few did not, who could be picked out."""
    return n < FEWEST_SHOWN or 0 < k < FEWEST_SHOWN or 0 < n - k < FEWEST_SHOWN


def hidden_places(counts: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Which of the (k, n) of one measure and year are not shown.

    Where only one is small it might be had by subtraction, one of the others being a total, so the smallest
    of the others is hidden with it.
    """
    small = {place for place, (k, n) in enumerate(counts) if is_small(k, n)}
    if len(small) == 1 and len(counts) > 1:
        others = (place for place in range(len(counts)) if place not in small)
        small.add(min(others, key=lambda place: (counts[place][1], counts[place][0], place)))
    return frozenset(small)


can_keep_measures = rule_pair(check_keeps_measures)
