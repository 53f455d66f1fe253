"""Who writes, reviews and hands out support packs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.rules import Person

from .keeping import SUGGESTS

HANDS_OUT = SUGGESTS


def check_hands_out(person: Person) -> None:
    if not person.roles & HANDS_OUT:
        raise Refused(_("Your role hands out no packs."))


def check_review_dates(reviewed_on: date, next_review_on: date | None, today: date) -> None:
    if reviewed_on > today:
        raise Refused(_("A review cannot lie in the future."))
    if next_review_on is not None and next_review_on <= reviewed_on:
        raise Refused(_("The next review comes after this one."))


def check_handed_on(handed_on: date, today: date) -> None:
    if handed_on > today:
        raise Refused(_("What is handed out is counted afterwards: the day cannot lie in the future."))


can_hand_out = rule_pair(check_hands_out)
