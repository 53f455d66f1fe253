"""Outlines of areas, and the small areas within them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded
from saidanddone.programme.rules import check_one_programme

from ..models import AreaMap, AreaShape, SmallArea, SmallAreaMeasure, SmallAreaValue
from .registry import check_areas


@transaction.atomic
def record_maps(*, maps: Sequence[AreaMap], by: Account | None) -> list[AreaMap]:
    for each in maps:
        check_one_programme(each.programme_id, each.source)
    return recorded(maps, "need.record_maps", by=by)


@transaction.atomic
def record_shapes(*, shapes: Sequence[AreaShape], by: Account | None) -> list[AreaShape]:
    if shapes:
        check_areas(shapes[0].map.programme, [shape.area_id for shape in shapes])
    return recorded(shapes, "need.record_shapes", by=by, programme_of=lambda shape: shape.map.programme)


@transaction.atomic
def record_small_areas(*, small_areas: Sequence[SmallArea], by: Account | None) -> list[SmallArea]:
    if small_areas:
        check_areas(small_areas[0].programme, list({each.area_id for each in small_areas}))
    return recorded(small_areas, "need.record_small_areas", by=by)


@transaction.atomic
def record_small_area_measures(
    *, measures: Sequence[SmallAreaMeasure], by: Account | None
) -> list[SmallAreaMeasure]:
    for each in measures:
        check_one_programme(each.programme_id, each.source)
    return recorded(measures, "need.record_small_area_measures", by=by)


@transaction.atomic
def record_small_area_values(*, values: Sequence[SmallAreaValue], by: Account | None) -> list[SmallAreaValue]:
    if values:
        programme = values[0].measure.programme
        check_one_programme(
            programme.pk, *(each.measure for each in values), *(each.small_area for each in values)
        )
    return recorded(
        values, "need.record_small_area_values", by=by, programme_of=lambda each: each.measure.programme
    )
