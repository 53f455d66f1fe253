"""What an evaluator takes away, without who anybody is."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from saidanddone.people.models import About, AuditRow
from saidanddone.people.queries import audit_rows, not_agreed_for
from saidanddone.programme.models import Programme
from saidanddone.thread.studies import Disguise, StudyTable, study_tables
from saidanddone.words.models import Seat

COPIED = "privacy.copy_for_study"
COPIES_SHOWN = 50
ABOUT = ("age_band", "gender", "ethnic_group", "disability")
SAID = ("role", "borough", *ABOUT)


def disguise_for(programme: Programme) -> Disguise:
    return Disguise(not_agreed_for(programme.slug))


def tables_for_study(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    return [
        StudyTable("people", ("person", *SAID), _people(programme, disguise)),
        *study_tables(programme, disguise),
    ]


def _people(programme: Programme, disguise: Disguise) -> Iterator[tuple[str, ...]]:
    for key, *said in said_of_people(programme, disguise):
        yield disguise.person(key), *said


def said_of_people(programme: Programme, disguise: Disguise) -> Iterator[tuple[str, ...]]:
    """A key, a role, a borough and what they said of themselves; of those who are kept back nothing."""
    about = {
        key: answers
        for key, *answers in About.objects.filter(speaker__key__startswith=f"{programme.slug}:").values_list(
            "speaker__key", *ABOUT
        )
    }
    for seat in Seat.objects.filter(programme=programme).select_related("area").order_by("?"):
        if seat.speaker_key not in disguise.kept_back:
            answers = about.get(seat.speaker_key, [""] * len(ABOUT))
            yield seat.speaker_key, seat.role, seat.area.name if seat.area else "", *answers


def copies_made(programme: Programme) -> QuerySet[AuditRow]:
    """The newest: when, and by whom."""
    return audit_rows(programme.slug).filter(verb=COPIED)[:COPIES_SHOWN]
