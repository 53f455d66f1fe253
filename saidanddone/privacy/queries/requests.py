"""What people asked for about what is held of them, and whom the officer may look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Speaker
from saidanddone.people.queries import contact_of, speakers_by_email
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.words.models import Text
from saidanddone.words.rules import seat_of_speaker_key, speaker_key

from ..models import Erasure, SubjectRequest
from ..rules import can_answer_requests, due_on

DAYS_SHOWN = 50


def requests_visible_to(person: Person, programme: Programme) -> QuerySet[SubjectRequest]:
    rows = SubjectRequest.objects.filter(programme=programme)
    return rows if can_answer_requests(person) else rows.none()


def speakers_visible_to(person: Person, programme: Programme) -> QuerySet[Speaker]:
    """People behind seats. Nobody but the officer looks for them."""
    rows = Speaker.objects.filter(key__startswith=f"{programme.slug}:")
    return rows if can_answer_requests(person) else rows.none()


@dataclass(frozen=True)
class TakenOut:
    """How many people were taken out on a day, at whose asking, and what became of their words."""

    on: date
    asked: str
    words: str
    people: int
    texts: int


def taken_out_of(programme: Programme) -> list[TakenOut]:
    """The newest days. It says nothing of who."""
    rows = Erasure.objects.filter(programme=programme).values_list("done_on", "asked", "words")
    counted = rows.annotate(people=Count("pk"), said=Sum("texts")).order_by("-done_on", "asked", "words")
    return [
        TakenOut(on, str(Erasure.Asked(asked).label), str(Erasure.Words(words).label), people, texts)
        for on, asked, words, people, texts in counted[:DAYS_SHOWN]
    ]


def people_taken_out_since(programme: Programme, day: date) -> int:
    return Erasure.objects.filter(programme=programme, done_on__gte=day).count()


def seats_found(person: Person, programme: Programme, sought: str) -> list[str]:
    """The seats of whoever has this seat number or gave this address, typed in full. A part of it finds nobody."""
    typed = sought.strip()
    if "@" in typed:
        keys = [each.key for each in speakers_by_email(typed, programme.slug)]
    else:
        keys = [speaker_key(programme.slug, typed)]
    found = speakers_visible_to(person, programme).filter(key__in=keys).order_by("key")
    return [seat_of_speaker_key(key) for key in found.values_list("key", flat=True)]


@dataclass(frozen=True)
class Known:
    """Enough to tell whether this is who asks, and nothing of what they said."""

    texts: int
    by_email: bool
    by_phone: bool
    by_post: bool


def known_of(speaker: Speaker, programme: Programme) -> Known:
    reached = contact_of(speaker)
    texts = Text.objects.filter(programme=programme, speaker_key=speaker.key).count()
    return Known(texts, "email" in reached, "phone" in reached, "address" in reached)


@dataclass(frozen=True)
class Clock:
    """By when a request is to be answered, and how that stands."""

    due: date
    days_left: int
    is_open: bool

    @property
    def is_late(self) -> bool:
        return self.is_open and self.days_left < 0

    def in_words(self) -> str:
        if not self.is_open:
            return _("answered in time") if self.days_left >= 0 else _("answered late")
        if self.is_late:
            return ngettext("%(n)s day late", "%(n)s days late", -self.days_left) % {"n": -self.days_left}
        if not self.days_left:
            return _("due today")
        return ngettext("%(n)s day left", "%(n)s days left", self.days_left) % {"n": self.days_left}


def clock_of(request: SubjectRequest) -> Clock:
    due = due_on(request.received_on)
    stands_at = request.answered_on or timezone.localdate()
    return Clock(due, (due - stands_at).days, request.answered_on is None)


def is_open(yes: bool) -> Q:
    return Q(answered_on__isnull=yes)
