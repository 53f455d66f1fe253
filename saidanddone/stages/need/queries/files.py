"""Rows in the order in which they were loaded, for writing them back."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import (
    AgeCount,
    AreaGroup,
    AreaMap,
    AreaShape,
    Decision,
    Domain,
    IndexMethod,
    Indicator,
    IndicatorValue,
    SmallArea,
    SmallAreaMeasure,
    SmallAreaValue,
    WeightVote,
)


def indicators_in_file_order(programme: Programme) -> QuerySet[Indicator]:
    return Indicator.objects.filter(programme=programme).select_related("source").order_by("id")


def values_in_file_order(programme: Programme) -> QuerySet[IndicatorValue]:
    rows = IndicatorValue.objects.filter(indicator__programme=programme)
    return rows.select_related("indicator", "area").order_by("id")


def methods_in_file_order(programme: Programme) -> QuerySet[IndexMethod]:
    return IndexMethod.objects.filter(programme=programme).order_by("id")


def decisions_in_file_order(programme: Programme) -> QuerySet[Decision]:
    rows = Decision.objects.filter(programme=programme)
    return rows.prefetch_related("chosen__area").order_by("id")


def ages_in_file_order(programme: Programme) -> QuerySet[AgeCount]:
    rows = AgeCount.objects.filter(indicator__programme=programme)
    return rows.select_related("indicator", "area").order_by("id")


def domains_in_file_order(programme: Programme) -> list[Domain]:
    """A larger domain stands above its parts, whichever was written first."""
    rows = list(Domain.objects.filter(programme=programme).order_by("id"))
    by_id = {row.pk: row for row in rows}
    placed: dict[int, Domain] = {}

    def place(row: Domain) -> None:
        if row.pk in placed:
            return
        if row.parent_id is not None:
            row.parent = by_id[row.parent_id]
            place(row.parent)
        placed[row.pk] = row

    for row in rows:
        place(row)
    return list(placed.values())


def groups_in_file_order(programme: Programme) -> QuerySet[AreaGroup]:
    return AreaGroup.objects.filter(programme=programme).select_related("area").order_by("id")


def votes_in_file_order(programme: Programme) -> QuerySet[WeightVote]:
    rows = WeightVote.objects.filter(indicator__programme=programme)
    return rows.select_related("indicator").order_by("id")


def maps_in_file_order(programme: Programme) -> QuerySet[AreaMap]:
    return AreaMap.objects.filter(programme=programme).select_related("source").order_by("id")


def shapes_in_file_order(programme: Programme) -> QuerySet[AreaShape]:
    rows = AreaShape.objects.filter(map__programme=programme)
    return rows.select_related("map", "area").order_by("id")


def small_areas_in_file_order(programme: Programme) -> QuerySet[SmallArea]:
    return SmallArea.objects.filter(programme=programme).select_related("area").order_by("id")


def small_area_measures_in_file_order(programme: Programme) -> QuerySet[SmallAreaMeasure]:
    return SmallAreaMeasure.objects.filter(programme=programme).select_related("source").order_by("id")


def small_area_values_in_file_order(programme: Programme) -> QuerySet[SmallAreaValue]:
    rows = SmallAreaValue.objects.filter(measure__programme=programme)
    return rows.select_related("measure", "small_area").order_by("id")
