"""Who may change which row of the directory."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, check_edits_area

KEEPERS = frozenset({Role.LEAD, Role.ORGANISER})
SUGGESTS = frozenset(
    {
        Role.PARTNER, Role.CHAMPION, Role.HOST, Role.FACILITATOR, Role.SAFEGUARDING, Role.DPH, Role.LEAD,
        Role.ORGANISER,
    }
)  # fmt: skip


def check_keeps(person: Person, area_id: int | None) -> None:
    check_edits_area(person, area_id)


def check_changes_shared(person: Person, name: str, area_ids: Iterable[int | None]) -> None:
    """An organisation, a place or a word of the directory is changed by who keeps every service that has it."""
    if person.everywhere_as(KEEPERS):
        return
    if not set(area_ids) <= person.areas_as(KEEPERS):
        raise Refused(
            _(
                "“%(name)s” also stands at services that are not of your borough. Ask the programme lead to change it."
            )
            % {"name": name}
        )


def check_suggests(person: Person) -> None:
    if not person.roles & SUGGESTS:
        raise Refused(_("Your role suggests no changes here."))


def check_is_open(accepted: bool | None) -> None:
    if accepted is not None:
        raise Refused(_("This suggestion was decided already."))


def check_keeps_lines(person: Person) -> None:
    """Crisis lines are the same for every borough; whoever keeps a part of the directory may ring them."""
    if not person.roles & KEEPERS:
        raise Refused(
            _("Only the programme lead or a borough organiser may write down that a line was checked.")
        )


can_keep = rule_pair(check_keeps)
can_suggest = rule_pair(check_suggests)
can_keep_lines = rule_pair(check_keeps_lines)
