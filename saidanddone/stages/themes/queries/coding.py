"""Who may read which coding, and what is left to code."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saidanddone.programme.models import Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.words.models import Text
from saidanddone.words.queries import texts_visible_to

from ..models import Coding, Skipped
from ..rules import sees_every_coding


def codings_workable_by(person: Person, programme: Programme) -> QuerySet[Coding]:
    """Codings that this person may read; a coder those of others only after coding the text too."""
    rows = Coding.objects.filter(text__programme=programme).select_related("text__area", "code__theme")
    if sees_every_coding(person):
        return rows
    open_rows = Q(pk__in=())
    if Role.CODER in person.roles and person.account:
        coded_by_me = Coding.objects.filter(text=OuterRef("text"), account=person.account)
        open_rows |= Q(Exists(coded_by_me))
    elif person.word_area_ids:
        open_rows |= Q(text__area_id__in=person.word_area_ids)
    return rows.filter(open_rows)


def codings_of_text(person: Person, text: Text) -> tuple[list[Coding], list[Coding]]:
    """My codings of a text, and, once there are any, those of others."""
    rows = list(text.codings.select_related("text", "code__theme").order_by("id")) if person.account else []
    mine = [row for row in rows if row.account_id == person.account.pk]  # type: ignore[union-attr]
    return mine, [row for row in rows if row not in mine] if mine else []


def own_codings(person: Person, programme: Programme) -> QuerySet[Coding]:
    return Coding.objects.filter(
        text__programme=programme, account=person.account, account__isnull=False
    ).select_related("text", "code")


def texts_to_code(person: Person, programme: Programme) -> QuerySet[Text]:
    """The queue of the desk: what this person has not coded, in the order in which it was recorded."""
    mine = Coding.objects.filter(text=OuterRef("pk"), account=person.account)
    left = skipped_by(person, programme).filter(text=OuterRef("pk"))
    return texts_visible_to(person, programme).filter(~Exists(mine), ~Exists(left)).order_by("id")


def skipped_by(person: Person, programme: Programme) -> QuerySet[Skipped]:
    """What this coder leaves to others."""
    return Skipped.objects.filter(text__programme=programme, account=person.account)


def next_text_to_code(person: Person, programme: Programme, after: Text | None = None) -> Text | None:
    """The next of the queue after a text, beginning again at its end."""
    queue = texts_to_code(person, programme)
    if after is None:
        return queue.first()
    return queue.filter(pk__gt=after.pk).first() or queue.exclude(pk=after.pk).first()


def texts_with_codings(person: Person, programme: Programme) -> QuerySet[Text]:
    """Every text with `coders` and `codings_made`, for those who may read every coding."""
    if not sees_every_coding(person):
        return Text.objects.none()
    return (
        texts_visible_to(person, programme)
        .order_by("id")
        .annotate(coders=Count("codings__coder", distinct=True), codings_made=Count("codings", distinct=True))
    )


def in_theme(key: str) -> Q:
    """The condition on texts that anyone coded them with this theme."""
    return Q(Exists(Coding.objects.filter(text=OuterRef("pk"), code__theme__key=key)))


def coded_by(chosen: str) -> Q:
    return {"nobody": Q(coders=0), "one": Q(coders=1)}.get(chosen, Q(coders__gte=2))


def of_kind(chosen: str) -> Q:
    return Q(idea__isnull=chosen != "idea")


@dataclass(frozen=True)
class Progress:
    done: int
    of: int

    @property
    def left(self) -> int:
        return self.of - self.done


def progress_of(person: Person, programme: Programme) -> Progress:
    mine = Exists(Coding.objects.filter(text=OuterRef("pk"), account=person.account))
    counts = Text.objects.filter(programme=programme).aggregate(
        of=Count("pk"), done=Count("pk", filter=Q(mine))
    )
    return Progress(done=counts["done"], of=counts["of"])


def coders_of(programme: Programme) -> list[str]:
    """The pseudonyms in use, each once."""
    rows = Coding.objects.filter(text__programme=programme).order_by("coder")
    return list(rows.values_list("coder", flat=True).distinct())


def pseudonym_of(account_id: int, programme: Programme) -> str:
    row = Coding.objects.filter(text__programme=programme, account_id=account_id).first()
    return row.coder if row else ""


def coder_choices(person: Person, programme: Programme) -> list[tuple[str, str]]:
    """The coders to filter by: those whose codings this person may read."""
    rows = codings_workable_by(person, programme).order_by("coder")
    return [(coder, coder) for coder in rows.values_list("coder", flat=True).distinct()]


def coded_words(coding: Coding) -> str:
    """The words that a coding means: the quoted part, or the whole text. Needs `text` fetched."""
    return coding.quoted or coding.text.words


def codings_of_speaker(speaker_key: str, programme: Programme) -> QuerySet[Coding]:
    rows = Coding.objects.filter(text__programme=programme, text__speaker_key=speaker_key)
    return rows.select_related("text", "code__theme")
