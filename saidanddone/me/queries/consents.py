"""What somebody is asked to agree to, in the words that are in force, and what they said."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.people.models import Consent, Speaker
from saidanddone.privacy.queries.wordings import wordings_in_force, words_offered
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.thread.copies import taken_by


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
        wording.words if wording else words_offered(purpose),
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
