from __future__ import annotations

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.rules import Person, check_leads

CITED = "report-cited-"  # how the key of a figure taken from someone else begins


class CannotBuild(ValueError):
    """The report cannot be built as it stands; the text says which section and why."""


def check_writes_report(person: Person) -> None:
    check_leads(person)


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
