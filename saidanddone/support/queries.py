from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from saidanddone.files import check_rows, read_table
from saidanddone.programme.models import Area, Programme

from .rules import CrisisLine


@dataclass(frozen=True)
class Line:
    name: str
    number: str
    how: str
    open: str
    for_whom: str
    checked_on: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it; blank where it takes texts only."""
        return "" if self.how.startswith("text") else self.number.replace(" ", "")


@dataclass(frozen=True)
class Turn:
    """The nearest ways to get help, few enough to be read by somebody who cannot read much just now."""

    lines: tuple[Line, ...]


def turn_to(programme: Programme | None, area: Area | None) -> Turn:
    return Turn(crisis_lines())


@cache
def crisis_lines() -> tuple[Line, ...]:
    """National lines, which must be there even when the database is not."""
    path = files("saidanddone.support") / "crisis_lines.csv"
    rows = check_rows(read_table(path), CrisisLine)
    return tuple(Line(**{key: str(value or "") for key, value in at.row.model_dump().items()}) for at in rows)
