from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_edits_area, check_one_programme
from saidanddone.stages.commitments.models import Commitment

from . import rules
from .models import Cost, Enrolment, Group, GroupLink, Session

# A group as a file tells it: the row, what it carries out, and the whole that it is part of.
Told = tuple[Group, Sequence[Commitment], Group | None]


@transaction.atomic
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


@transaction.atomic
def change_group(
    *,
    person: Person,
    group: Group,
    fields: dict[str, Any],
    commitments: Sequence[Commitment],
    by: Account | None,
) -> Group:
    _check_edits(person, group)
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
    _save(group, fields, verb, by, group.programme)
    group.links.all().delete()
    GroupLink.objects.bulk_create(GroupLink(group=group, commitment=each) for each in commitments)
    return group


@transaction.atomic
def add_session(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Session:
    _check_edits(person, group)
    return _save(Session(group=group), fields, "groups.add_session", by, group.programme)


@transaction.atomic
def change_session(
    *, person: Person, session: Session, fields: dict[str, Any], by: Account | None
) -> Session:
    _check_edits(person, session.group)
    return _save(session, fields, "groups.change_session", by, session.group.programme)


@transaction.atomic
def add_cost(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Cost:
    _check_edits(person, group)
    return _saved_cost(Cost(group=group), fields, "groups.add_cost", by)


@transaction.atomic
def change_cost(*, person: Person, cost: Cost, fields: dict[str, Any], by: Account | None) -> Cost:
    _check_edits(person, cost.group)
    return _saved_cost(cost, fields, "groups.change_cost", by)


def _saved_cost(cost: Cost, fields: dict[str, Any], verb: str, by: Account | None) -> Cost:
    rules.check_currency(fields["currency"])
    return _save(cost, fields, verb, by, cost.group.programme)


@transaction.atomic
def enrol(*, person: Person, group: Group, fields: dict[str, Any], by: Account | None) -> Enrolment:
    _check_edits(person, group)
    rules.check_person_key(fields["person"])
    return _save(Enrolment(group=group), fields, "groups.enrol", by, group.programme)


@transaction.atomic
def change_enrolment(
    *, person: Person, enrolment: Enrolment, fields: dict[str, Any], by: Account | None
) -> Enrolment:
    _check_edits(person, enrolment.group)
    rules.check_person_key(fields["person"])
    return _save(enrolment, fields, "groups.change_enrolment", by, enrolment.group.programme)


def _check_edits(person: Person, group: Group) -> None:
    # A form may have put a new borough on the row already, so the one that it has is read again.
    check_edits_area(person, Group.objects.values_list("area_id", flat=True).get(pk=group.pk))


def _save(row: Any, fields: dict[str, Any], verb: str, by: Account | None, programme: Programme) -> Any:
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audited(verb, row, by=by, programme_slug=programme.slug)
    return row


# Verbs for whole tables


@transaction.atomic
def record_groups(*, groups: Sequence[Told], by: Account | None) -> list[Group]:
    for group, commitments, whole in groups:
        check_one_programme(group.programme_id, whole, *commitments)
    made = Group.objects.bulk_create([group for group, *_ in groups])
    _put_together(groups)
    GroupLink.objects.bulk_create(
        GroupLink(group=group, commitment=each) for group, commitments, _ in groups for each in commitments
    )
    if made:
        audited("groups.record_groups", *made[:1], by=by, programme_slug=made[0].programme.slug)
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
    return _recorded(Session, sessions, "groups.record_sessions", by)


@transaction.atomic
def record_enrolments(*, enrolments: Sequence[Enrolment], by: Account | None) -> list[Enrolment]:
    for enrolment in enrolments:
        rules.check_person_key(enrolment.person)
    return _recorded(Enrolment, enrolments, "groups.record_enrolments", by)


@transaction.atomic
def record_costs(*, costs: Sequence[Cost], by: Account | None) -> list[Cost]:
    for cost in costs:
        rules.check_currency(cost.currency)
    return _recorded(Cost, costs, "groups.record_costs", by)


def _recorded(model: Any, rows: Sequence[Any], verb: str, by: Account | None) -> list[Any]:
    made: list[Any] = model.objects.bulk_create(rows)
    if made:
        audited(verb, *made[:1], by=by, programme_slug=made[0].group.programme.slug)
    return made
