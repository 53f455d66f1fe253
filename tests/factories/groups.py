"""Courses and groups as the programme's lead would write them down, through the actions."""

from __future__ import annotations

from decimal import Decimal

from saidanddone.programme.models import Programme
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.groups import actions
from saidanddone.stages.groups.models import Cost, Group, Session
from tests.factories.themes import lead_of


def a_group(
    programme: Programme, key: str = "a-group", commitments: tuple[Commitment, ...] = (), **fields: object
) -> Group:
    written = {"key": key, "name": key, "kind": "peer-group", "description": "A group that met."}
    return actions.add_group(
        person=lead_of(programme),
        programme=programme,
        fields=written | fields,
        commitments=commitments,
        by=None,
    )


def enrolled(group: Group, *finished: bool | None, first: int = 1) -> None:
    """One person for each of `finished`, with the keys person-01 and on."""
    for number, each in enumerate(finished, start=first):
        actions.enrol(
            person=lead_of(group.programme),
            group=group,
            fields={"person": f"person-{number:02}", "finished": each},
            by=None,
        )


def a_session(group: Group, position: int = 1, **fields: object) -> Session:
    written = {"position": position, "kind": "session", "title": f"Session {position}"}
    return actions.add_session(person=lead_of(group.programme), group=group, fields=written | fields, by=None)


def a_cost(group: Group, amount: str, currency: str = "GBP", item: str = "Rooms") -> Cost:
    return actions.add_cost(
        person=lead_of(group.programme),
        group=group,
        fields={"item": item, "amount": Decimal(amount), "currency": currency},
        by=None,
    )
