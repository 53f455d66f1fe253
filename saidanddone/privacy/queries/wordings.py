"""The words in which consents are asked: which are in force on a day, and who answered which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language_info

from saidanddone.people.models import Consent, Speaker
from saidanddone.people.queries import standing_consents
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import Person
from saidanddone.words.models import Seat
from saidanddone.words.queries import seats_of

from ..rules.wordings import PRINTS_FORMS, STARTING_WORDS, TAKES_CONSENTS

ENGLISH = "en"


def wordings_visible_to(person: Person, programme: Programme) -> QuerySet[ConsentWording]:
    rows = programme.consent_wordings.all()
    return rows if person.roles & PRINTS_FORMS else rows.none()


def wordings_of(programme: Programme) -> QuerySet[ConsentWording]:
    return programme.consent_wordings.order_by("id")


def wordings_in_force(
    programme: Programme, language: str = ENGLISH, on: date | None = None
) -> dict[str, ConsentWording]:
    """The words in force on a day for each purpose: in this language where they are written in it, else in English.

    A newer version counts only where it is written in that language: nobody is asked in words that nobody put into
    their language, and the version says which words those were.
    """
    rows = programme.consent_wordings.filter(
        in_force_from__lte=on or timezone.localdate(), language__in={language, ENGLISH}
    )
    ordered = sorted(rows, key=lambda row: (row.language == language, row.in_force_from, row.pk))
    return {row.purpose: row for row in ordered}


def in_order(in_force: Mapping[str, ConsentWording]) -> list[ConsentWording]:
    """In the order in which people are asked: whether they take part comes first."""
    return [in_force[purpose] for purpose in Consent.Purpose if purpose in in_force]


def words_offered(purpose: str) -> str:
    """What a programme that has no words of its own for a purpose asks."""
    return str(STARTING_WORDS[Consent.Purpose(purpose)])


def languages_in_force(programme: Programme, on: date | None = None) -> list[str]:
    rows = programme.consent_wordings.filter(in_force_from__lte=on or timezone.localdate())
    return sorted(
        {ENGLISH, *rows.values_list("language", flat=True)}, key=lambda code: (code != ENGLISH, code)
    )


def language_name(code: str) -> str:
    """“Bengali” for bn; the code itself where nobody here knows its name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


# How many stand under which words


@dataclass(frozen=True)
class Version:
    """One version of the words for one purpose, in every language, and how many answered it and not a later one."""

    version: str  # blank: nobody recorded which words asked
    wordings: tuple[ConsentWording, ...]
    agreed: int
    refused: int
    in_force: bool


@dataclass(frozen=True)
class Asked:
    purpose: Consent.Purpose
    versions: tuple[Version, ...]

    @property
    def label(self) -> str:
        return str(self.purpose.label)

    @property
    def has_words_in_force(self) -> bool:
        return any(each.in_force for each in self.versions)


def asked_in(programme: Programme) -> list[Asked]:
    """Every purpose with all versions of its words, the newest first: two queries and what is in force."""
    counts = {
        (each["purpose"], each["version"]): (each["agreed"], each["refused"]) for each in _counts(programme)
    }
    written: dict[tuple[str, str], list[ConsentWording]] = defaultdict(list)
    for row in programme.consent_wordings.order_by("-in_force_from", "-id"):
        written[row.purpose, row.version].append(row)
    now = {(row.purpose, row.version) for row in wordings_in_force(programme).values()}
    found: dict[str, list[Version]] = defaultdict(list)
    for at in [*written, *(at for at in sorted(counts) if at not in written)]:
        agreed, refused = counts.get(at, (0, 0))
        found[at[0]].append(Version(at[1], tuple(written.get(at, ())), agreed, refused, at in now))
    return [Asked(purpose, tuple(found[purpose])) for purpose in Consent.Purpose]


def _counts(programme: Programme) -> QuerySet[Consent, dict[str, object]]:
    rows = standing_consents().filter(speaker__key__startswith=f"{programme.slug}:")
    return (
        rows.order_by()
        .values("purpose", "version")
        .annotate(agreed=Count("pk", filter=Q(given=True)), refused=Count("pk", filter=Q(given=False)))
    )


# Whose answers are written down


def seats_for_consents(person: Person, programme: Programme) -> QuerySet[Seat]:
    """Seats whose person is still there, of the boroughs where somebody may write down what they agreed to."""
    there = Exists(Speaker.objects.filter(key=OuterRef("speaker_key")))
    return workable_in_areas(seats_of(programme).filter(there), person, roles=TAKES_CONSENTS)


def standing_of(seat: Seat) -> dict[str, Consent]:
    return {each.purpose: each for each in standing_consents().filter(speaker__key=seat.speaker_key)}


def refuses_to_take_part(speaker_key: str) -> bool:
    """Whether somebody said that what they say shall not be written down."""
    if not speaker_key:
        return False
    rows = standing_consents().filter(speaker__key=speaker_key, purpose=Consent.Purpose.TAKE_PART)
    return rows.filter(given=False).exists()
