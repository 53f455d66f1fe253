"""What is counted of outcomes and connections. The database counts; what is summed here are its counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from saidanddone.programme.models import Programme, SpokenRole

from ..models import ChangeType, Confirmed, Connection, Contribution, Outcome, SaidBy
from .rows import leads_back


@dataclass(frozen=True)
class Cell:
    """How many outcomes have all of these in common."""

    area: int | None
    change_type: str
    contribution: str
    said_by: str
    confirmed: str
    linked: bool
    provenance: str
    count: int


@dataclass(frozen=True)
class Shared:
    """How many outcomes have one thing in common."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class OutcomeCounts:
    cells: tuple[Cell, ...]

    def of(self, wanted: Callable[[Cell], bool] = lambda cell: True) -> int:
        return sum(cell.count for cell in self.cells if wanted(cell))

    @property
    def all(self) -> int:
        return self.of()

    @property
    def places(self) -> int:
        return len({cell.area for cell in self.cells if cell.area})

    @property
    def placeless(self) -> int:
        return self.of(lambda cell: cell.area is None)

    @property
    def linked(self) -> int:
        return self.of(lambda cell: cell.linked)

    @property
    def confirmed(self) -> int:
        return self.of(lambda cell: cell.confirmed == Confirmed.CONFIRMED)

    @property
    def provenances(self) -> tuple[str, ...]:
        return tuple(sorted({cell.provenance for cell in self.cells} - {""}))

    def by_contribution(self) -> list[Shared]:
        """All four, from weakest to strongest."""
        return self._by("contribution", Contribution)

    def by_kind(self) -> list[Shared]:
        """The kinds that occur, the commonest first."""
        found = [each for each in self._by("change_type", ChangeType) if each.count]
        return sorted(found, key=lambda each: -each.count)

    def by_speaker(self) -> list[Shared]:
        return [each for each in self._by("said_by", SaidBy) if each.count]

    def by_confirmed(self) -> list[Shared]:
        return self._by("confirmed", Confirmed)

    def _by(self, name: str, choices: type[Any]) -> list[Shared]:
        return [
            Shared(each.value, str(each.label), sum(c.count for c in self.cells if getattr(c, name) == each))
            for each in choices
        ]


def outcome_counts(programme: Programme) -> OutcomeCounts:
    rows = Outcome.objects.filter(programme=programme).order_by().annotate(linked=leads_back())
    names = ("area", "change_type", "contribution", "said_by", "confirmed", "linked", "provenance")
    return OutcomeCounts(tuple(Cell(*row) for row in rows.values_list(*names).annotate(count=Count("pk"))))


@dataclass(frozen=True)
class MatrixRow:
    role: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Matrix:
    """Who met whom, by role. A meeting has two sides and no direction, so it reads the same either way."""

    roles: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    count: int
    places: int
    provenances: tuple[str, ...]


def connection_matrix(programme: Programme) -> Matrix:
    found = list(
        Connection.objects.filter(programme=programme)
        .order_by()
        .values_list("between_role", "with_role", "area", "provenance")
        .annotate(count=Count("pk"))
    )
    met: dict[frozenset[str], int] = {}
    for one, other, _area, _provenance, count in found:
        pair = frozenset({one, other})
        met[pair] = met.get(pair, 0) + count
    roles = [role for role in SpokenRole if any(role in pair for pair in met)]
    return Matrix(
        roles=tuple(str(role.label) for role in roles),
        rows=tuple(
            MatrixRow(str(role.label), tuple(met.get(frozenset({role, other}), 0) for other in roles))
            for role in roles
        ),
        count=sum(met.values()),
        places=len({area for _one, _other, area, _provenance, _count in found if area}),
        provenances=tuple(sorted({row[3] for row in found} - {""})),
    )
