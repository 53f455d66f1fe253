"""What may be written at this stage, and what a public page may show of small counts. No queries here."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role, key_validator
from saidanddone.programme.rules import Person

from .models import Group

FEWEST_SHOWN = 7
READS_PEOPLE = frozenset({Role.LEAD, Role.ORGANISER, Role.EVALUATOR})
CURRENCY = re.compile(r"[A-Z]{3}")


def check_person_key(key: str) -> None:
    """A person is a key with a number in it: what has none may be somebody's name."""
    if re.fullmatch(key_validator.regex, key) and any(letter.isdigit() for letter in key):
        return
    raise Refused(
        _(
            "“%(key)s” looks like a name or an address. Write a key with a number in it, such as "
            "champions-07, and keep the list of who that is elsewhere."
        )
        % {"key": key}
    )


def check_part(group: Group, whole: Group | None, *, has_parts: bool) -> None:
    """One level: a programme of groups has groups, and those have none of their own."""
    if whole is None:
        return
    if whole.pk == group.pk:
        raise Refused(_("A group cannot be part of itself."))
    if whole.part_of_id is not None:
        raise Refused(
            _("“%(name)s” is itself part of another. Choose the whole that both belong to.")
            % {"name": whole.name}
        )
    if has_parts:
        raise Refused(_("This group has parts of its own, so it cannot be part of another."))


def check_currency(currency: str) -> None:
    if not CURRENCY.fullmatch(currency):
        raise Refused(_("Write a currency as three capital letters, such as GBP."))


def changes_groups(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.ORGANISER})


def shown_count(count: int | None) -> str:
    """A count as a public page shows it: a small one is not given, so that nobody can be picked out."""
    if count is None:
        return _("not recorded")
    if count < FEWEST_SHOWN:
        return _("fewer than %(n)s") % {"n": FEWEST_SHOWN}
    return f"{count:,}"
