"""The nearest ways to get help: lines that need no database, and what is near where somebody is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from django.db.models import QuerySet
from django.utils.text import slugify

from saidanddone.files import check_rows, read_table
from saidanddone.programme.models import Area, Programme

from ..models import LineCheck
from ..rules import CrisisLine, is_stale, oldest_that_holds
from .finding import near
from .shown import Short, short


@dataclass(frozen=True)
class Line:
    name: str
    number: str
    how: str
    open: str
    for_whom: str
    languages: str
    checked_on: date | None

    @property
    def key(self) -> str:
        return slugify(self.name)

    @property
    def dial(self) -> str:
        """The number as a telephone dials it; blank where it takes texts only."""
        return "" if self.how.startswith("text") else self.number.replace(" ", "")


@dataclass(frozen=True)
class Turn:
    """The nearest ways to get help, few enough to be read by somebody who cannot read much just now."""

    lines: tuple[Line, ...]
    services: tuple[Short, ...] = ()
    programme_slug: str = ""


def turn_to(programme: Programme | None, area: Area | None) -> Turn:
    if programme is None:
        return Turn(crisis_lines())
    return Turn(crisis_lines(), tuple(map(short, near(programme, area))), programme.slug)


@cache
def crisis_lines() -> tuple[Line, ...]:
    """National lines, which must be there even when the database is not."""
    path = files("saidanddone.support") / "crisis_lines.csv"
    rows = check_rows(read_table(path), CrisisLine)
    return tuple(Line(**at.row.model_dump() | {"languages": at.row.languages or ""}) for at in rows)


def line_keys() -> set[str]:
    return {line.key for line in crisis_lines()}


def lines_checked_by(programme: Programme) -> list[Line]:
    """Each line with the day on which somebody of this programme last rang it, where one did."""
    checks = dict(LineCheck.objects.filter(programme=programme).values_list("line", "checked_on"))
    return [
        replace(line, checked_on=max(filter(None, (line.checked_on, checks.get(line.key))), default=None))
        for line in crisis_lines()
    ]


def stale_in_the_file(today: date) -> set[str]:
    """Lines that somebody of each programme must ring, since the file itself names no late enough day."""
    return {line.key for line in crisis_lines() if is_stale(line.checked_on, today)}


def lines_checked_lately(programme: Programme, today: date) -> QuerySet[LineCheck]:
    return LineCheck.objects.filter(
        programme=programme, line__in=stale_in_the_file(today), checked_on__gte=oldest_that_holds(today)
    )


def programmes_near() -> QuerySet[Programme]:
    return Programme.objects.prefetch_related("areas").order_by("name")
