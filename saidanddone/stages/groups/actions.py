from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_edits_area, check_one_programme
from saidanddone.stages.commitments.models import Commitment

from . import rules
from .models import Cost, Enrolment, Group, GroupLink, Session

# A group as a file tells it: the row, what it carries out, and the whole that it is part of.
Told = tuple[Group, Sequence[Commitment], Group | None]


@verb
def add_group(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    commitments: Sequence[Commitment],
    by: Account | None,
) -> Group:
    group = Group(programme=programme)
    return _saved_group(group, person, fields, commitments, "groups.add_group", by)


@verb
def change_group(
    *,
    person: Person,
    group: Group,
    fields: dict[str, Any],
    commitments: Sequence[Commitment],
    by: Account | None,
) -> Group:
    check_edits_area(person, held_area_id(group))
    return _saved_group(group, person, fields, commitments, "groups.change_group", by)


def _saved_group(
    group: Group,
    person: Person,
    fields: dict[str, Any],
    commitments: Sequence[Commitment],
    verb: str,
    by: Account | None,
) -> Group:
    area, whole = fields.get("area"), fields.get("part_of")
    check_edits_area(person, area.pk if area else None)
    check_one_programme(group.programme_id, whole, *commitments)
    has_parts = group.pk is not None and Group.objects.filter(part_of=group.pk).exists()
    rules.check_part(group, whole, has_parts=has_parts)
    saved(group, fields, verb, by=by, programme=group.programme)
    group.links.all().delete()
    GroupLink.objects.bulk_create(GroupLink(group=group, commitment=each) for each in commitments)
    return group


@verb
def add_session(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Session:
    check_edits_area(person, held_area_id(group))
    return saved(Session(group=group), fields, "groups.add_session", by=by, programme=group.programme)


@verb
def change_session(
    *, person: Person, session: Session, fields: dict[str, Any], by: Account | None
) -> Session:
    check_edits_area(person, held_area_id(session.group))
    return saved(session, fields, "groups.change_session", by=by, programme=session.group.programme)


@verb
def add_cost(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Cost:
    check_edits_area(person, held_area_id(group))
    return _saved_cost(Cost(group=group), fields, "groups.add_cost", by)


@verb
def change_cost(*, person: Person, cost: Cost, fields: dict[str, Any], by: Account | None) -> Cost:
    check_edits_area(person, held_area_id(cost.group))
    return _saved_cost(cost, fields, "groups.change_cost", by)


def _saved_cost(cost: Cost, fields: dict[str, Any], verb: str, by: Account | None) -> Cost:
    rules.check_currency(fields["currency"])
    return saved(cost, fields, verb, by=by, programme=cost.group.programme)


@verb
def enrol(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Enrolment:
    check_edits_area(person, held_area_id(group))
    rules.check_person_key(fields["person"])
    return saved(Enrolment(group=group), fields, "groups.enrol", by=by, programme=group.programme)


@verb
def change_enrolment(
    *, person: Person, enrolment: Enrolment, fields: dict[str, Any], by: Account | None
) -> Enrolment:
    check_edits_area(person, held_area_id(enrolment.group))
    rules.check_person_key(fields["person"])
    return saved(enrolment, fields, "groups.change_enrolment", by=by, programme=enrolment.group.programme)


# Verbs for whole tables


@transaction.atomic
def record_groups(*, groups: Sequence[Told], by: Account | None) -> list[Group]:
    for group, commitments, whole in groups:
        check_one_programme(group.programme_id, whole, *commitments)
    made = recorded([group for group, *_ in groups], "groups.record_groups", by=by)
    _put_together(groups)
    GroupLink.objects.bulk_create(
        GroupLink(group=group, commitment=each) for group, commitments, _ in groups for each in commitments
    )
    return made


def _put_together(groups: Sequence[Told]) -> None:
    """Parts name their whole only once every group has a number."""
    wholes = {whole.key for _, _, whole in groups if whole is not None}
    for group, _, whole in groups:
        rules.check_part(group, whole, has_parts=group.key in wholes)
        group.part_of = whole
    Group.objects.bulk_update([group for group, _, whole in groups if whole is not None], ["part_of"])


@transaction.atomic
def record_sessions(*, sessions: Sequence[Session], by: Account | None) -> list[Session]:
    return recorded(sessions, "groups.record_sessions", by=by, programme_of=_programme_of)


@transaction.atomic
def record_enrolments(*, enrolments: Sequence[Enrolment], by: Account | None) -> list[Enrolment]:
    for enrolment in enrolments:
        rules.check_person_key(enrolment.person)
    return recorded(enrolments, "groups.record_enrolments", by=by, programme_of=_programme_of)


@transaction.atomic
def record_costs(*, costs: Sequence[Cost], by: Account | None) -> list[Cost]:
    for cost in costs:
        rules.check_currency(cost.currency)
    return recorded(costs, "groups.record_costs", by=by, programme_of=_programme_of)


def _programme_of(row: Session | Enrolment | Cost) -> Programme:
    return row.group.programme
