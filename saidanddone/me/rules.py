"""What a resident may do on their own pages, and what must be agreed before a child does."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from saidanddone.people.models import Speaker, YoungPerson
from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.words.models import Text

CARDS_AT_MOST = 60  # a hall's worth, on paper that somebody has to cut
LETTERS_AT_ONCE = 100
WRITES_LETTERS = frozenset({Role.LEAD, Role.ORGANISER})
GIVES_CARDS = WRITES_LETTERS | {Role.HOST, Role.FACILITATOR}
KEEPS_AGREEMENTS = WRITES_LETTERS | {Role.SAFEGUARDING}


def check_own(speaker: Speaker, text: Text) -> None:
    if not speaker.key or text.speaker_key != speaker.key:
        raise Refused(_("Somebody else said these words."))


def check_for_area(person: Person, area_id: int | None, roles: frozenset[Role]) -> None:
    """In one of these roles, for this borough or for all."""
    if not (person.everywhere_as(roles) or (area_id is not None and area_id in person.areas_as(roles))):
        raise Refused(_("Only those who work on this in the borough may do this."))


def check_for_any_area(person: Person, roles: frozenset[Role]) -> None:
    if not person.roles & roles:
        raise Refused(_("Only those who keep the agreements of children may do this."))


def check_number_of_cards(number: int) -> None:
    if not 1 <= number <= CARDS_AT_MOST:
        raise Refused(_("Make between 1 and %(most)s cards at a time.") % {"most": CARDS_AT_MOST})


def check_parent_named(agreed: bool, relation: str) -> None:
    if agreed != bool(relation):
        raise Refused(_("Say who agreed for the child and on which day, or leave both out."))


def check_all_agreed(young: YoungPerson) -> None:
    """Whose agreement is missing before somebody under 16 may have a code, be quoted or be told."""
    missing = missing_agreements(young)
    if missing:
        raise Refused(
            _("This person is under 16. Still missing: %(missing)s.") % {"missing": ", ".join(missing)}
        )


def missing_agreements(young: YoungPerson) -> list[str]:
    wanted = [
        (_("a parent or guardian’s agreement"), young.parent_agreed_on),
        (_("the child’s own agreement"), young.child_agreed_on),
    ]
    if young.in_school:
        wanted.append((_("the school’s agreement"), young.school_agreed_on))
    return [name for name, day in wanted if day is None]


def check_not_in_the_future(*days: date | None, today: date) -> None:
    if any(day is not None and day > today for day in days):
        raise Refused(_("Nobody can have agreed on a day that has not come yet."))


can_for_area = rule_pair(check_for_area)
