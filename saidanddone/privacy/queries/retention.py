"""What is kept of people, since when, and on which day it goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from saidanddone.people.models import About, Contact, PersonalLink, Speaker
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.registry import kept
from saidanddone.words.models import Seat, Text
from saidanddone.words.rules import GONE, speaker_key

from ..models import RetentionRule
from ..rules.register import can_write_register
from ..rules.retention import PROPOSED, day_it_goes

Days = list[tuple[date, int]]


@dataclass(frozen=True)
class Goes:
    """One rule, how much there is under it, and what goes when: a day and how much of it."""

    rule: RetentionRule
    held: int
    next: tuple[date, int] | None
    overdue: int  # its time is over and nobody has decided

    @property
    def waits_for_the_end(self) -> bool:
        return self.next is None and bool(self.held)


def rules_of(programme: Programme) -> list[RetentionRule]:
    """A rule a kind: what was written down, else what is proposed."""
    written = {each.kind: each for each in RetentionRule.objects.filter(programme=programme)}
    return [written.get(kind) or _proposed(programme, kind) for kind in PROPOSED]


def _proposed(programme: Programme, kind: str) -> RetentionRule:
    months, counted_from = PROPOSED[kind]
    return RetentionRule(programme=programme, kind=kind, months=months, counted_from=counted_from)


def rules_visible_to(person: Person, programme: Programme) -> list[RetentionRule]:
    return rules_of(programme) if can_write_register(person) else []


def decided_rules() -> QuerySet[RetentionRule]:
    """Of every programme, for the clock."""
    return RetentionRule.objects.exclude(decided_by="").select_related("programme")


def what_goes(rules: list[RetentionRule], programme: Programme) -> list[Goes]:
    return [_goes(rule, kept(rule.kind).days(programme), programme.ended_on) for rule in rules]


def _goes(rule: RetentionRule, days: Days, ended_on: date | None) -> Goes:
    on: Counter[date] = Counter()
    for day, count in days:
        if goes := day_it_goes(rule, day, ended_on):
            on[goes] += count
    overdue = sum(count for day, count in on.items() if day <= timezone.localdate())
    return Goes(rule, sum(count for _day, count in days), min(on.items(), default=None), overdue)


# From which days this room's own kinds are


def _theirs(programme: Programme) -> str:
    """What every key of a programme begins with."""
    return f"{programme.slug}:"


def contacts_of(programme: Programme) -> QuerySet[Contact]:
    return Contact.objects.filter(speaker__key__startswith=_theirs(programme))


def details_of(programme: Programme) -> QuerySet[About]:
    return About.objects.filter(speaker__key__startswith=_theirs(programme))


def links_of(programme: Programme) -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(speaker__key__startswith=_theirs(programme))


def keys_of_people(programme: Programme) -> set[str]:
    """Every key that still stands for a person: somebody known, a seat, or whoever said something."""
    gone = speaker_key(programme.slug, GONE)
    found: set[str] = set()
    for rows, name in (
        (Speaker.objects.filter(key__startswith=_theirs(programme)), "key"),
        (Seat.objects.filter(programme=programme), "speaker_key"),
        (Text.objects.filter(programme=programme), "speaker_key"),
    ):
        found.update(rows.order_by().values_list(name, flat=True).distinct())
    return {key for key in found if key and not key.startswith(gone)}


def by_day(rows: QuerySet[Contact] | QuerySet[About] | QuerySet[PersonalLink], name: str) -> Days:
    return list(rows.order_by().values_list(name).annotate(n=Count("pk")))


def days_of_people(programme: Programme) -> Days:
    """Counted from the end of the programme alone, so that every one of them is from that day."""
    people = len(keys_of_people(programme))
    return [(programme.ended_on or timezone.localdate(), people)] if people else []
