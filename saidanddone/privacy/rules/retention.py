"""How long what is kept of people is kept, and on which day something goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused

from ..models import RetentionRule
from .erasure import months_after

Kind, From = RetentionRule.Kind, RetentionRule.From
# A proposal, which does nothing until somebody has decided.
PROPOSED: dict[str, tuple[int, From]] = {
    Kind.CONTACTS: (24, From.OWN),
    Kind.DETAILS: (24, From.OWN),
    Kind.LINKS: (12, From.OWN),
    Kind.ALERTS: (72, From.OWN),
    Kind.PEOPLE: (12, From.END),
}


def counted_from_choices(kind: str) -> list[tuple[str, str]]:
    offered = [From.END] if kind == Kind.PEOPLE else list(From)
    return [(each.value, str(each.label)) for each in offered]


def check_counted_from(kind: str, counted_from: str) -> None:
    if kind == Kind.PEOPLE and counted_from != From.END:
        raise Refused(_("Who said what is kept until some time after the programme has ended."))


def day_it_goes(rule: RetentionRule, from_day: date, ended_on: date | None) -> date | None:
    """On which day something from a day goes; none while the programme has not ended and the rule counts from then."""
    begins = ended_on if rule.counted_from == From.END else from_day
    return months_after(begins, rule.months) if begins else None


def goes_until(rule: RetentionRule, days: Iterable[date], ended_on: date | None, today: date) -> date | None:
    """The last of the days from which something has had its time; none where nothing has."""
    over = [day for day in days if (goes := day_it_goes(rule, day, ended_on)) and goes <= today]
    return max(over, default=None)
