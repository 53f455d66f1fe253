"""What somebody is asked to agree to, in the words that are in force, and what they said."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.models import Consent, Speaker
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.thread.copies import taken_by

DEFAULT_WORDS = {
    Consent.Purpose.TAKE_PART: gettext_lazy("Do you want to take part? Then we keep what you say."),
    Consent.Purpose.TOLD: gettext_lazy("May we tell you what came of what you said?"),
    Consent.Purpose.ASKED_LATER: gettext_lazy("May we ask you more things later?"),
    Consent.Purpose.QUOTED: gettext_lazy("May we show your words to others, without your name?"),
    Consent.Purpose.PHOTOGRAPHED: gettext_lazy("May we show photos that you are in?"),
    Consent.Purpose.DETAILS: gettext_lazy("May we keep what you tell us about yourself, such as your age?"),
}


@dataclass(frozen=True)
class Asked:
    """One question. `says` tells since when which answer stands, how it was taken and by whom."""

    purpose: str
    words: str
    language: str
    version: str
    now: str  # "yes", "no", or blank where nobody asked
    says: str

    @property
    def field(self) -> str:
        return self.purpose.replace("-", "_")


def asked_of(speaker: Speaker, programme: Programme, language: str) -> list[Asked]:
    standing = {
        each.purpose: each for each in speaker.consents.filter(replaced_at=None).select_related("taken_by")
    }
    wordings = wordings_in_force(programme, language)
    return [_asked(purpose, standing.get(purpose), wordings.get(purpose)) for purpose in Consent.Purpose]


def _asked(purpose: Consent.Purpose, stands: Consent | None, wording: ConsentWording | None) -> Asked:
    return Asked(
        purpose.value,
        wording.words if wording else str(DEFAULT_WORDS[purpose]),
        wording.language if wording else "en",
        wording.version if wording else "",
        "" if stands is None else "yes" if stands.given else "no",
        _("Nobody has asked you this yet.") if stands is None else _since(stands),
    )


def _since(stands: Consent) -> str:
    said = {
        "answer": _("yes") if stands.given else _("no"),
        "day": date_format(stands.taken_on, "j F Y"),
        "how": stands.get_taken_how_display(),
        "who": taken_by(stands),
    }
    if stands.taken_how == Consent.How.ONLINE:
        return _("You said %(answer)s here on %(day)s.") % said
    if stands.taken_by is None:
        return _("You said %(answer)s on %(day)s, %(how)s.") % said
    return _("You said %(answer)s on %(day)s, %(how)s. %(who)s wrote it down.") % said


def wordings_in_force(programme: Programme, language: str) -> dict[str, ConsentWording]:
    """The newest words for each purpose, in somebody's own language where they were written in it."""
    rows = ConsentWording.objects.filter(
        programme=programme, in_force_from__lte=timezone.localdate(), language__in={language, "en"}
    )
    ordered = sorted(rows, key=lambda row: (row.language == language, row.in_force_from))
    return {row.purpose: row for row in ordered}
