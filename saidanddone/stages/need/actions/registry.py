from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person, check_leads, check_one_programme

from .. import rules
from ..models import AgeCount, Indicator, IndicatorValue
from ..queries.counts import worked_out


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
    rules.check_kind(fields.get("kind", indicator.kind), fields.get("per", indicator.per))
    rules.check_goalposts(fields.get("least", indicator.least), fields.get("greatest", indicator.greatest))
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
    check_areas(programme, [area.pk if area else value.area_id])
    for name, given in fields.items():
        setattr(value, name, given)
    fields = {**fields, **worked_out(value)}
    _check_value(value)
    return saved(value, fields, verb, by=by, programme=programme)


def _check_value(value: IndicatorValue) -> None:
    rules.check_value(value.status, value.value)
    rules.check_limits(value.status, value.value, value.low, value.high)
    rules.check_counts(value.status, value.numerator, value.denominator)


def check_areas(programme: Programme, area_ids: Sequence[int]) -> None:
    taken_in = areas_of(programme).filter(pk__in=area_ids).values_list("pk", flat=True)
    rules.check_taken_in(area_ids, set(taken_in))


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
    check_areas(programme, list({value.area_id for value in values}))
    for value in values:
        _check_value(value)
    return recorded(values, "need.record_values", by=by, programme_of=lambda value: value.indicator.programme)


@transaction.atomic
def record_ages(*, counts: Sequence[AgeCount], by: Account | None) -> list[AgeCount]:
    if not counts:
        return []
    programme = counts[0].indicator.programme
    check_one_programme(programme.pk, *(count.indicator for count in counts))
    check_areas(programme, list({count.area_id for count in counts}))
    return recorded(counts, "need.record_ages", by=by, programme_of=lambda count: count.indicator.programme)
