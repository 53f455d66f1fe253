"""Who enrolled and finished, and what it cost, group by group. A whole's numbers hold those of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from saidanddone.methods.unit_cost import course_cost, unit_cost
from saidanddone.programme.models import Programme

from ..models import Cost, Enrolment, Group


@dataclass(frozen=True)
class EnrolmentCell:
    group: int
    whole: int | None
    finished: bool | None
    provenance: str
    note: str
    count: int


@dataclass(frozen=True)
class CostCell:
    group: int
    whole: int | None
    currency: str
    provenance: str
    note: str
    total: Decimal


@dataclass(frozen=True)
class Took:
    """Enrolments: one person in one group. `known` are those of whom it is recorded whether they finished."""

    enrolled: int
    finished: int
    known: int
    groups: int
    provenances: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def unknown(self) -> int:
        return self.enrolled - self.known


@dataclass(frozen=True)
class Spent:
    """What a group cost; `total` is none where the costs are in more than one currency."""

    totals: tuple[tuple[str, Decimal], ...]
    provenances: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        return self.totals[0][1] if len(self.totals) == 1 else None

    @property
    def currency(self) -> str:
        return self.totals[0][0] if len(self.totals) == 1 else ""


@dataclass(frozen=True)
class PerPerson:
    total: Decimal
    currency: str
    enrolled: int
    per_enrolled: Decimal
    finished: int
    per_finished: Decimal | None  # none where nobody finished
    method: str


def enrolment_cells(programme: Programme, group: Group | None = None) -> list[EnrolmentCell]:
    rows = Enrolment.objects.filter(group__programme=programme).order_by()
    if group is not None:
        rows = rows.filter(group=group) | rows.filter(group__part_of=group)
    names = ("group", "group__part_of", "finished", "provenance", "note")
    return [EnrolmentCell(*row) for row in rows.values_list(*names).annotate(count=Count("pk"))]


def cost_cells(programme: Programme, group: Group | None = None) -> list[CostCell]:
    rows = Cost.objects.filter(group__programme=programme).order_by()
    if group is not None:
        rows = rows.filter(group=group) | rows.filter(group__part_of=group)
    names = ("group", "group__part_of", "currency", "provenance", "note")
    return [CostCell(*row) for row in rows.values_list(*names).annotate(total=Sum("amount"))]


def took(cells: list[EnrolmentCell], group: Group | None = None) -> Took:
    """Of one group with its parts, or of all groups."""
    own = [cell for cell in cells if group is None or group.pk in (cell.group, cell.whole)]
    return Took(
        sum(cell.count for cell in own),
        sum(cell.count for cell in own if cell.finished),
        sum(cell.count for cell in own if cell.finished is not None),
        len({cell.group for cell in own}),
        _each_once(cell.provenance for cell in own),
        _each_once(cell.note for cell in own),
    )


def spent(cells: list[CostCell], group: Group) -> Spent:
    own = [cell for cell in cells if group.pk in (cell.group, cell.whole)]
    currencies = sorted({cell.currency for cell in own})
    return Spent(
        tuple((each, sum((c.total for c in own if c.currency == each), Decimal())) for each in currencies),
        _each_once(cell.provenance for cell in own),
        _each_once(cell.note for cell in own),
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words) - {""}))


def per_person(took: Took, spent: Spent) -> PerPerson | None:
    """None where nobody enrolled, nothing is recorded as spent, or the money is in several currencies."""
    if spent.total is None or not took.enrolled:
        return None
    each = unit_cost(spent.total, took.enrolled)
    of_finished = None
    if took.finished:
        both = course_cost(spent.total, enrolled=took.enrolled, finished=took.finished)
        of_finished = both.per_finished.per_person
    return PerPerson(
        spent.total, spent.currency, took.enrolled, each.per_person, took.finished, of_finished, each.method
    )


def different_people(programme: Programme) -> int:
    """How many keys there are among all enrolments: a person whose key two groups share is there once."""
    rows = Enrolment.objects.filter(group__programme=programme)
    return rows.aggregate(keys=Count("person", distinct=True))["keys"]


def money(amount: Decimal, currency: str) -> str:
    """£150, or £76.69 where there are pence; another currency by its letters."""
    digits = 0 if amount == amount.to_integral_value() else 2
    return f"£{amount:,.{digits}f}" if currency == "GBP" else f"{currency} {amount:,.{digits}f}"
