"""What of this stage somebody may read, and how a row is shown on the thread."""

from __future__ import annotations

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step

from ..models import Decision, DecisionArea, Indicator, IndicatorValue


def indicators_visible_to(person: Person, programme: Programme) -> QuerySet[Indicator]:
    """What a place was chosen by is open to everybody."""
    return Indicator.objects.filter(programme=programme).select_related("source")


def with_knowledge(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Adds `latest_year`, the newest year with a known value, and `areas_known`, how many places have one."""
    known = Q(values__status=IndicatorValue.Status.OK)
    return indicators.annotate(
        latest_year=Max("values__year", filter=known),
        areas_known=Count("values__area", filter=known, distinct=True),
    ).order_by("id")


def known_or_not(chosen: str) -> Q:
    """The condition on indicators that some value of theirs is known, or that none is."""
    known = IndicatorValue.objects.filter(status=IndicatorValue.Status.OK).values("indicator")
    return ~Q(pk__in=known) if chosen == "none" else Q(pk__in=known)


def indicators_without_values(person: Person, programme: Programme) -> QuerySet[Indicator]:
    return indicators_visible_to(person, programme).filter(known_or_not("none"))


def domains_of(programme: Programme) -> list[str]:
    rows = Indicator.objects.filter(programme=programme).order_by("domain")
    return list(rows.values_list("domain", flat=True).distinct())


def values_visible_to(person: Person, programme: Programme) -> QuerySet[IndicatorValue]:
    rows = IndicatorValue.objects.filter(indicator__programme=programme)
    return rows.select_related("indicator", "area").order_by("-year", "area__name")


def years_of(indicator: Indicator) -> list[tuple[str, str]]:
    rows = IndicatorValue.objects.filter(indicator=indicator).order_by("-year")
    return [(str(year), str(year)) for year in rows.values_list("year", flat=True).distinct()]


def status_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in IndicatorValue.Status.choices]


def decisions_visible_to(person: Person, programme: Programme) -> QuerySet[Decision]:
    """Where to begin was decided in public: everybody reads it."""
    return decisions_of(programme)


def decisions_of(programme: Programme) -> QuerySet[Decision]:
    """Each with its boroughs in the order chosen."""
    chosen = DecisionArea.objects.select_related("area").order_by("id")
    return Decision.objects.filter(programme=programme).prefetch_related(Prefetch("chosen", chosen))


# The thread


def decision_step(decision: Decision, person: Person) -> Step:
    """Needs nothing fetched."""
    return Step(
        Ref("need", "decision", decision.pk),
        _("decision"),
        ngettext("Where to begin: %(n)s place", "Where to begin: %(n)s places", decision.first)
        % {"n": decision.first},
        decision_address(decision, person.programme_slug),
        state=date_format(decision.decided_on, "j F Y") if decision.decided_on else "",
        labels=(decision.provenance,) if decision.provenance else (),
    )


def decision_address(decision: Decision, programme_slug: str) -> str:
    return reverse("need:decision", kwargs={"programme": programme_slug, "key": decision.key})


def chosen_area_step(chosen: DecisionArea, person: Person) -> Step:
    """One borough of a decision. Needs `area` and `decision` fetched."""
    return Step(
        Ref("need", "area", chosen.pk),
        _("place chosen to begin with"),
        chosen.area.name,
        area_address(chosen.area, person.programme_slug),
        labels=(chosen.decision.provenance,) if chosen.decision.provenance else (),
    )


def area_address(area: Area, programme_slug: str) -> str:
    return reverse("need:area", kwargs={"programme": programme_slug, "code": area.code})


def decided_area_ids(programme: Programme) -> dict[int, Decision]:
    """Every borough that a decision chose, with the decision; the latest where there are several."""
    rows = DecisionArea.objects.filter(decision__programme=programme)
    return {row.area_id: row.decision for row in rows.select_related("decision").order_by("id")}


def chosen_of_decisions(programme: Programme, decisions: list[int]) -> list[DecisionArea]:
    return list(_chosen(programme).filter(decision__in=decisions)) if decisions else []


def chosen_by_key(programme: Programme, chosen: list[int]) -> list[DecisionArea]:
    return list(_chosen(programme).filter(pk__in=chosen)) if chosen else []


def choices_of_area(programme: Programme, area_id: int) -> list[DecisionArea]:
    """Every time that a decision chose this borough, the latest last."""
    return list(_chosen(programme).filter(area=area_id))


def _chosen(programme: Programme) -> QuerySet[DecisionArea]:
    rows = DecisionArea.objects.filter(decision__programme=programme)
    return rows.select_related("decision", "area").order_by("id")
