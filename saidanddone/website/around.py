"""The rooms around the cycle: who works here, where to turn, what is kept of people. In the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.programme.models import Role
from saidanddone.programme.rules import EVERYBODY
from saidanddone.stages import STAGES, Stage
from saidanddone.support.rules.keeping import SUGGESTS


@dataclass(frozen=True)
class Room:
    label: str  # the app, and the word in /work/<label>/
    name: Promise  # in staff navigation
    opens: str = ""  # the work page that its entry in the menu leads to; blank: it has none
    open_to: frozenset[Role] = EVERYBODY


ROOMS: tuple[Room, ...] = (
    Room("team", _("Who works here"), "team-work:list"),
    Room("support", _("Where to turn"), "support-work:list", SUGGESTS),
    Room(
        "safeguarding",
        _("Safeguarding"),
        "safeguarding-work:list",
        frozenset({Role.SAFEGUARDING}),
    ),
    Room(
        "privacy",
        _("Privacy"),
        "privacy-work:list",
        frozenset({Role.LEAD, Role.DPO, Role.ORGANISER, Role.FACILITATOR, Role.HOST, Role.EVALUATOR}),
    ),
    Room(
        "me",
        _("Cards and letters"),
        "me-work:list",
        frozenset({Role.LEAD, Role.ORGANISER, Role.HOST, Role.FACILITATOR, Role.SAFEGUARDING}),
    ),
)


@cache
def work_steps(roles: frozenset[Role]) -> list[Stage]:
    """The steps of the cycle whose work pages somebody with these roles opens."""
    return [stage for stage in STAGES if opens(f"{stage.label}-work:list", roles)]


def opens(name: str, roles: frozenset[Role]) -> bool:
    """Whether one of these roles opens a page of a programme that is named by its programme alone."""
    said = resolve(reverse(name, kwargs={"programme": "any"})).func.roles
    return said is None or bool(said & roles)


def menu(roles: frozenset[Role]) -> list[Room]:
    """What somebody with these roles finds beside the ten steps."""
    return [room for room in ROOMS if room.opens and room.open_to & roles]
