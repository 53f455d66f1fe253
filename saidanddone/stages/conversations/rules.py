from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused, rule_pair

from .models import Photograph

MINUTES_A_DAY = 24 * 60
FRESH_FOR = timedelta(days=7)


def clock_after(starts: str, minutes: int) -> str:
    """When an item of the agenda ends: “18:10” and 15 give “18:25”."""
    hours, past = starts.split(":")
    end = (int(hours) * 60 + int(past) + minutes) % MINUTES_A_DAY
    return f"{end // 60:02d}:{end % 60:02d}"


def is_over(held_on: date, today: date) -> bool:
    """From the next day on, what was said is typed up from paper."""
    return held_on < today


def is_fresh(held_on: date, today: date) -> bool:
    """What was said so lately that somebody may still be in the danger that they spoke of."""
    return today - held_on <= FRESH_FOR


def check_opens(lead: Account | None, may_be_named: Collection[Account], is_open: bool) -> None:
    """An evening opens once, and never without a safeguarding lead of its borough named as in the room."""
    if is_open:
        raise Refused(_("This evening is open already."))
    if lead is None or lead not in may_be_named:
        raise Refused(
            _(
                "An evening opens only with a safeguarding lead of its borough in the room. Name the one who is "
                "there. If nobody is, do not begin: ask the programme lead for one."
            )
        )


def check_children_are_safe(for_under_16: bool, checked_workers: int) -> None:
    if for_under_16 and not checked_workers:
        raise Refused(
            _(
                "This evening is for people under 16. It opens only once it is written down whose check by the "
                "Disclosure and Barring Service was seen. Add a checked worker first."
            )
        )


def check_seen(seen_on: date, today: date) -> None:
    if seen_on > today:
        raise Refused(_("A check cannot have been seen on a day that has not come yet."))


def check_is_open(is_to_come: bool, is_open: bool) -> None:
    """On the day itself; what was said on an evening that is over may always be typed up."""
    if is_to_come and not is_open:
        raise Refused(
            _(
                "This evening is not open yet. Whoever runs it opens it first, and names the safeguarding lead who "
                "is in the room."
            )
        )


can_be_written_to = rule_pair(check_is_open)


def check_counted(counts: Iterable[int | None]) -> None:
    """Nobody counted in any role is not the same as nobody came."""
    if all(count is None for count in counts):
        raise Refused(_("Write the number who came in at least one role; a blank means not counted."))


def check_pictured(recognisable: str, seats: int) -> None:
    """Who can be recognised in a photograph is said in one way only."""
    if recognisable == Photograph.Recognisable.NAMED and not seats:
        raise Refused(_("Give the number of the seat card of everybody who can be recognised."))
    if recognisable == Photograph.Recognisable.NOBODY and seats:
        raise Refused(_("You gave seat cards, so somebody can be recognised. Choose the answer that fits."))
