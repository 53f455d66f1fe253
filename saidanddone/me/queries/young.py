"""Schools that agreed, and who under 16 still lacks somebody's agreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, QuerySet

from saidanddone.people.models import Consent, YoungPerson
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.words.models import Seat
from saidanddone.words.queries import seats_of

from ..models import AgreementTaken, SchoolAgreement
from ..rules import KEEPS_AGREEMENTS, missing_agreements


def schools_workable_by(person: Person, programme: Programme) -> QuerySet[SchoolAgreement]:
    """A school's agreement names no pupil here, only how many; any of a programme may be chosen in any borough."""
    rows = SchoolAgreement.objects.filter(programme=programme).annotate(of_pupils=Count("pupils"))
    return rows if person.roles & KEEPS_AGREEMENTS else rows.none()


def schools_that_are_over(today: date) -> QuerySet[SchoolAgreement]:
    return SchoolAgreement.objects.filter(until__lt=today, pupils__isnull=False).distinct()


def young_person_of(seat: Seat) -> YoungPerson | None:
    return YoungPerson.objects.filter(speaker__key=seat.speaker_key).select_related("speaker").first()


def school_of(young: YoungPerson | None) -> SchoolAgreement | None:
    return young.speaker.school_agreements.first() if young else None


def missing_of(young: YoungPerson | None) -> list[str]:
    return missing_agreements(young) if young else []


def agreements_taken_of(speaker_key: str) -> QuerySet[AgreementTaken]:
    return AgreementTaken.objects.filter(speaker__key=speaker_key).select_related("taken_by")


def how_choices() -> list[tuple[str, str]]:
    """How an agreement is taken by staff."""
    return [
        (how.value, str(how.label)) for how in (Consent.How.PAPER, Consent.How.SPOKEN, Consent.How.LETTER)
    ]


def schools_in_file_order(programme: Programme) -> QuerySet[SchoolAgreement]:
    return SchoolAgreement.objects.filter(programme=programme).order_by("id")


def young_in_file_order(programme: Programme) -> Iterator[tuple[Seat, YoungPerson, str]]:
    """Each seat of somebody under 16, what stands, and the name of their school."""
    seats = {seat.speaker_key: seat for seat in seats_of(programme)}
    rows = YoungPerson.objects.filter(speaker__key__in=seats).select_related("speaker").order_by("id")
    for young in rows.prefetch_related("speaker__school_agreements"):
        schools = [each.school for each in young.speaker.school_agreements.all()]
        yield seats[young.speaker.key], young, schools[0] if schools else ""
