"""The rooms around the cycle: who works here, where to turn, what is kept of people. In the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Role
from saidanddone.programme.rules import EVERYBODY


@dataclass(frozen=True)
class Room:
    label: str  # the app, and the word in /work/<label>/
    name: Promise  # in staff navigation
    opens: str = ""  # the work page that its entry in the menu leads to; blank: it has none
    open_to: frozenset[Role] = EVERYBODY


ROOMS: tuple[Room, ...] = (
    Room("team", _("Who works here")),
    Room("support", _("Where to turn")),
    Room("safeguarding", _("Safeguarding")),
    Room("privacy", _("Privacy")),
    Room("me", _("Cards and letters")),
)


def menu(roles: frozenset[Role]) -> list[Room]:
    """What somebody with these roles finds beside the ten steps."""
    return [room for room in ROOMS if room.opens and room.open_to & roles]
