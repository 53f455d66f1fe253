"""Every row of each table in the order in which it was loaded or entered, for writing back."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import Framework, Measure, Reading


def frameworks_in_file_order(programme: Programme) -> QuerySet[Framework]:
    return programme.frameworks.select_related("area", "outcome").order_by("id")


def measures_in_file_order(programme: Programme) -> QuerySet[Measure]:
    return Measure.objects.filter(framework__programme=programme).select_related("framework").order_by("id")


def readings_in_file_order(programme: Programme) -> QuerySet[Reading]:
    rows = Reading.objects.filter(measure__framework__programme=programme)
    return rows.select_related("measure").order_by("id")
