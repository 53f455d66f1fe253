"""Rows in the order in which they were loaded, for writing them back."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import Decision, IndexMethod, Indicator, IndicatorValue


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
