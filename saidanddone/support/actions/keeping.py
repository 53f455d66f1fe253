"""The one writer of the directory: what a comparison says is written, and what people find it by beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person

from ..models import (
    Location,
    Need,
    Organisation,
    Service,
    ServiceAtLocation,
    ServiceWord,
    Taxonomy,
    TaxonomyTerm,
)
from ..queries.comparing import Change, Comparison
from ..rules.keeping import check_changes_shared, check_keeps
from ..rules.needs import need_of, term_id_of
from ..rules.places import areas_named, district_of

MODELS = {"taxonomy": Taxonomy, "term": TaxonomyTerm, "organisation": Organisation, "location": Location}
SERVICES_OF = {"term": "terms", "organisation": "organisation", "location": "places__location"}
OWN_TERMS = {str(term_id_of(need)): need.value for need in Need}


@dataclass
class Keeping:
    """One file, form or table on its way in. `columns` is what a table says of a row beside the standard."""

    programme: Programme
    comparison: Comparison
    area: Area | None = None  # of services that name no single borough
    columns: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.areas = list(areas_of(self.programme))
        for change in self.comparison.changes:
            self.rows.setdefault(change.kind, {})[change.id] = change.row

    def area_of(self, change: Change) -> Area | None:
        """Whose a service is: what it was; else the one borough that it names; else the one that was chosen."""
        if change.row is not None:
            return change.row.area
        named = areas_named(change.said.get("service_areas") or (), self.areas)
        return named[0] if len(named) == 1 else self.area

    # Who may

    def check(self, person: Person) -> None:
        for change in self.comparison.differing:
            if change.kind == "service":
                area = self.area_of(change)
                self._check_service(person, change.name, area.pk if area else None)
            elif change.kind == "place":
                self._check_place(person, change)
            elif not change.is_new:
                check_changes_shared(person, change.name, self._areas_with(change))

    def _check_service(self, person: Person, name: str, area_id: int | None) -> None:
        try:
            check_keeps(person, area_id)
        except Refused as why:
            raise Refused(f"“{name}”: {why}") from why

    def _check_place(self, person: Person, change: Change) -> None:
        service_id = self.comparison.directory.service_of[change.id]
        if service_id in self.comparison.directory.services:
            return  # as that service
        row = self._service(service_id)
        self._check_service(person, row.name, row.area_id)

    def _areas_with(self, change: Change) -> list[int | None]:
        if change.kind == "taxonomy":
            return [None]
        rows = Service.objects.filter(**{SERVICES_OF[change.kind]: change.row})
        return list(rows.values_list("area", flat=True))

    # Writing

    def keep(self) -> list[Any]:
        """Write what differs, and say which rows that were."""
        written = [self._put(change) for change in self.comparison.differing]
        self._remove_places()
        for service in self._touched(written):
            index(service, self.areas)
        return written

    def _put(self, change: Change) -> Any:
        row = getattr(self, f"_{change.kind}")(change)
        row.said = change.said
        for name, value in self.columns.get((change.kind, change.id), {}).items():
            setattr(row, name, value)
        row.save()
        self.rows[change.kind][change.id] = row
        return row

    def _row(self, change: Change) -> Any:
        made = change.row or MODELS.get(change.kind, Service)(programme=self.programme, oruk_id=change.id)
        made.name = change.name
        return made

    def _taxonomy(self, change: Change) -> Any:
        return self._row(change)

    _organisation = _location = _taxonomy

    def _term(self, change: Change) -> Any:
        row = self._row(change)
        if change.is_new:
            row.need = OWN_TERMS.get(change.id) or need_of(change.name)
        taxonomy = self.comparison.directory.taxonomy_of.get(change.id)
        if taxonomy:
            known = self.rows.get("taxonomy", {}).get(taxonomy)
            held = Taxonomy.objects.filter(programme=self.programme, oruk_id=taxonomy)
            row.taxonomy = known or held.first() or row.taxonomy
        return row

    def _service(self, change: Change | str) -> Any:
        if isinstance(change, str):
            return self.rows.get("service", {}).get(change) or self._held(Service, change)
        row = self._row(change)
        row.area = self.area_of(change)
        organisation = self.comparison.directory.organisation_of.get(change.id)
        if organisation:
            known = self.rows.get("organisation", {}).get(organisation)
            row.organisation = known or self._held(Organisation, organisation)
        copy_columns(row, change.said)
        return row

    def _place(self, change: Change) -> Any:
        directory = self.comparison.directory
        service = self._service(directory.service_of[change.id])
        row = change.row or ServiceAtLocation(service=service, oruk_id=change.id)
        location = directory.location_of[change.id]
        row.location = self.rows.get("location", {}).get(location) or self._held(Location, location)
        return row

    def _held(self, model: Any, row_id: str) -> Any:
        return model.objects.get(programme=self.programme, oruk_id=row_id)

    def _remove_places(self) -> None:
        for service_id, places in self.comparison.directory.places_of.items():
            ServiceAtLocation.objects.filter(service=self._service(service_id)).exclude(
                oruk_id__in=places
            ).delete()

    def _touched(self, written: list[Any]) -> list[Service]:
        """Services that are found by something of what was written."""
        services = {row.pk: row for row in written if isinstance(row, Service)}
        locations = [row.pk for row in written if isinstance(row, Location)]
        places = [row.service_id for row in written if isinstance(row, ServiceAtLocation)]
        more = Service.objects.filter(places__location__in=locations) | Service.objects.filter(pk__in=places)
        return list({**{row.pk: row for row in more.distinct()}, **services}.values())


def copy_columns(row: Service, said: Mapping[str, Any]) -> None:
    """What lists, filters and the clock ask of a service, out of what is said of it."""
    row.name = said["name"]
    row.description = said.get("description", "")
    row.status = said["status"]
    checked = said.get("assured_date")
    row.assured_date = date.fromisoformat(checked) if checked else None


def index(service: Service, areas: list[Area]) -> None:
    """What it is found by, written anew."""
    said = service.said
    named = areas_named(said.get("service_areas") or (), areas)
    service.serves.set({*named, service.area} - {None})
    wanted = [each["taxonomy_term_id"] for each in said.get("attributes") or () if "taxonomy_term_id" in each]
    service.terms.set(TaxonomyTerm.objects.filter(programme=service.programme_id, oruk_id__in=wanted))
    words = {
        (ServiceWord.Kind.LANGUAGE, row["name"][:100])
        for row in said.get("languages") or ()
        if row.get("name")
    }
    for place in service.places.select_related("location"):
        for address in place.location.said.get("addresses") or ():
            words.add((ServiceWord.Kind.DISTRICT, district_of(address.get("postal_code") or "")))
    service.words.all().delete()
    ServiceWord.objects.bulk_create(
        ServiceWord(service=service, kind=kind, word=word) for kind, word in sorted(words) if word
    )
