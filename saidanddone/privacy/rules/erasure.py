"""Who answers what people ask for about what is held of them, and when retention acts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

ANSWERS_REQUESTS = frozenset({Role.DPO})
MONTHS_TO_ANSWER = 1  # UK GDPR, Article 12(3)


def check_answers_requests(person: Person) -> None:
    if not person.roles & ANSWERS_REQUESTS:
        raise Refused(_("Only the data protection officer may do this."))


can_answer_requests = rule_pair(check_answers_requests)


def check_day_has_come(day: date, today: date) -> None:
    if day > today:
        raise Refused(_("This day has not come yet."))


def check_answered_after_received(received_on: date, answered_on: date) -> None:
    if answered_on < received_on:
        raise Refused(_("It cannot have been answered before it came."))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day.

    As time limits in months are counted (ICO, right of access): a request of 31 March is due on 30 April.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(received_on: date) -> date:
    return months_after(received_on, MONTHS_TO_ANSWER)
