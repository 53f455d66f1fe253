"""Every row of each table in the order in which it was loaded or entered, for writing back."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import Code, Coding, Recommendation, Theme


def themes_in_file_order(programme: Programme) -> QuerySet[Theme]:
    return Theme.objects.filter(programme=programme).select_related("aspiration")


def codes_in_file_order(programme: Programme) -> QuerySet[Code]:
    return Code.objects.filter(programme=programme).select_related("theme")


def codings_in_file_order(programme: Programme) -> QuerySet[Coding]:
    return Coding.objects.filter(text__programme=programme).select_related("text", "code")


def codings_in_no_order(programme: Programme) -> QuerySet[Coding]:
    """For a copy without names: a place in a file would say which coding it is."""
    return codings_in_file_order(programme).select_related("code__theme").order_by("?")


def recommendations_in_file_order(programme: Programme) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(programme=programme).select_related("aspiration", "source")
    return rows.prefetch_related("links__theme", "links__idea__text")
