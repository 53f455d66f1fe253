"""Measures and readings as the lead or the evaluator would write them down, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.monitoring import actions
from saidanddone.stages.monitoring.models import Framework, Measure, Reading
from tests.factories.themes import lead_of


def a_framework(programme: Programme, key: str = "chosen", **fields: object) -> Framework:
    written = {"key": key, "name": key, "chosen_by": "Residents", "description": "What to measure."}
    return actions.add_framework(
        person=lead_of(programme), programme=programme, fields=written | fields, by=None
    )


def a_measure(framework: Framework, key: str = "sleeps-well", **fields: object) -> Measure:
    written = {
        "key": key,
        "name": key,
        "definition": "People who say so.",
        "direction": "higher-is-better",
        "unit": "people",
    }
    return actions.add_measure(
        person=lead_of(framework.programme), framework=framework, fields=written | fields, by=None
    )


def a_reading(measure: Measure, k: int, n: int, group: str = "everyone", year: int = 2021) -> Reading:
    return actions.add_reading(
        person=lead_of(measure.framework.programme),
        measure=measure,
        fields={"group": group, "year": year, "k": k, "n": n},
        by=None,
    )
