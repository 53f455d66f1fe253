"""What home and the dashboards show, gathered through the registry: no stage is asked by name."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES, Stage
from saidanddone.thread.figures import Figure
from saidanddone.thread.registry import registered_stage
from saidanddone.thread.steps import Waiting


def cycle_with_headlines(programme: Programme) -> list[tuple[Stage, Figure]]:
    shown = []
    for stage in STAGES:
        entry = registered_stage(stage.label)
        if entry is not None:
            shown.append((stage, entry.headline(programme)))
    return shown


def waiting_by_stage(person: Person, programme: Programme) -> list[tuple[Stage, list[Waiting]]]:
    """Everything that waits for this person today, in the order of the cycle."""
    waits = []
    for stage in STAGES:
        entry = registered_stage(stage.label)
        found = [each for each in entry.waiting_for(person, programme) if each.count] if entry else []
        if found:
            waits.append((stage, found))
    return waits
