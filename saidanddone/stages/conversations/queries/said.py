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
    key: str  # blank, as the name: filed under none
    name: str
    ideas: int
    quotable: int
    provenances: tuple[str, ...]

    @property
    def query(self) -> str:
        """What narrows the list of ideas to these."""
        return f"aspiration={self.key}" if self.key else "aspiration=none"


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
    groups = conversation.ideas.order_by("aspiration_id")
    groups = groups.values_list("aspiration__key", "aspiration__name", "provenance").annotate(
        ideas=Count("pk"), quotable=Count("pk", filter=quotable_condition("text__"))
    )
    found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for key, name, *counted in groups:
        found.setdefault((key or "", name or ""), []).append(tuple(counted))
    counts = [
        AspirationCount(
            key,
            name,
            sum(ideas for _p, ideas, _q in counted),
            sum(quotable for _p, _i, quotable in counted),
            tuple(provenance for provenance, _i, _q in counted if provenance),
        )
        for (key, name), counted in found.items()
    ]
    counts.sort(key=lambda count: (not count.key, -count.ideas))
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
