"""Who may do what on a programme: functions over a Person, no queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused, rule_pair

from .models import OF_ONE_BOROUGH, OF_ONE_OR_ALL, Membership, Programme, Role

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
# Who judges the programme or answers for its people: none of these roles is ended by those whom they look at.
STANDS_APART = frozenset({Role.EVALUATOR, Role.DPO, Role.COMMISSIONER})
# Whoever ends such a role of somebody else may have been invited by the lead alone, so it goes on for a while.
GOES_ON_FOR = timedelta(weeks=1)
TOLD_BY_LETTER = STANDS_APART | {Role.SAFEGUARDING}
NOT_WITH_THE_LEAD = frozenset({Role.EVALUATOR, Role.DPO})
OF_THE_BOROUGHS_TEAM = frozenset({Role.FACILITATOR, Role.SCRIBE, Role.HOST, Role.CHAMPION, Role.PARTNER})
# Which roles each role gives to others, and which it ends or dates anew. An organiser: of their own borough.
GIVES: dict[Role, frozenset[Role]] = {
    Role.LEAD: EVERYBODY,
    Role.ORGANISER: OF_THE_BOROUGHS_TEAM,
    Role.DPO: frozenset({Role.EVALUATOR}),
    Role.COMMISSIONER: frozenset({Role.EVALUATOR}),
}
ENDS: dict[Role, frozenset[Role]] = {
    Role.LEAD: EVERYBODY - STANDS_APART,
    Role.ORGANISER: OF_THE_BOROUGHS_TEAM,
    Role.DPO: frozenset({Role.EVALUATOR}),
    Role.COMMISSIONER: STANDS_APART,
}
KEEPS_THE_TEAM = frozenset(GIVES)
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


# Who gives roles, ends them and hands them over


def _may(powers: Mapping[Role, frozenset[Role]], person: Person, role: Role, area_id: int | None) -> bool:
    # Who leads has no second voice as commissioner or data protection officer over those who look at them.
    held = {each for each in person.held if Role.LEAD not in person.roles or each[0] not in STANDS_APART}
    return any(role in powers.get(has, ()) and area in (None, area_id) for has, area in held)


def roles_given_by(person: Person) -> list[Role]:
    return [role for role in Role if any(role in GIVES.get(held, ()) for held in person.roles)]


def check_gives_role(person: Person, role: Role, area_id: int | None) -> None:
    if not _may(GIVES, person, role, area_id):
        raise Refused(
            _("Your role does not give the role “%(role)s” for this place.") % {"role": Role(role).label}
        )


def check_ends_role(person: Person, membership: Membership) -> None:
    """End it, or say when it ends. Everybody may leave."""
    if is_own(person, membership) or _may(ENDS, person, Role(membership.role), membership.area_id):
        return
    if membership.role == Role.EVALUATOR:
        raise Refused(
            _("Only the commissioner, the data protection officer or the evaluator may change this role.")
        )
    if membership.role in STANDS_APART:
        raise Refused(_("Only the commissioner, or who has this role, may change it."))
    raise Refused(_("Your role does not end this one."))


def check_last_day(person: Person, membership: Membership, ends_on: date | None, today: date) -> None:
    """One's own last day may only come nearer, unless one's role gives this role."""
    check_ends_role(person, membership)
    if ends_on is not None and ends_on < today:
        raise Refused(_("The last day cannot lie in the past. End the role instead."))
    if ends_on is not None and ends_on < last_day_when_ended(person, membership, today):
        raise Refused(_("Who has this role is told first: its last day lies at least a week ahead."))
    if _may(ENDS, person, Role(membership.role), membership.area_id):
        return
    if ends_on is None or (membership.ends_on is not None and ends_on > membership.ends_on):
        raise Refused(_("You may bring your own last day nearer, and nobody may put off their own."))


def goes_on(person: Person, membership: Membership) -> bool:
    """Whether this role goes on for a while when this person ends it."""
    return membership.role in STANDS_APART and not is_own(person, membership)


def last_day_when_ended(person: Person, membership: Membership, today: date) -> date:
    """Yesterday, or what gives whoever has the role time to say whether that is right."""
    if not goes_on(person, membership):
        return today - timedelta(days=1)
    return min(today + GOES_ON_FOR, membership.ends_on or date.max)


def check_hands_over(person: Person, membership: Membership) -> None:
    if not is_own(person, membership):
        raise Refused(_("Only who has a role may hand it over."))


def check_a_lead_stays(membership: Membership, another_leads: bool) -> None:
    if membership.role == Role.LEAD and not another_leads:
        raise Refused(
            _("A programme is never without a lead. Hand this role over, or invite another lead first.")
        )


def check_roles_go_together(role: Role, others: Collection[str]) -> None:
    """Nobody leads what they evaluate, or whose use of people's data they answer for."""
    both = {role, *(Role(other) for other in others)}
    if Role.LEAD in both and both & NOT_WITH_THE_LEAD:
        raise Refused(_("A programme lead cannot also be its evaluator or its data protection officer."))


def is_own(person: Person, membership: Membership) -> bool:
    return person.account is not None and membership.account_id == person.account.pk


can_give_role = rule_pair(check_gives_role)
can_end_role = rule_pair(check_ends_role)

can_work_here = rule_pair(check_works_here)
can_lead = rule_pair(check_leads)
can_edit_area = rule_pair(check_edits_area)
can_run_evenings = rule_pair(check_runs_evenings)
can_write_ideas_down = rule_pair(check_writes_ideas_down)
can_code = rule_pair(check_codes)
can_read_answers = rule_pair(check_reads_answers)
