"""Who may read which row, and how the thread shows it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.outcomes.queries import outcomes_visible_to
from saidanddone.thread.steps import Ref, Step

from ..models import Framework, Measure, Reading
from ..rules import can_keep_measures


def frameworks_visible_to(person: Person, programme: Programme) -> QuerySet[Framework]:
    """What people chose to measure is told to everybody."""
    rows = programme.frameworks.select_related("area", "outcome")
    return rows.annotate(chosen=Count("measures", distinct=True)).order_by("id")


def frameworks_workable_by(person: Person, programme: Programme) -> QuerySet[Framework]:
    rows = frameworks_visible_to(person, programme)
    return rows if person.works_here else rows.none()


def measures_visible_to(person: Person, programme: Programme) -> QuerySet[Measure]:
    """What was chosen is public, each with `latest`, the year of its newest reading."""
    rows = Measure.objects.filter(framework__programme=programme).select_related("framework")
    return rows.annotate(latest=Max("readings__year")).order_by("id")


def measures_workable_by(person: Person, programme: Programme) -> QuerySet[Measure]:
    rows = measures_visible_to(person, programme)
    return rows if person.works_here else rows.none()


def readings_workable_by(person: Person, programme: Programme) -> QuerySet[Reading]:
    """Every reading with its counts, also those that are too small to show to everybody."""
    rows = Reading.objects.filter(measure__framework__programme=programme)
    rows = rows.select_related("measure__framework").order_by("measure_id", "group", "year")
    return rows if can_keep_measures(person) else rows.none()


def group_choices(programme: Programme) -> list[tuple[str, str]]:
    rows = Reading.objects.filter(measure__framework__programme=programme).order_by("group")
    return [(group, group) for group in rows.values_list("group", flat=True).distinct()]


def year_choices(programme: Programme) -> list[tuple[str, str]]:
    rows = Reading.objects.filter(measure__framework__programme=programme).order_by("year")
    return [(str(year), str(year)) for year in rows.values_list("year", flat=True).distinct()]


def outcomes_to_choose(person: Person, programme: Programme) -> QuerySet[Outcome]:
    return outcomes_visible_to(person, programme)


def without_reading_this_year() -> Q:
    """Measures that nobody has read since the year began."""
    read = Reading.objects.filter(measure=OuterRef("pk"), year=timezone.localdate().year)
    return ~Q(Exists(read))


def framework_step(framework: Framework, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("monitoring", "framework", framework.pk),
        _("measures"),
        framework.name,
        reverse("monitoring:detail", kwargs={"programme": person.programme_slug, "key": framework.key}),
        place=framework.area.name if framework.area else "",
        labels=(framework.provenance,) if framework.provenance else (),
    )


def frameworks_from(
    programme: Programme, *, frameworks: Collection[int] = (), outcomes: Collection[int] = ()
) -> list[Framework]:
    """Frameworks that grew out of an outcome: the given ones, or those of the given outcomes."""
    if not frameworks and not outcomes:
        return []
    rows = programme.frameworks.filter(outcome__isnull=False).filter(
        Q(pk__in=frameworks) | Q(outcome__in=outcomes)
    )
    return list(rows.select_related("area", "outcome__area").order_by("id"))
