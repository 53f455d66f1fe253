"""Who enters and who reads answers, and which numbers and answers cannot be. No queries here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, check_leads, check_reads_answers

from .models import Question

SMALL_BASE = 30  # below so many answers a figure is labelled as having a small base
YES_OR_NO = ("yes", "no")
READS_ANSWERS = frozenset({Role.LEAD, Role.EVALUATOR})
READS_OPEN_ANSWERS = READS_ANSWERS | {Role.CODER}
# Words of this stage's own addresses and figures, which a key would hide.


@dataclass(frozen=True)
class Base:
    """Of how many a survey speaks: N, and whether it was counted or is assumed."""

    N: int | None
    assumed: bool
    says: str


def base_of(asked: int | None, attended: int | None, attended_is: str) -> Base:
    """Those who were asked where that is known, else all who attended."""
    if asked is not None:
        return Base(asked, False, _("%(N)s who were asked") % {"N": f"{asked:,}"})
    if attended is None:
        return Base(None, False, "")
    if attended_is == "assumed":
        return Base(attended, True, _("an assumed %(N)s who attended") % {"N": f"{attended:,}"})
    return Base(attended, False, _("%(N)s who attended") % {"N": f"{attended:,}"})


def check_records_answers(person: Person) -> None:
    """Answers are entered by the lead or the evaluator, never by those the answers are about."""
    check_reads_answers(person)


def check_changes_surveys(person: Person) -> None:
    check_leads(person)


def check_people_fit(
    *, attended: int | None, reachable: int | None, asked: int | None, answered: int = 0
) -> None:
    """Nobody is reached who was not there, asked who was not reached, or answers unasked."""
    numbers = (
        (attended, _("attended")),
        (reachable, _("could be reached")),
        (asked, _("were asked")),
        (answered, _("answered")),
    )
    known = [(number, words) for number, words in numbers if number is not None]
    for place, (number, words) in enumerate(known):
        for most, before in known[:place]:
            if number > most:
                raise Refused(
                    _("%(number)s people %(words)s, but only %(most)s %(before)s. Mend one of the two.")
                    % {"number": f"{number:,}", "words": words, "most": f"{most:,}", "before": before}
                )


def check_survey_key(key: str, others: Iterable[str] = ()) -> None:
    """A figure's key is the survey's and the question's, so no survey's may begin with another's."""
    for other in others:
        if key.startswith(f"{other}-") or other.startswith(f"{key}-"):
            raise Refused(
                _(
                    "The keys “%(key)s” and “%(other)s” begin alike, so figures could be mixed up. Choose another."
                )
                % {"key": key, "other": other}
            )


def check_question(kind: str, yes_means: str) -> None:
    if kind == Question.Kind.YES_NO and yes_means not in YES_OR_NO:
        raise Refused(_("Say which answer is counted: yes or no."))
    if kind == Question.Kind.OPEN and yes_means:
        raise Refused(_("Answers in people's own words are not counted: leave the counted answer blank."))


def check_something_answered(answers: int) -> None:
    if not answers:
        raise Refused(_("Nothing is answered. A questionnaire that came back blank is no answer."))


def check_kind_stays(before: str, after: str, answered: bool) -> None:
    if answered and before != after:
        raise Refused(
            _("This question has answers, so its kind stays. Ask the other kind as a new question.")
        )


def check_value(kind: str, value: str) -> None:
    """What may be ticked: open questions take words instead."""
    if kind == Question.Kind.OPEN:
        raise Refused(_("This question is answered in people's own words, not by a choice."))
    if kind == Question.Kind.YES_NO and value not in YES_OR_NO:
        raise Refused(_("“%(value)s” is neither yes nor no.") % {"value": value})


def check_one_survey(response_survey_id: int, question_survey_id: int) -> None:
    if response_survey_id != question_survey_id:
        raise Refused(_("This question belongs to another survey than this response."))


def check_takes_words(kind: str) -> None:
    if kind != Question.Kind.OPEN:
        raise Refused(_("This question is answered by a choice, not in people's own words."))


can_record_answers = rule_pair(check_records_answers)
can_change_surveys = rule_pair(check_changes_surveys)
