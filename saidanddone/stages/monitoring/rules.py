"""What may be written at this stage, and which small counts a public page must not show. No queries here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

Count = tuple[int, int]  # k said so, of n who answered

FEWEST_SHOWN = 7
EVERY_PART_OF = 10  # rows of one year of which every selection is looked at
SMALL_BASE = 30  # below so many answers a figure is labelled as having a small base
KEEPS_MEASURES = frozenset({Role.LEAD, Role.EVALUATOR})


def check_keeps_measures(person: Person) -> None:
    """Not those whose work is measured: readings are small counts of people, and say how a borough does."""
    if not person.roles & KEEPS_MEASURES:
        raise Refused(_("Only the evaluator or the programme lead may do this."))


def check_measure_key(key: str, others: Iterable[str] = ()) -> None:
    """Readings name their measure by its key alone, so it is one in the whole programme."""
    if key in set(others):
        raise Refused(_("Another measure has the key “%(key)s”. Choose another.") % {"key": key})


def check_group(group: str) -> None:
    """A reading's address has its group in it, which is one line."""
    if len(group.splitlines()) > 1 or group != group.strip():
        raise Refused(_("Write who was asked in one line, without blanks before or after."))


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


def hidden_places(counts: Sequence[Count]) -> frozenset[int]:
    """Which of the (k, n) of one measure and year are not shown.

    First the small ones. Then, one by one, those from which a small one could be worked out: a total less
    its other parts leaves it, whether it is a row that is hidden or the rest that has no row at all.
    """
    hidden = {place for place, (k, n) in enumerate(counts) if is_small(k, n)}
    while (place := _gives_away(counts, hidden)) is not None:
        hidden.add(place)
    return frozenset(hidden)


def _gives_away(counts: Sequence[Count], hidden: set[int]) -> int | None:
    """A part that must be hidden too, the smallest first; none where nothing small can be worked out."""
    shown = [place for place in range(len(counts)) if place not in hidden]
    secrets = {_sum(counts, part) for part in _parts(sorted(hidden))}
    secrets = {each for each in secrets if is_small(*each)}
    for total in shown:
        others = [place for place in shown if place != total]
        for part in _parts(others):
            rest = _less(counts[total], _sum(counts, part))
            if rest in secrets or (len(part) == len(others) > 1 and _is_small_rest(rest)):
                return min(part, key=lambda place: (counts[place][1], counts[place][0], place))
    return None


def _parts(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every selection of at least one; of many, only those of one, two or all."""
    every = len(places) <= EVERY_PART_OF
    sizes = range(1, len(places) + 1) if every else (1, 2, len(places))
    return chain.from_iterable(combinations(places, size) for size in sizes)


def _sum(counts: Sequence[Count], places: Iterable[int]) -> Count:
    chosen = [counts[place] for place in places]
    return sum(k for k, _n in chosen), sum(n for _k, n in chosen)


def _less(total: Count, part: Count) -> Count:
    return total[0] - part[0], total[1] - part[1]


def _is_small_rest(rest: Count) -> bool:
    """What a total that is larger than all its parts leaves for those who have no row."""
    k, n = rest
    return 0 <= k <= n and n > 0 and is_small(k, n)


can_keep_measures = rule_pair(check_keeps_measures)
