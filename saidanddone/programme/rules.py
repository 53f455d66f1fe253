"""Who may do what on a programme: functions over a Person, no queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused, rule_pair

from .models import Role


@dataclass(frozen=True)
class Person:
    """Whoever asks: an account, or nobody in particular, with their roles on one programme."""

    programme_slug: str
    account: Account | None = None
    roles: frozenset[Role] = frozenset()
    area_ids: frozenset[int] = field(default=frozenset())

    @property
    def works_here(self) -> bool:
        return bool(self.roles)

    @property
    def sees_all_areas(self) -> bool:
        return bool(self.roles - {Role.ORGANISER})

    @property
    def sees_all_words(self) -> bool:
        """Words that their speaker did not release, still without the speaker's name."""
        return bool(self.roles & {Role.LEAD, Role.CODER, Role.EVALUATOR})

    def named(self) -> str:
        return str(self.account) if self.account else ""


def check_works_here(person: Person) -> None:
    if not person.works_here:
        raise Refused(_("You have no role on this programme. Ask its lead for one."))


def check_leads(person: Person) -> None:
    if Role.LEAD not in person.roles:
        raise Refused(_("Only the programme lead may do this."))


def check_edits_area(person: Person, area_id: int | None) -> None:
    """The lead edits every row; a borough organiser the rows of their own borough."""
    if Role.LEAD in person.roles:
        return
    if Role.ORGANISER in person.roles and area_id is not None and area_id in person.area_ids:
        return
    raise Refused(_("Only the programme lead or the organiser of this borough may change this."))


def check_codes(person: Person) -> None:
    if not person.roles & {Role.LEAD, Role.CODER}:
        raise Refused(_("Only a coder or the programme lead may code texts."))


def check_reads_answers(person: Person) -> None:
    if not person.roles & {Role.LEAD, Role.EVALUATOR}:
        raise Refused(_("Only the evaluator or the programme lead may read single answers."))


def check_one_programme(programme_id: int, *rows: Any) -> None:
    """Rows that are joined belong to one programme; each row has a `programme_id`, or is none."""
    if any(row is not None and row.programme_id != programme_id for row in rows):
        raise Refused(_("What you chose belongs to another programme."))


can_work_here = rule_pair(check_works_here)
can_lead = rule_pair(check_leads)
can_edit_area = rule_pair(check_edits_area)
can_code = rule_pair(check_codes)
can_read_answers = rule_pair(check_reads_answers)
