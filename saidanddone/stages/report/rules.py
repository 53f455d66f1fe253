from __future__ import annotations

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, check_leads

CITED = "report-cited-"  # how the key of a figure taken from someone else begins
READS_DRAFT = frozenset({Role.LEAD, Role.EVALUATOR})


class CannotBuild(Refused):
    """The report cannot be built as it stands; the text says which section and why."""


def check_writes_report(person: Person) -> None:
    check_leads(person)


def check_reads_draft(person: Person) -> None:
    """The evaluator reads what is to be published without waiting for the lead to publish it."""
    if not person.roles & READS_DRAFT:
        raise Refused(_("Only the programme lead or the evaluator may read a draft of the report."))


def check_is_what_was_read(read: str, now: str) -> None:
    """What is published is what was read, by the fingerprints of the two."""
    if read != now:
        raise Refused(
            _(
                "Rows have been changed since you read the draft, so the report would no longer say the same. "
                "Make a new draft and read it first."
            )
        )


def check_figures_known(heading: str, spoken_of: list[str], known: set[str]) -> None:
    """Every figure that a section names is one that a stage can say how it knows."""
    for key in spoken_of:
        if key not in known:
            raise CannotBuild(
                _(
                    "The section “%(heading)s” speaks of the figure “%(key)s”, which no stage knows. "
                    "The page “How we know” lists those that are known."
                )
                % {"heading": heading, "key": key}
            )


def check_has_sections(sections: int) -> None:
    if not sections:
        raise Refused(_("The report has no sections yet. Write one first."))


can_write_report = rule_pair(check_writes_report)
can_read_draft = rule_pair(check_reads_draft)
