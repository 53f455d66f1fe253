from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_edits_area, check_one_programme
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Recommendation, Theme

from .models import Connection, Outcome, OutcomeLink


@dataclass(frozen=True)
class CameFrom:
    """What an outcome leads back to; all four may be empty, and then the thread has a gap here."""

    commitments: Sequence[Commitment] = field(default=())
    recommendations: Sequence[Recommendation] = field(default=())
    themes: Sequence[Theme] = field(default=())
    ideas: Sequence[Idea] = field(default=())

    def links(self, outcome: Outcome) -> list[OutcomeLink]:
        return [
            *(OutcomeLink(outcome=outcome, commitment=each) for each in self.commitments),
            *(OutcomeLink(outcome=outcome, recommendation=each) for each in self.recommendations),
            *(OutcomeLink(outcome=outcome, theme=each) for each in self.themes),
            *(OutcomeLink(outcome=outcome, idea=each) for each in self.ideas),
        ]

    def check_one_programme(self, programme_id: int) -> None:
        texts = (idea.text for idea in self.ideas)
        check_one_programme(programme_id, *self.commitments, *self.recommendations, *self.themes, *texts)


@verb
def add_outcome(
    *, person: Person, programme: Programme, fields: dict[str, Any], came_from: CameFrom, by: Account | None
) -> Outcome:
    return _saved_outcome(Outcome(programme=programme), person, fields, came_from, "outcomes.add_outcome", by)


@verb
def change_outcome(
    *, person: Person, outcome: Outcome, fields: dict[str, Any], came_from: CameFrom, by: Account | None
) -> Outcome:
    check_edits_area(person, held_area_id(outcome))
    return _saved_outcome(outcome, person, fields, came_from, "outcomes.change_outcome", by)


def _saved_outcome(
    outcome: Outcome,
    person: Person,
    fields: dict[str, Any],
    came_from: CameFrom,
    verb: str,
    by: Account | None,
) -> Outcome:
    came_from.check_one_programme(outcome.programme_id)
    _check_given(person, outcome, fields)
    saved(outcome, fields, verb, by=by, programme=outcome.programme)
    outcome.links.all().delete()
    OutcomeLink.objects.bulk_create(came_from.links(outcome))
    return outcome


@verb
def add_connection(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Connection:
    connection = Connection(programme=programme)
    _check_given(person, connection, fields)
    return saved(connection, fields, "outcomes.add_connection", by=by, programme=programme)


@verb
def change_connection(
    *, person: Person, connection: Connection, fields: dict[str, Any], by: Account | None
) -> Connection:
    check_edits_area(person, held_area_id(connection))
    _check_given(person, connection, fields)
    return saved(connection, fields, "outcomes.change_connection", by=by, programme=connection.programme)


def _check_given(person: Person, row: Outcome | Connection, fields: dict[str, Any]) -> None:
    area = fields.get("area")
    check_edits_area(person, area.pk if area else None)
    check_one_programme(row.programme_id, fields.get("source"))


# Verbs for whole tables


@transaction.atomic
def record_outcomes(*, outcomes: Sequence[tuple[Outcome, CameFrom]], by: Account | None) -> list[Outcome]:
    for outcome, came_from in outcomes:
        came_from.check_one_programme(outcome.programme_id)
    made = recorded([outcome for outcome, _ in outcomes], "outcomes.record_outcomes", by=by)
    OutcomeLink.objects.bulk_create(
        link for outcome, came_from in outcomes for link in came_from.links(outcome)
    )
    return made


@transaction.atomic
def record_connections(*, connections: Sequence[Connection], by: Account | None) -> list[Connection]:
    return recorded(connections, "outcomes.record_connections", by=by)
