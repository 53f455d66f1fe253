"""What people said at one evening. Ideas come later in the cycle, so they are reached from the evening's own row."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from saidanddone.programme.rules import Person
from saidanddone.words.queries import quotable_condition

from ..models import Conversation

QUOTATIONS_SHOWN = 4


@dataclass(frozen=True)
class AspirationCount:
    name: str  # blank: filed under none
    ideas: int
    quotable: int
    provenances: tuple[str, ...]


@dataclass(frozen=True)
class Quotation:
    words: str
    who: str
    address: str
    language: str
    label: str


@dataclass(frozen=True)
class SaidThere:
    by_aspiration: tuple[AspirationCount, ...]
    quotations: tuple[Quotation, ...]

    @property
    def ideas(self) -> int:
        return sum(each.ideas for each in self.by_aspiration)

    @property
    def quotable(self) -> int:
        return sum(each.quotable for each in self.by_aspiration)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted({each for count in self.by_aspiration for each in count.provenances}))


def said_there(conversation: Conversation, person: Person) -> SaidThere:
    """How many ideas were written down there for each aspiration, and a few that may be quoted now."""
    groups = conversation.ideas.order_by("aspiration_id").values_list("aspiration__name", "provenance")
    groups = groups.annotate(
        ideas=Count("pk", distinct=True),
        quotable=Count("pk", distinct=True, filter=quotable_condition("text__")),
    )
    by_name: dict[str, list[tuple[str, int, int]]] = {}
    for name, provenance, ideas, quotable in groups:
        by_name.setdefault(name or "", []).append((provenance, ideas, quotable))
    counts = [
        AspirationCount(
            name,
            sum(ideas for _p, ideas, _q in found),
            sum(quotable for _p, _i, quotable in found),
            tuple(provenance for provenance, _i, _q in found if provenance),
        )
        for name, found in by_name.items()
    ]
    counts.sort(key=lambda count: (not count.name, -count.ideas))
    return SaidThere(tuple(counts), tuple(_quotations(conversation, person)))


def _quotations(conversation: Conversation, person: Person) -> list[Quotation]:
    ideas = conversation.ideas.filter(quotable_condition("text__"))
    return [
        Quotation(
            idea.text.words,
            idea.text.get_role_display(),
            reverse("ideas:detail", kwargs={"programme": person.programme_slug, "key": idea.text.key}),
            idea.text.language,
            idea.provenance,
        )
        for idea in ideas.select_related("text").order_by("text_id")[:QUOTATIONS_SHOWN]
    ]
