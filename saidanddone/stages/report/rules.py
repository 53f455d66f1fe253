from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.methods.rounding import round_half_up
from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, check_leads

from .models import Draft

CITED = "report-cited-"  # how the key of a figure taken from someone else begins
READS_DRAFT = frozenset({Role.LEAD, Role.EVALUATOR})
NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
PERCENT = r"\s*(?:%|per\s?cent\b)"
# "97", "1,000", "41%", "32 to 51%", "sixteen"; not "2nd", "1.2m", "COVID-19", "16-year-olds" or "no one".
NUMBER = re.compile(
    rf"(?<![\w.,])(?<![a-z]-)(?P<digits>{DIGITS})(?!\w|[.,]\d|-[a-z])"
    rf"(?P<percent>{PERCENT}|(?=\s*(?:to|and|or|-|–)\s*{DIGITS}{PERCENT}))?"
    rf"|(?<![\w-])(?<!no )(?<!any )(?<!each )(?<!every )(?P<word>{'|'.join(NUMBER_WORDS)})(?![\w-]| another)"
    rf"(?P<per_cent>{PERCENT})?",
    re.IGNORECASE,
)


class CannotBuild(Refused):
    """The report cannot be built as it stands; the text says which section and why."""


def cannot_draw(heading: str, why: str) -> CannotBuild:
    said = _("The section “%(heading)s” cannot be drawn. %(why)s") % {"heading": heading, "why": why}
    return CannotBuild(said)


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
                "Rows have been changed since you read the draft, so the report, or the data that go with it, would no "
                "longer say the same. "
                "Make a new draft and read it first."
            )
        )


def check_not_published(draft: Draft | None, read: str | None) -> None:
    """A draft that was read is published once; asked for again, it is no further release of the same words."""
    if draft is not None and draft.published_as is not None and draft.fingerprint == read:
        raise Refused(
            _("This draft has been published already, as release %(number)s.")
            % {"number": draft.published_as.number}
        )


def check_still_next(number: int, now: int) -> None:
    """The number that the files of a release bear is still the next one."""
    if number != now:
        raise Refused(
            _("Release %(number)s was published while this one was being drawn. Read that one, then publish.")
            % {"number": now - 1}
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


# What is written of a figure, and what the figure says


@dataclass(frozen=True)
class NumberSaid:
    """A number as text says it. Its sign is left to the words around it: “three points fewer”."""

    number: Decimal
    is_percent: bool

    @property
    def digits(self) -> int:
        """How many stand after the point."""
        return max(0, -int(self.number.as_tuple().exponent))

    def is_rounded(self, value: float) -> bool:
        return round_half_up(abs(value), self.digits) == self.number


@dataclass(frozen=True)
class Misfit:
    """Words of a section that hold a number which the figure they lead to does not say."""

    section: str
    heading: str
    words: str
    figure: str
    title: str
    says: str  # what the figure says, with its base


def numbers_in(text: str) -> Iterator[NumberSaid]:
    for found in NUMBER.finditer(text):
        if found["digits"]:
            number = Decimal(found["digits"].replace(",", ""))
            yield NumberSaid(number, found["percent"] is not None)
        else:
            number = Decimal(NUMBER_WORDS.index(found["word"].lower()) + 1)
            yield NumberSaid(number, found["per_cent"] is not None)


def words_fit(words: str, figure: Mapping[str, Any]) -> bool:
    """Whether every number in these words is one that the figure says; words without a number always fit."""
    return all(_is_said_by(figure, said) for said in numbers_in(words))


def _is_said_by(figure: Mapping[str, Any], said: NumberSaid) -> bool:
    """In its own words, as one of its counts, or as its value or an end of its interval, rounded as it is said."""
    own = [figure["shown"]] if figure["cited"] else [figure["shown"], figure["base"], figure["title"]]
    if said in {number for text in own for number in numbers_in(text)}:
        return True
    if not said.is_percent and any(said.number == count for count in _counts(figure)):
        return True
    for value in (figure["value"], figure["low"], figure["high"]):
        if value is not None and _is_value(figure["unit"], value, said):
            return True
    return False


def _counts(figure: Mapping[str, Any]) -> list[int]:
    counts = [figure["k"], figure["n"], figure["N"], *(figure["estimate"] or {}).values()]
    return [count for count in counts if count is not None]


def _is_value(unit: str, value: float, said: NumberSaid) -> bool:
    """A share is said in per cent, a difference of shares in points, anything else as it is."""
    if unit == "difference":
        return not said.is_percent and said.is_rounded(100 * value)
    if unit == "share" or (not unit and 0 <= value <= 1):
        return (
            said.is_rounded(100 * value) if said.is_percent else bool(said.digits) and said.is_rounded(value)
        )
    return not said.is_percent and said.is_rounded(value)


def misfits_said(misfits: Sequence[Misfit]) -> str:
    """The first place by name, and how many more there are."""
    first, more = misfits[0], len(misfits) - 1
    place = _("The section “%(heading)s” says “%(words)s” where the figure “%(title)s” says “%(says)s”") % {
        "heading": first.heading, "words": first.words, "title": first.title, "says": first.says,
    }  # fmt: skip
    if not more:
        return f"{place}."
    return ngettext(
        "%(place)s; %(more)s more place differs so.", "%(place)s; %(more)s more places differ so.", more
    ) % {"place": place, "more": more}


def check_words_fit(misfits: Sequence[Misfit]) -> None:
    """A report may not say one number in its words and another in its figures."""
    if misfits:
        raise CannotBuild(misfits_said(misfits))


def check_has_sections(sections: int) -> None:
    if not sections:
        raise Refused(_("The report has no sections yet. Write one first."))


can_write_report = rule_pair(check_writes_report)
can_read_draft = rule_pair(check_reads_draft)
can_publish_words = rule_pair(check_words_fit)
