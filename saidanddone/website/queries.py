"""What home and the dashboards show, gathered through the registry: no stage is asked by name."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES, Stage
from saidanddone.thread.figures import Figure
from saidanddone.thread.registry import holders, registered_stage
from saidanddone.thread.steps import Waiting

from .around import ROOMS, Room


def cycle_with_headlines(programme: Programme) -> list[tuple[Stage, Figure]]:
    shown = []
    for stage in STAGES:
        entry = registered_stage(stage.label)
        if entry is not None:
            shown.append((stage, entry.headline(programme)))
    return shown


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
