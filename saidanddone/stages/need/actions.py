from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person, check_leads, check_one_programme

from . import queries, rules
from .models import Decision, DecisionArea, IndexMethod, Indicator, IndicatorValue

Deciding = tuple[Decision, Sequence[Area]]


@verb
def add_indicator(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Indicator:
    return _saved_indicator(Indicator(programme=programme), person, fields, "need.add_indicator", by)


@verb
def change_indicator(
    *, person: Person, indicator: Indicator, fields: dict[str, Any], by: Account | None
) -> Indicator:
    return _saved_indicator(indicator, person, fields, "need.change_indicator", by)


def _saved_indicator(
    indicator: Indicator, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Indicator:
    check_leads(person)
    check_one_programme(indicator.programme_id, fields.get("source"))
    return saved(indicator, fields, verb, by=by, programme=indicator.programme)


@verb
def enter_value(
    *, person: Person, indicator: Indicator, fields: dict[str, Any], by: Account | None
) -> IndicatorValue:
    return _saved_value(IndicatorValue(indicator=indicator), person, fields, "need.enter_value", by)


@verb
def change_value(
    *, person: Person, value: IndicatorValue, fields: dict[str, Any], by: Account | None
) -> IndicatorValue:
    """A value that somebody changed here is no longer the one that its source published."""
    return _saved_value(value, person, {**fields, "provenance": ""}, "need.change_value", by)


def _saved_value(
    value: IndicatorValue, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> IndicatorValue:
    check_leads(person)
    programme, area = value.indicator.programme, fields.get("area")
    rules.check_value(fields.get("status", value.status), fields.get("value", value.value))
    _check_areas(programme, [area.pk if area else value.area_id])
    return saved(value, fields, verb, by=by, programme=programme)


@verb
def choose_method(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> IndexMethod:
    """From here on the index is worked out so. What stood before stays, and decisions stay as they were."""
    check_leads(person)
    chosen = IndexMethod(programme=programme, chosen_by=by, chosen_on=timezone.localdate())
    return saved(chosen, fields, "need.choose_method", by=by, programme=programme)


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
    _check_areas(decision.programme, [area.pk for area in areas])
    saved(decision, fields, verb, by=by, programme=decision.programme)
    wanted = {area.pk for area in areas}
    decision.chosen.exclude(area__in=wanted).delete()
    held = set(decision.chosen.values_list("area_id", flat=True))
    _choose([(decision, [area for area in areas if area.pk not in held])])
    return decision


def _check_areas(programme: Programme, area_ids: Sequence[int]) -> None:
    taken_in = areas_of(programme).filter(pk__in=area_ids).values_list("pk", flat=True)
    rules.check_taken_in(area_ids, set(taken_in))


def _choose(decisions: Sequence[Deciding]) -> None:
    DecisionArea.objects.bulk_create(
        DecisionArea(decision=decision, area=area) for decision, areas in decisions for area in areas
    )


# Verbs for whole tables


@transaction.atomic
def record_indicators(*, indicators: Sequence[Indicator], by: Account | None) -> list[Indicator]:
    for indicator in indicators:
        check_one_programme(indicator.programme_id, indicator.source)
    return recorded(indicators, "need.record_indicators", by=by)


@transaction.atomic
def record_values(*, values: Sequence[IndicatorValue], by: Account | None) -> list[IndicatorValue]:
    """Values as their sources print them, missing ones as missing."""
    if not values:
        return []
    programme = values[0].indicator.programme
    check_one_programme(programme.pk, *(value.indicator for value in values))
    _check_areas(programme, list({value.area_id for value in values}))
    for value in values:
        rules.check_value(value.status, value.value)
    return recorded(values, "need.record_values", by=by, programme_of=lambda value: value.indicator.programme)


@transaction.atomic
def record_methods(*, methods: Sequence[IndexMethod], by: Account | None) -> list[IndexMethod]:
    """Ways to work out the index that were chosen one after another; the last stands."""
    return recorded(methods, "need.record_methods", by=by)


@transaction.atomic
def record_decisions(*, decisions: Sequence[Deciding], by: Account | None) -> list[Decision]:
    for decision, areas in decisions:
        rules.check_first(decision.first, areas)
        _check_areas(decision.programme, [area.pk for area in areas])
    made = recorded([decision for decision, _areas in decisions], "need.record_decisions", by=by)
    _choose(decisions)
    return made
