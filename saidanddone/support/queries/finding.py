"""Which services somebody sees, and by what they are found: need, borough, postcode, language, hours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import workable_in_areas
from saidanddone.programme.rules import Person

from ..models import Need, Service, ServiceAtLocation, ServiceWord, Suggestion, TaxonomyTerm
from ..rules import oldest_that_holds
from ..rules.hours import is_open_at, is_open_evenings, is_open_weekends
from ..rules.keeping import KEEPERS
from ..rules.places import district_of

NEAREST = 3
RUNNING = (Service.Status.ACTIVE, Service.Status.CLOSED_FOR_NOW)


def services_visible_to(person: Person, programme: Programme) -> QuerySet[Service]:
    """A directory is public; what is retired stays in it, and says so."""
    return Service.objects.filter(programme=programme).select_related("organisation", "area")


def with_places(rows: QuerySet[Service], at: str = "places") -> QuerySet[Any]:
    """Each place with where it is in the same query: of a long list SQLite cannot fetch those apart."""
    return rows.prefetch_related(Prefetch(at, ServiceAtLocation.objects.select_related("location")))


def running_services(person: Person, programme: Programme) -> QuerySet[Service]:
    rows = services_visible_to(person, programme).filter(status__in=RUNNING)
    return rows.order_by("area__name", "name", "id")


def services_workable_by(person: Person, programme: Programme) -> QuerySet[Service]:
    return workable_in_areas(services_visible_to(person, programme), person, roles=KEEPERS)


def serving(area: Area | str) -> Q:
    """In this borough, said to be for it, or for every borough."""
    code = area if isinstance(area, str) else area.code
    served = Service.objects.filter(serves__code=code)
    return Q(area__code=code) | Q(pk__in=served.values("pk")) | everywhere()


def everywhere() -> Q:
    named = Service.serves.through.objects.values("service_id")  # type: ignore[attr-defined]
    return Q(area=None) & ~Q(pk__in=named)


def meeting(need: str) -> Q:
    terms = TaxonomyTerm.objects.filter(need=need)
    return Q(pk__in=Service.objects.filter(terms__in=terms).values("pk"))


def speaking(language: str) -> Q:
    words = ServiceWord.objects.filter(kind=ServiceWord.Kind.LANGUAGE, word=language)
    return Q(pk__in=words.values("service_id"))


def near_postcode_or_saying(sought: str) -> Q:
    """A postcode or its first half; any other words are looked for in names and descriptions."""
    sought = sought.strip()[:100]
    district = district_of(sought)
    if district:
        words = ServiceWord.objects.filter(kind=ServiceWord.Kind.DISTRICT, word=district)
        return Q(pk__in=words.values("service_id"))
    return (
        Q(name__icontains=sought) | Q(description__icontains=sought) | Q(organisation__name__icontains=sought)
    )


def open_when(programme: Programme, when: str) -> Q:
    """Hours repeat in ways that no database reads, so they are read here, all in one query."""
    now = timezone.localtime()
    judge = {
        "now": lambda schedules: is_open_at(schedules, now),
        "evenings": is_open_evenings,
        "weekends": is_open_weekends,
    }[when]
    rows = Service.objects.filter(programme=programme, status=Service.Status.ACTIVE)
    said = rows.values_list("pk", "said__schedules")
    return Q(pk__in=[pk for pk, schedules in said if judge(schedules or ())])


def near(programme: Programme, area: Area | None) -> list[Service]:
    """A few places that listen, those of the borough first; only what somebody can ring."""
    listens = meeting(Need.TALK) | meeting(Need.LOW)
    here = Q(area=None) if area is None else serving(area)
    rows = Service.objects.filter(here & listens, programme=programme, status=Service.Status.ACTIVE)
    rows = rows.filter(said__has_key="phones").select_related("organisation", "area")
    return list(rows.order_by(F("area").asc(nulls_last=True), "name", "id")[:NEAREST])


# What there is to choose from


def need_choices(programme: Programme) -> list[tuple[str, str]]:
    """Only what some service here meets, in the order in which people look."""
    rows = TaxonomyTerm.objects.filter(programme=programme, services__status__in=RUNNING).exclude(need="")
    met = set(rows.values_list("need", flat=True))
    return [(value, str(label)) for value, label in Need.choices if value in met]


def every_need() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Need.choices]


def language_choices(programme: Programme) -> list[tuple[str, str]]:
    rows = ServiceWord.objects.filter(
        service__programme=programme, service__status__in=RUNNING, kind=ServiceWord.Kind.LANGUAGE
    )
    return [(word, word) for word in rows.order_by("word").values_list("word", flat=True).distinct()]


def opening_choices() -> list[tuple[str, str]]:
    return [("now", _("open now")), ("evenings", _("in the evening")), ("weekends", _("at weekends"))]


def status_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Service.Status.choices]


# What waits


def unchecked(today: date | None = None) -> Q:
    last = oldest_that_holds(today or timezone.localdate())
    return Q(status__in=RUNNING) & (Q(assured_date=None) | Q(assured_date__lt=last))


def suggestions_visible_to(person: Person, programme: Programme) -> QuerySet[Suggestion]:
    """Who keeps a service decides; who suggested something sees what became of it."""
    rows = Suggestion.objects.filter(service__programme=programme)
    rows = rows.select_related("service__area", "service__programme", "suggested_by", "decided_by")
    if person.everywhere_as(KEEPERS):
        return rows
    own = Q(suggested_by=person.account.pk) if person.account else Q(pk=None)
    return rows.filter(own | Q(service__area__in=person.areas_as(KEEPERS)))


def terms_visible_to(person: Person, programme: Programme) -> QuerySet[TaxonomyTerm]:
    return TaxonomyTerm.objects.filter(programme=programme).order_by("name", "id")


def today() -> date:
    return timezone.localdate()


def kept_by(person: Person) -> Q:
    return Q() if person.everywhere_as(KEEPERS) else Q(area__in=person.areas_as(KEEPERS))


def uncalled() -> Q:
    return Q(need="")


def decision_choices() -> list[tuple[str, str]]:
    return [("open", _("not decided yet")), ("yes", _("written so")), ("no", _("left as it was"))]


def decided(chosen: str) -> Q:
    return Q(accepted={"open": None, "yes": True, "no": False}[chosen])


def decision_says(suggestion: Suggestion) -> str:
    keys = {None: "open", True: "yes", False: "no"}
    return dict(decision_choices())[keys[suggestion.accepted]]
