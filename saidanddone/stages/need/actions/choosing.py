"""How the index is worked out, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person, check_leads, check_one_programme

from .. import queries, rules
from ..models import AreaGroup, Decision, DecisionArea, Domain, IndexMethod, WeightVote
from .registry import check_areas

Deciding = tuple[Decision, Sequence[Area]]


@verb
def choose_method(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> IndexMethod:
    """From here on the index is worked out so. What stood before stays, and decisions stay as they were."""
    check_leads(person)
    rules.check_power(fields.get("aggregate", ""), fields.get("power"))
    problem = queries.index_of(programme, IndexMethod(programme=programme, **_choices(fields))).problem
    if problem:
        raise Refused(problem)
    chosen = IndexMethod(programme=programme, chosen_by=by, chosen_on=timezone.localdate())
    return saved(chosen, fields, "need.choose_method", by=by, programme=programme)


def _choices(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in queries.CHOICES if name in fields}


@verb
def decide(
    *, person: Person, programme: Programme, fields: dict[str, Any], areas: Sequence[Area], by: Account | None
) -> Decision:
    data_hash = queries.data_hash(queries.index_of(programme))
    fields = {**fields, "data_hash": data_hash}
    return _saved_decision((Decision(programme=programme), areas), person, fields, "need.decide", by)


@verb
def change_decision(
    *, person: Person, decision: Decision, fields: dict[str, Any], areas: Sequence[Area], by: Account | None
) -> Decision:
    """Mend how a decision is written down. A new decision is a row of its own."""
    return _saved_decision((decision, areas), person, fields, "need.change_decision", by)


def _saved_decision(
    deciding: Deciding, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Decision:
    check_leads(person)
    decision, areas = deciding
    rules.check_first(fields.get("first", decision.first), areas)
    rules.check_day_of_decision(fields.get("decided_on"), timezone.localdate())
    check_areas(decision.programme, [area.pk for area in areas])
    saved(decision, fields, verb, by=by, programme=decision.programme)
    wanted = {area.pk for area in areas}
    decision.chosen.exclude(area__in=wanted).delete()
    held = set(decision.chosen.values_list("area_id", flat=True))
    _choose([(decision, [area for area in areas if area.pk not in held])])
    return decision


def _choose(decisions: Sequence[Deciding]) -> None:
    DecisionArea.objects.bulk_create(
        DecisionArea(decision=decision, area=area) for decision, areas in decisions for area in areas
    )


# Verbs for whole tables


@transaction.atomic
def record_domains(*, domains: Sequence[Domain], by: Account | None) -> list[Domain]:
    for domain in domains:
        check_one_programme(domain.programme_id, domain.parent)
    return recorded(domains, "need.record_domains", by=by)


@transaction.atomic
def record_groups(*, groups: Sequence[AreaGroup], by: Account | None) -> list[AreaGroup]:
    if groups:
        check_areas(groups[0].programme, [group.area_id for group in groups])
    return recorded(groups, "need.record_groups", by=by)


@transaction.atomic
def record_votes(*, votes: Sequence[WeightVote], by: Account | None) -> list[WeightVote]:
    if votes:
        check_one_programme(votes[0].indicator.programme_id, *(vote.indicator for vote in votes))
    return recorded(votes, "need.record_votes", by=by, programme_of=lambda vote: vote.indicator.programme)


@transaction.atomic
def record_methods(*, methods: Sequence[IndexMethod], by: Account | None) -> list[IndexMethod]:
    """Ways to work out the index that were chosen one after another; the last stands."""
    return recorded(methods, "need.record_methods", by=by)


@transaction.atomic
def record_decisions(*, decisions: Sequence[Deciding], by: Account | None) -> list[Decision]:
    for decision, areas in decisions:
        rules.check_first(decision.first, areas)
        check_areas(decision.programme, [area.pk for area in areas])
    made = recorded([decision for decision, _areas in decisions], "need.record_decisions", by=by)
    _choose(decisions)
    return made
