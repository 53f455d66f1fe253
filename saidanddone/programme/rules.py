"""Who may do what on a programme: functions over a Person, no queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused, rule_pair

from .models import OF_ONE_BOROUGH, OF_ONE_OR_ALL, Programme, Role

EVERYBODY = frozenset(Role)
# Who reads the work pages of every stage. The other roles open the pages that name them.
EVERYDAY = frozenset({Role.LEAD, Role.ORGANISER, Role.DPH, Role.CODER, Role.EVALUATOR})
IN_THE_ROOM = frozenset({Role.FACILITATOR, Role.SCRIBE, Role.HOST, Role.SAFEGUARDING})
# Who commissions reads decisions, reach, spend, promises and changes: no single answer, no withheld words.
OVERSEES = EVERYDAY | {Role.COMMISSIONER}
READS_CONVERSATIONS = OVERSEES | IN_THE_ROOM
READS_IDEAS = EVERYDAY | {Role.FACILITATOR}
WRITES_IDEAS_DOWN = frozenset({Role.LEAD, Role.ORGANISER, Role.FACILITATOR, Role.SCRIBE})
RUNS_EVENINGS = frozenset({Role.LEAD, Role.ORGANISER, Role.HOST})
# Who may come to see who somebody is; they sign in with a second factor.
SEES_IDENTITIES = frozenset({Role.LEAD, Role.ORGANISER, Role.SAFEGUARDING, Role.DPO})
READS_ALL_WORDS = frozenset({Role.LEAD, Role.CODER, Role.EVALUATOR})
READS_WORDS_OF_BOROUGH = frozenset({Role.ORGANISER, Role.DPH, Role.FACILITATOR})


@dataclass(frozen=True)
class Person:
    """Whoever asks: an account, or nobody in particular, with their roles on one programme.

    `held` is each role with the borough it is for, or none where it is for all of them.
    """

    programme_slug: str
    account: Account | None = None
    held: frozenset[tuple[Role, int | None]] = frozenset()

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _area in self.held)

    def areas_as(self, roles: Collection[Role]) -> frozenset[int]:
        """The boroughs for which this person has one of these roles."""
        return frozenset(area for role, area in self.held if role in roles and area is not None)

    def everywhere_as(self, roles: Collection[Role]) -> bool:
        """Whether this person has one of these roles for every borough."""
        return any(role in roles and area is None for role, area in self.held)

    @property
    def works_here(self) -> bool:
        return bool(self.held)

    def has_one_for(self, roles: Collection[Role], area_id: int | None) -> bool:
        """Whether this person has one of these roles for this borough, or for all; no borough: for all."""
        return self.everywhere_as(roles) or (area_id is not None and area_id in self.areas_as(roles))

    @property
    def sees_all_words(self) -> bool:
        """Words that their speaker did not release, still without the speaker's name."""
        return bool(self.roles & READS_ALL_WORDS) or self.everywhere_as(READS_WORDS_OF_BOROUGH)

    @property
    def word_area_ids(self) -> frozenset[int]:
        """The boroughs whose words this person reads, released or not."""
        return self.areas_as(READS_WORDS_OF_BOROUGH)

    def without_identities(self) -> Person:
        """The same person while no second factor says that it is they: roles that see identities do not count."""
        return replace(self, held=frozenset(each for each in self.held if each[0] not in SEES_IDENTITIES))

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
    if not person.has_one_for({Role.LEAD, Role.ORGANISER}, area_id):
        raise Refused(_("Only the programme lead or the organiser of this borough may change this."))


def check_runs_evenings(person: Person, area_id: int | None) -> None:
    """The agenda of an evening, and how many came."""
    if not person.has_one_for(RUNS_EVENINGS, area_id):
        raise Refused(
            _("Only the programme lead, or the organiser or a host of this borough, may write this down.")
        )


def check_writes_ideas_down(person: Person, area_id: int | None) -> None:
    if not person.has_one_for(WRITES_IDEAS_DOWN, area_id):
        raise Refused(
            _(
                "Only the programme lead, or the organiser, a facilitator or a scribe of this borough, may "
                "write ideas down."
            )
        )


def check_codes(person: Person) -> None:
    if not person.roles & {Role.LEAD, Role.CODER}:
        raise Refused(_("Only a coder or the programme lead may code texts."))


def check_reads_answers(person: Person) -> None:
    if not person.roles & {Role.LEAD, Role.EVALUATOR}:
        raise Refused(_("Only the evaluator or the programme lead may read single answers."))


def check_borough_of_role(role: Role, has_area: bool) -> None:
    """Some roles are of one borough, some of all, some of either."""
    if role in OF_ONE_BOROUGH and not has_area:
        raise Refused(_("The role “%(role)s” is for one borough: choose it.") % {"role": role.label})
    if has_area and role not in OF_ONE_BOROUGH | OF_ONE_OR_ALL:
        raise Refused(
            _("The role “%(role)s” is for every borough: leave the borough out.") % {"role": role.label}
        )


def check_persons_programme(person: Person, programme: Programme | None) -> None:
    """Roles count on the programme they were given for, and on no other. Rows that are shared have none."""
    if programme is not None and programme.slug != person.programme_slug:
        raise Refused(_("This belongs to another programme."))


def check_one_programme(programme_id: int, *rows: Any) -> None:
    """Rows that are joined belong to one programme; each row has a `programme_id`, or is none."""
    if any(row is not None and row.programme_id != programme_id for row in rows):
        raise Refused(_("What you chose belongs to another programme."))


can_work_here = rule_pair(check_works_here)
can_lead = rule_pair(check_leads)
can_edit_area = rule_pair(check_edits_area)
can_run_evenings = rule_pair(check_runs_evenings)
can_write_ideas_down = rule_pair(check_writes_ideas_down)
can_code = rule_pair(check_codes)
can_read_answers = rule_pair(check_reads_answers)
