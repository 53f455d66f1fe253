from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_one_programme

from . import rules
from .models import Framework, Measure, Reading


@verb
def add_framework(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Framework:
    return _saved_framework(Framework(programme=programme), person, fields, "monitoring.add_framework", by)


@verb
def change_framework(
    *, person: Person, framework: Framework, fields: dict[str, Any], by: Account | None
) -> Framework:
    return _saved_framework(framework, person, fields, "monitoring.change_framework", by)


def _saved_framework(
    framework: Framework, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Framework:
    rules.check_keeps_measures(person)
    check_one_programme(framework.programme_id, fields.get("outcome"))
    return saved(framework, fields, verb, by=by, programme=framework.programme)


@verb
def add_measure(
    *, person: Person, framework: Framework, fields: dict[str, Any], by: Account | None
) -> Measure:
    return _saved_measure(Measure(framework=framework), person, fields, "monitoring.add_measure", by)


@verb
def change_measure(
    *, person: Person, measure: Measure, fields: dict[str, Any], by: Account | None
) -> Measure:
    return _saved_measure(measure, person, fields, "monitoring.change_measure", by)


def _saved_measure(
    measure: Measure, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Measure:
    framework = measure.framework
    rules.check_keeps_measures(person)
    others = Measure.objects.filter(framework__programme=framework.programme_id).exclude(pk=measure.pk)
    rules.check_measure_key(fields["key"], others.values_list("key", flat=True))
    return saved(measure, fields, verb, by=by, programme=framework.programme)


@verb
def add_reading(*, person: Person, measure: Measure, fields: dict[str, Any], by: Account | None) -> Reading:
    return _saved_reading(Reading(measure=measure), person, fields, "monitoring.add_reading", by)


@verb
def change_reading(
    *, person: Person, reading: Reading, fields: dict[str, Any], by: Account | None
) -> Reading:
    return _saved_reading(reading, person, fields, "monitoring.change_reading", by)


def _saved_reading(
    reading: Reading, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Reading:
    framework = reading.measure.framework
    rules.check_keeps_measures(person)
    rules.check_group(fields["group"])
    rules.check_reading(fields["k"], fields["n"])
    return saved(reading, fields, verb, by=by, programme=framework.programme)


# Verbs for whole tables


@transaction.atomic
def record_frameworks(*, frameworks: Sequence[Framework], by: Account | None) -> list[Framework]:
    for framework in frameworks:
        check_one_programme(framework.programme_id, framework.outcome)
    return recorded(frameworks, "monitoring.record_frameworks", by=by)


@transaction.atomic
def record_measures(*, measures: Sequence[Measure], by: Account | None) -> list[Measure]:
    taken: set[str] = set()
    for measure in measures:
        rules.check_measure_key(measure.key, taken)
        taken.add(measure.key)
    return recorded(
        measures,
        "monitoring.record_measures",
        by=by,
        programme_of=lambda measure: measure.framework.programme,
    )


@transaction.atomic
def record_readings(*, readings: Sequence[Reading], by: Account | None) -> list[Reading]:
    for reading in readings:
        rules.check_group(reading.group)
        rules.check_reading(reading.k, reading.n)
    return recorded(
        readings,
        "monitoring.record_readings",
        by=by,
        programme_of=lambda reading: reading.measure.framework.programme,
    )
