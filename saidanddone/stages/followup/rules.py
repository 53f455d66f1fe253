from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, check_leads, check_reads_answers

SMALL_BASE = 30  # below so many answers a figure is labelled as having a small base


@dataclass(frozen=True)
class Base:
    """Of how many a survey speaks: N, and whether it was counted or is assumed."""

    N: int | None
    assumed: bool
    says: str


def base_of(asked: int | None, attended: int | None, attended_is: str, answered: int) -> Base:
    """Those who were asked where that is known, else all who attended.

    A number smaller than the answers cannot be the base and is taken as not known.
    """
    if asked is not None and asked >= answered:
        return Base(asked, False, _("who were asked"))
    if attended is not None and attended >= answered:
        assumed = attended_is == "assumed"
        return Base(attended, assumed, _("who attended (assumed)") if assumed else _("who attended"))
    return Base(None, False, "")


def check_records_answers(person: Person) -> None:
    """Answers are entered by the lead or the evaluator, never by those the answers are about."""
    check_reads_answers(person)


def check_changes_surveys(person: Person) -> None:
    check_leads(person)


def check_answers_fit(answered: int, asked: int | None, attended: int | None) -> None:
    for limit, words in ((asked, _("were asked")), (attended, _("attended"))):
        if limit is not None and answered > limit:
            raise Refused(
                _("There are %(answered)s answers but only %(limit)s people %(words)s.")
                % {"answered": answered, "limit": limit, "words": words}
            )


can_record_answers = rule_pair(check_records_answers)
can_change_surveys = rule_pair(check_changes_surveys)
READS_ANSWERS = frozenset({Role.LEAD, Role.EVALUATOR})
