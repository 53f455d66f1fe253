"""Indicators, values and decisions as the programme's lead would write them down, through the actions."""

from __future__ import annotations

from collections.abc import Sequence

from saidanddone.programme.actions import open_programme, take_in_areas
from saidanddone.programme.models import Area, Programme
from saidanddone.stages.need import actions
from saidanddone.stages.need.models import AgeCount, Decision, Indicator, IndicatorValue
from tests.factories.themes import lead_of


def a_programme(slug: str, areas: Sequence[str]) -> Programme:
    """A programme with boroughs of its own, one tile beside the other; their codes are their names."""
    fields = {"slug": slug, "name": slug, "report_title": slug, "place": "Somewhere", "summary": "A trial."}
    programme = open_programme(fields=fields, by=None)
    rows = [Area(code=name, name=name, tile_row=1, tile_column=at) for at, name in enumerate(areas, start=1)]
    take_in_areas(programme=programme, areas=rows, by=None)
    return programme


def an_indicator(programme: Programme, code: str = "an-indicator", **fields: object) -> Indicator:
    written = {
        "code": code,
        "name": code.replace("-", " ").capitalize(),
        "definition": "What is counted.",
        "direction": "higher-is-worse",
        "unit": "per 100",
        "domain": "Things",
        "weight": 1.0,
        "source": None,
    }
    return actions.add_indicator(
        person=lead_of(programme), programme=programme, fields=written | fields, by=None
    )


def a_value(
    indicator: Indicator, area: str, value: float | None, year: int = 2021, status: str = ""
) -> IndicatorValue:
    fields = {
        "area": Area.objects.get(code=area),
        "year": year,
        "value": value,
        "status": status or ("missing" if value is None else "ok"),
    }
    programme = indicator.programme
    return actions.enter_value(person=lead_of(programme), indicator=indicator, fields=fields, by=None)


def values(indicator: Indicator, **by_area: float | None) -> None:
    for area, value in by_area.items():
        a_value(indicator, area, value)


def counted(indicator: Indicator, year: int = 2021, **by_area: tuple[float, float]) -> None:
    """Values that are left blank and worked out from how many of how many."""
    for area, (numerator, denominator) in by_area.items():
        fields = {"area": Area.objects.get(code=area), "year": year, "value": None, "status": "ok"}
        counts = {"numerator": numerator, "denominator": denominator}
        actions.enter_value(
            person=lead_of(indicator.programme), indicator=indicator, fields=fields | counts, by=None
        )


def by_age(indicator: Indicator, year: int = 2021, **by_area: dict[str, tuple[int, float]]) -> None:
    """Of each age group how many events of how many people."""
    counts = [
        AgeCount(
            indicator=indicator,
            area=Area.objects.get(code=area),
            year=year,
            age=age,
            numerator=k,
            denominator=n,
        )
        for area, ages in by_area.items()
        for age, (k, n) in ages.items()
    ]
    actions.record_ages(counts=counts, by=None)


def a_decision(
    programme: Programme, areas: Sequence[str], key: str = "a-decision", **fields: object
) -> Decision:
    written = {"key": key, "first": len(areas), "reasons": "Because.", "decided_by": "A group"}
    return actions.decide(
        person=lead_of(programme),
        programme=programme,
        fields=written | fields,
        areas=[Area.objects.get(code=code) for code in areas],
        by=None,
    )
