"""Why an evening was held where it was: its borough is among those that were chosen to begin with."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.need.models import Decision, DecisionArea
from saidanddone.stages.need.queries import chosen_area_step
from saidanddone.thread.steps import Link

from ..models import Conversation
from .doors import conversation_step


def held_where_chosen(
    programme: Programme, *, conversations: Iterable[int] = (), chosen: Iterable[int] = ()
) -> list[Conversation]:
    """Conversations with what chose their borough as `chosen_…`, one row for each choice. One query.

    What was decided after an evening is not why it was held; a decision without a day may have been before it.
    """
    conversations, chosen = list(conversations), list(chosen)
    if not conversations and not chosen:
        return []
    rows = _with_choice(Conversation.objects.filter(programme=programme).select_related("area"))
    rows = rows.filter(Q(chosen_on=None) | Q(chosen_on__lte=F("held_on")), chosen_in=programme.pk)
    return list(rows.filter(chosen_id__in=chosen) if chosen else rows.filter(pk__in=conversations))


def _with_choice(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    choice = "area__decisionarea"
    return rows.annotate(
        chosen_id=F(choice),
        chosen_by=F(f"{choice}__decision"),
        chosen_in=F(f"{choice}__decision__programme"),
        chosen_from=F(f"{choice}__decision__provenance"),
        chosen_on=F(f"{choice}__decision__decided_on"),
    )


def link_to_choice(conversation: Conversation, person: Person, because: str) -> Link:
    """The choice is made up again, unsaved, from the columns that the row carries."""
    decision = Decision(pk=conversation.chosen_by, provenance=conversation.chosen_from)
    choice = DecisionArea(pk=conversation.chosen_id, decision=decision, area=conversation.area)
    return Link(chosen_area_step(choice, person), conversation_step(conversation, person), because)
