"""How many people share the same answers about themselves: whoever stands alone can be found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

FEW = 5  # a group of fewer people than this may say who somebody is


def check_copies_for_study(person: Person) -> None:
    """Whoever evaluates needs nobody's leave for it, the lead's neither."""
    if Role.EVALUATOR not in person.roles:
        raise Refused(_("Only the evaluator may take a copy for evaluation away."))


can_copy_for_study = rule_pair(check_copies_for_study)


@dataclass(frozen=True)
class Crowd:
    """In how large groups people stand who say the same of themselves."""

    people: int
    groups: int
    smallest: int
    few: tuple[tuple[tuple[str, ...], int], ...]  # what people of a small group say, and how many they are

    @property
    def in_few(self) -> int:
        return sum(count for _said, count in self.few)


def crowd_of(said: Iterable[Sequence[str]]) -> Crowd:
    """k-anonymity of these rows: `smallest` is k (Sweeney 2002, https://doi.org/10.1142/S0218488502001648).

    >>> crowd_of([("carer", "Hackney")] * 6 + [("resident", "Hackney")]).few
    ((('resident', 'Hackney'), 1),)
    """
    groups = Counter(tuple(each) for each in said)
    few = tuple(sorted((said, count) for said, count in groups.items() if count < FEW))
    return Crowd(groups.total(), len(groups), min(groups.values(), default=0), few)
