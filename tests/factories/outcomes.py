"""Changes and connections as the programme's lead would write them down, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes import actions
from saidanddone.stages.outcomes.models import Connection, Outcome
from saidanddone.stages.themes.models import Recommendation, Theme
from tests.factories.themes import lead_of


def an_outcome(
    programme: Programme,
    key: str = "a-change",
    commitments: tuple[Commitment, ...] = (),
    recommendations: tuple[Recommendation, ...] = (),
    themes: tuple[Theme, ...] = (),
    ideas: tuple[Idea, ...] = (),
    **fields: object,
) -> Outcome:
    written = {
        "key": key,
        "title": key,
        "statement": "Something changed.",
        "who_changed": "A group",
        "change_type": "service",
        "contribution": "fed-into",
        "said_by": "organiser",
    }
    return actions.add_outcome(
        person=lead_of(programme),
        programme=programme,
        fields=written | fields,
        came_from=actions.CameFrom(commitments, recommendations, themes, ideas),
        by=None,
    )


def a_connection(programme: Programme, key: str = "a-connection", **fields: object) -> Connection:
    written = {
        "key": key,
        "statement": "A resident met an officer.",
        "between_role": "resident",
        "with_role": "officer",
        "what_came": "They spoke again.",
    }
    return actions.add_connection(
        person=lead_of(programme), programme=programme, fields=written | fields, by=None
    )
