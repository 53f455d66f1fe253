"""What may be written at this stage. No queries here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

from .models import Contribution


def changes_outcomes(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.ORGANISER})


@dataclass(frozen=True)
class ScaleStep:
    label: Promise | str
    chosen: bool


def scale(chosen: str) -> Sequence[ScaleStep]:
    """The four verbs from weakest to strongest, with the source's own marked."""
    return tuple(ScaleStep(each.label, each.value == chosen) for each in Contribution)
