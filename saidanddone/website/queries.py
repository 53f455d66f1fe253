"""What home and the dashboards show, gathered through the registry: no stage is asked by name."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saidanddone.people.queries import demo_accounts
from saidanddone.programme.models import Membership, Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES, Stage
from saidanddone.thread.figures import Figure
from saidanddone.thread.registry import holders, registered_stage
from saidanddone.thread.steps import Waiting

from .around import ROOMS, Room

EXAMPLE_CARD = "example-card"


def example_card() -> str:
    """The code of the demonstration's seat card; blank where there is none."""
    path = settings.SAID_HOME / EXAMPLE_CARD
    return path.read_text() if path.exists() else ""


def cycle_with_headlines(programme: Programme) -> list[tuple[Stage, Figure]]:
    shown = []
    for stage in STAGES:
        entry = registered_stage(stage.label)
        if entry is not None:
            shown.append((stage, entry.headline(programme)))
    return shown


DEMO_GROUPS = (
    (_("Runs the programme"), (Role.LEAD, Role.ORGANISER, Role.DPH, Role.COMMISSIONER)),
    (_("In the room"), (Role.FACILITATOR, Role.SCRIBE, Role.HOST)),
    (_("Reads and counts"), (Role.CODER, Role.EVALUATOR)),
    (_("Keeps people safe"), (Role.SAFEGUARDING, Role.DPO)),
    (_("Takes part"), (Role.CHAMPION, Role.PARTNER)),
)


def demo_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """The marked accounts of a demonstration, those who do alike things together."""
    of_role: dict[str, list[tuple[int, str]]] = {}
    rows = Membership.objects.filter(account__in=demo_accounts()).order_by("id")
    for role, number, name in rows.values_list("role", "account_id", "account__name"):
        of_role.setdefault(role, []).append((number, name))
    groups = [
        (str(title), [each for role in roles for each in of_role.get(role, [])])
        for title, roles in DEMO_GROUPS
    ]
    return [group for group in groups if group[1]]


def waiting_by_stage(person: Person, programme: Programme) -> list[tuple[Stage | Room, list[Waiting]]]:
    """Everything that waits for this person today: around the cycle first, then in its order."""
    waits: list[tuple[Stage | Room, list[Waiting]]] = []
    named = {room.label: room for room in ROOMS}
    for holder in holders():
        found = [each for each in holder.waiting_for(person, programme) if each.count]
        if found:
            waits.append((named[holder.room], found))
    for stage in STAGES:
        entry = registered_stage(stage.label)
        found = [each for each in entry.waiting_for(person, programme) if each.count] if entry else []
        if found:
            waits.append((stage, found))
    return waits
