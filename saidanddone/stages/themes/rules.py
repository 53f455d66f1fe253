"""What may be written at this stage, and what a public page may show of small counts. No queries here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

# A coder works blind, and an organiser reads their own borough alone.
SEE_EVERY_CODING = frozenset({Role.LEAD, Role.EVALUATOR})
FEWEST_SHOWN = 5
PSEUDONYM = "coder-"


def check_own_coding(person: Person, account_id: int | None) -> None:
    """Nobody takes back another coder's decision, the lead neither: agreement would mean nothing."""
    if person.account is None or account_id != person.account.pk:
        raise Refused(_("You may remove only your own codings."))


def check_span(words: str, start: int | None, end: int | None) -> None:
    if start is None and end is None:
        return
    if start is None or end is None:
        raise Refused(_("Give both the start and the end of the coded words, or neither."))
    if not 0 <= start < end <= len(words):
        raise Refused(
            _("The coded words must begin before they end and lie within the text's %(length)s characters.")
            % {"length": len(words)}
        )


def span_of(words: str, quoted: str) -> tuple[int, int]:
    """Where the quoted words stand in the text, in code points; refused unless they stand there once."""
    start = words.find(quoted)
    if start < 0:
        raise Refused(_("These exact words do not stand in the text. Copy them from it."))
    if words.find(quoted, start + 1) >= 0:
        raise Refused(_("These words stand in the text more than once. Quote a few more around them."))
    return start, start + len(quoted)


def sees_every_coding(person: Person) -> bool:
    """A coder works blind: the codings of a text open to them once they have coded it themselves."""
    return bool(person.roles & SEE_EVERY_CODING)


def next_pseudonym(taken: Sequence[str]) -> str:
    numbers = [
        int(each.removeprefix(PSEUDONYM)) for each in taken if each.removeprefix(PSEUDONYM).isdecimal()
    ]
    return f"{PSEUDONYM}{max(numbers, default=0) + 1}"


def shown_counts(counts: Sequence[int]) -> list[str]:
    """Counts as a public table shows them: small ones withheld.

    Where only one is small it could be had from the total by subtraction, so the next smallest is
    withheld with it.
    """
    small = {place for place, count in enumerate(counts) if count < FEWEST_SHOWN}
    beside = -1
    if len(small) == 1 and len(counts) > 1:
        beside = min((place for place in range(len(counts)) if place not in small), key=counts.__getitem__)
    return [
        _("fewer than %(n)s") % {"n": FEWEST_SHOWN}
        if place in small
        else _("not shown")
        if place == beside
        else f"{count:,}"
        for place, count in enumerate(counts)
    ]


can_own_coding = rule_pair(check_own_coding)
