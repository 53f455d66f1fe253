"""The joints of the thread at this stage: from what an outcome answers to the outcome, each way in one query."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.queries import commitment_step
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.ideas.queries import idea_step, ideas_visible_to
from saidanddone.stages.themes.queries import ideas_named, recommendation_step, theme_step
from saidanddone.thread.steps import Link, Step
from saidanddone.words.queries import with_quotable_now
from saidanddone.words.rules import may_be_read_by

from ..models import Outcome, OutcomeLink
from .rows import outcome_step

Ids = Collection[int]


def _links(programme: Programme) -> QuerySet[OutcomeLink]:
    rows = OutcomeLink.objects.filter(outcome__programme=programme).select_related(
        "outcome__area", "commitment__area", "recommendation", "theme", "idea__text__area"
    )
    return with_quotable_now(rows, "idea__text__")


def _known(rows: QuerySet[OutcomeLink]) -> list[OutcomeLink]:
    """Whether each idea may be quoted now came with the link; its text is told."""
    found = list(rows)
    for link in found:
        if link.idea is not None:
            link.idea.text.quotable_now = link.quotable_now
    return found


def links_from(programme: Programme, outcomes: Ids) -> list[OutcomeLink]:
    return _known(_links(programme).filter(outcome__in=outcomes)) if outcomes else []


def links_to(
    programme: Programme, *, commitments: Ids, recommendations: Ids, themes: Ids, ideas: Ids
) -> list[OutcomeLink]:
    if not (commitments or recommendations or themes or ideas):
        return []
    named = Q(commitment__in=commitments) | Q(recommendation__in=recommendations)
    return _known(_links(programme).filter(named | Q(theme__in=themes) | Q(idea__in=ideas)))


def link_of_outcome(link: OutcomeLink, person: Person) -> Link:
    return Link(came_from_step(link, person), outcome_step(link.outcome, person), _("linked to this change"))


def came_from_step(link: OutcomeLink, person: Person) -> Step:
    if link.commitment is not None:
        return commitment_step(link.commitment, person)
    if link.recommendation is not None:
        return recommendation_step(link.recommendation, person)
    if link.theme is not None:
        return theme_step(link.theme, person)
    return idea_step(link.idea, person)


def links_of_outcome(outcome: Outcome) -> list[OutcomeLink]:
    return links_from(outcome.programme, [outcome.pk])


def links_of_speaker(speaker_key: str, programme: Programme) -> QuerySet[OutcomeLink]:
    rows = OutcomeLink.objects.filter(outcome__programme=programme, idea__text__speaker_key=speaker_key)
    return rows.select_related("outcome", "idea__text")


# Naming ideas by key, without telling anybody of words that they may not read


def ideas_linked(links: Sequence[OutcomeLink], person: Person) -> tuple[list[Idea], list[Idea]]:
    """The linked ideas whose words this person may read, and those whose words they may not."""
    ideas = [link.idea for link in links if link.idea is not None]
    read = [idea for idea in ideas if may_be_read_by(idea.text, person)]
    return read, [idea for idea in ideas if idea not in read]


def readable_ideas_named(person: Person, programme: Programme, typed: str) -> tuple[list[Idea], list[str]]:
    """As `ideas_named`; the key of an idea that this person may not read is as unknown as any other."""
    found, unknown = ideas_named(programme, typed)
    visible = ideas_visible_to(person, programme).filter(pk__in=[idea.pk for idea in found])
    readable = set(visible.values_list("pk", flat=True)) if found else set()
    hidden = [idea.text.key for idea in found if idea.pk not in readable]
    return [idea for idea in found if idea.pk in readable], unknown + hidden
