"""In which words consents are asked, who takes them down, and what a refusal means.

Ethical consent is not the lawful basis: whatever that is, each person says for each purpose what they want, and may
say otherwise later. Refusing shuts nobody out of the room. Who refuses to take part is still welcome, listened to
and helped; only what they say is not written down, since a record of their words is what they refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.models import Consent
from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

WRITES_WORDINGS = frozenset({Role.LEAD, Role.DPO})
TAKES_CONSENTS = frozenset({Role.LEAD, Role.ORGANISER, Role.FACILITATOR})
PRINTS_FORMS = WRITES_WORDINGS | TAKES_CONSENTS | {Role.HOST}
FIRST_VERSION = "1"

# What a programme may begin with. Each can be answered alone, and says what happens after yes.
STARTING_WORDS = {
    Consent.Purpose.TAKE_PART: gettext_lazy("Do you want to take part? Then we keep what you say."),
    Consent.Purpose.TOLD: gettext_lazy("May we tell you what came of what you said?"),
    Consent.Purpose.ASKED_LATER: gettext_lazy("May we ask you more things later?"),
    Consent.Purpose.QUOTED: gettext_lazy("May we show your words to others, without your name?"),
    Consent.Purpose.PHOTOGRAPHED: gettext_lazy("May we show photos that you are in?"),
    Consent.Purpose.DETAILS: gettext_lazy("May we keep what you tell us about yourself, such as your age?"),
}


def check_writes_wordings(person: Person) -> None:
    if not person.roles & WRITES_WORDINGS:
        raise Refused(
            _("Only the programme lead or the data protection officer may write in which words we ask.")
        )


def check_takes_consents(person: Person, area_id: int | None) -> None:
    if not person.has_one_for(TAKES_CONSENTS, area_id):
        raise Refused(
            _(
                "Only the programme lead, or the organiser or a facilitator of this borough, may write down what "
                "somebody agreed to."
            )
        )


can_write_wordings = rule_pair(check_writes_wordings)
can_take_consents = rule_pair(check_takes_consents)


def check_in_force_from(in_force_from: date, today: date, *, is_first: bool) -> None:
    """Words that are in force later than they were asked would change what people answered."""
    if in_force_from < today and not is_first:
        raise Refused(
            _(
                "New words are in force from today or a later day. What was asked before was asked in the words before."
            )
        )


def check_answers(given: Mapping[str, bool], on: date, today: date, standing: Mapping[str, Consent]) -> None:
    """What is written down late must not undo what the same person has said since."""
    if not given:
        raise Refused(_("Choose an answer for one of the questions at least."))
    if on > today:
        raise Refused(_("The day on which somebody answered cannot lie in the future."))
    later = [
        Consent.Purpose(purpose).label
        for purpose, agrees in given.items()
        if (row := standing.get(purpose)) is not None and row.given != agrees and _said_since(row, on)
    ]
    if later:
        raise Refused(
            _("This person has answered otherwise since, and that stands: %(purposes)s. Leave it out here.")
            % {"purposes": "; ".join(str(label) for label in later)}
        )


def _said_since(row: Consent, on: date) -> bool:
    """Of one day, what somebody said on their own page stands."""
    return row.taken_on > on or (row.taken_on == on and row.taken_how == Consent.How.ONLINE)


def check_takes_part(refuses: bool) -> None:
    if refuses:
        raise Refused(
            _(
                "This person does not want what they say to be written down. They may stay, and be helped. If you are "
                "worried about them, leave the words blank and say so: the safeguarding lead is told."
            )
        )


def without_blank(answers: Mapping[str, str]) -> dict[str, bool]:
    """Yes and no by purpose; a question that nobody answered is none."""
    return {purpose: answer == "yes" for purpose, answer in answers.items() if answer}


def missing_purposes(there: Iterable[str]) -> list[Consent.Purpose]:
    return [purpose for purpose in Consent.Purpose if purpose not in set(there)]
