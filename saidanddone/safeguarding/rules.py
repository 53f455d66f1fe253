"""Who sees alerts, what may follow what, and when a clock passes one on. No queries here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.words.models import Text

from .models import Alert, Step, Way

Kind = Step.Kind

LIMITS_OF_CONFIDENTIALITY = gettext_lazy(
    "What you say here is written down without your name. There is one limit. If we think that you or someone else "
    "could be badly hurt, or that a child is not safe, we have to tell our safeguarding lead. We will try to "
    "talk to you first. You need not say more than you want to."
)


class State(models.TextChoices):
    WAITING = "waiting", gettext_lazy("waiting for somebody")
    TAKEN_UP = "taken-up", gettext_lazy("taken up")
    CLOSED = "closed", gettext_lazy("closed")


# What a step makes of an alert, and in which states it may be taken. The clock goes on while one is waiting.
BECOMES: dict[str, str | None] = {
    Kind.TOLD: None,
    Kind.ESCALATED: None,
    Kind.TAKEN_UP: State.TAKEN_UP,
    Kind.PASSED_ON: State.WAITING,
    Kind.NOTE: None,
    Kind.AGAIN: None,
    Kind.ERASED: None,
    Kind.CLOSED: State.CLOSED,
}
MAY_BE_TAKEN: dict[str, frozenset[str]] = {
    Kind.TAKEN_UP: frozenset({State.WAITING}),
    Kind.PASSED_ON: frozenset({State.WAITING, State.TAKEN_UP}),
    Kind.NOTE: frozenset({State.WAITING, State.TAKEN_UP, State.CLOSED}),
    Kind.CLOSED: frozenset({State.TAKEN_UP}),
}
STATE_NAMES = dict(State.choices)


class Level(StrEnum):
    """Whom an alert is told to, one after the other, until somebody takes it up."""

    ON_DUTY = "on duty"
    OF_BOROUGH = "every safeguarding lead of the borough"
    OF_PROGRAMME = "every safeguarding lead of the programme"
    LEADS = "the programme lead, who is told only that an alert waits"


LEVELS: Sequence[Level] = tuple(Level)


def state_of(kinds: Iterable[str]) -> State:
    """How an alert stands after these steps."""
    state = State.WAITING
    for kind in kinds:
        state = State(BECOMES[kind] or state)
    return state


def check_step(state: str, kind: str) -> None:
    if state not in MAY_BE_TAKEN[kind]:
        raise Refused(
            _("This alert is “%(state)s”, so it cannot be “%(step)s”.")
            % {"state": State(state).label, "step": Kind(kind).label}
        )


can_step = rule_pair(check_step)


def check_note(kind: str, note: str) -> None:
    """What is closed or passed on says why: whoever reads it later was not there."""
    if kind in {Kind.NOTE, Kind.CLOSED, Kind.PASSED_ON} and not note.strip():
        raise Refused(_("Write down what was done, or why."))


def check_handles_alerts(person: Person, area_id: int | None, *, was_called: bool = False) -> None:
    """Safeguarding leads alone; those of one borough the alerts of that borough, those of none, and those to
    which they were called."""
    if person.everywhere_as({Role.SAFEGUARDING}):
        return
    areas = person.areas_as({Role.SAFEGUARDING})
    if areas and (was_called or area_id is None or area_id in areas):
        return
    raise Refused(_("Only a safeguarding lead sees and answers alerts."))


def check_sets_up(person: Person) -> None:
    if not person.roles & {Role.SAFEGUARDING}:
        raise Refused(_("Only a safeguarding lead may change this."))


can_handle_alerts = rule_pair(check_handles_alerts)


def is_due(told_at: datetime, now: datetime, minutes: int) -> bool:
    """Whether an alert that nobody has taken up is passed on now."""
    return now - told_at >= timedelta(minutes=minutes)


def way_for(kinds: Iterable[str], is_young: bool) -> Way:
    return Way.CHILD if is_young or Text.Mark.CHILD in kinds else Way.ADULT


def kinds_said(alert: Alert) -> list[str]:
    return [str(Text.Mark(kind).label) for kind in alert.kinds if kind in Text.Mark.values]


def state_diagram() -> str:
    """The tables above as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.WAITING.name}"]
    for kind, froms in MAY_BE_TAKEN.items():
        for state in State:
            to = State(BECOMES[kind] or state)
            if state in froms and to is not state:
                lines.append(f"    {state.name} --> {to.name}: {Kind(kind).label}")
    return "\n".join(lines)


def state_page() -> str:
    return (
        "# How an alert stands\n\n"
        "Made from `saidanddone/safeguarding/rules.py`. The lead named as in the room is told at once, and with them\n"
        "whoever is on duty. While an alert is waiting, the clock passes it on after the set minutes, level by level;\n"
        "a level at which there is nobody is left out. After the last everybody is told again, every hour.\n\n"
        + "".join(f"{place}. {level}\n" for place, level in enumerate(LEVELS, 1))
        + "\nWho says again that they are not all right while theirs is waiting adds to that alert, and the clock goes on\n"
        "as before. Who is taken out of the programme leaves an open alert open, and safeguarding leads are told.\n"
        + f"\nA note can be added at any time.\n\n```mermaid\n{state_diagram()}\n```\n"
    )
