from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused

from .models import Photograph

MINUTES_A_DAY = 24 * 60


def clock_after(starts: str, minutes: int) -> str:
    """When an item of the agenda ends: “18:10” and 15 give “18:25”."""
    hours, past = starts.split(":")
    end = (int(hours) * 60 + int(past) + minutes) % MINUTES_A_DAY
    return f"{end // 60:02d}:{end % 60:02d}"


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
