"""What a file would change, row by row, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.programme.models import Programme

from ..models import Location, Organisation, Service, Taxonomy, TaxonomyTerm
from ..rules.flat import Directory, Said, differing, merged
from ..rules.reading import BadDirectory
from .finding import with_places

KINDS = {
    "taxonomy": gettext_lazy("taxonomy"),
    "term": gettext_lazy("word of the directory"),
    "organisation": gettext_lazy("organisation"),
    "location": gettext_lazy("place"),
    "service": gettext_lazy("service"),
    "place": gettext_lazy("service at a place"),
}


@dataclass(frozen=True)
class Change:
    """One row of a file beside the one that we hold. `fields` are the names that differ, as the standard calls them."""

    kind: str
    id: str
    name: str
    row: Any  # what we hold; none where it is new
    said: Said  # what would be held afterwards
    fields: tuple[str, ...]

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])

    @property
    def is_new(self) -> bool:
        return self.row is None

    @property
    def is_changed(self) -> bool:
        return self.is_new or bool(self.fields)

    @property
    def state(self) -> str:
        if self.is_new:
            return _("new")
        return _("changed") if self.fields else _("unchanged")


@dataclass(frozen=True)
class Comparison:
    changes: tuple[Change, ...]
    directory: Directory

    def of(self, kind: str) -> list[Change]:
        return [each for each in self.changes if each.kind == kind]

    @property
    def differing(self) -> list[Change]:
        return [each for each in self.changes if each.is_changed]

    def count(self) -> dict[str, int]:
        new = sum(each.is_new for each in self.changes)
        changed = len(self.differing) - new
        return {"new": new, "changed": changed, "unchanged": len(self.changes) - new - changed}


def compared(programme: Programme, directory: Directory) -> Comparison:
    """One query a kind, however long the file."""
    found = {
        kind: _known(_rows(model, programme), rows)
        for kind, model, rows in (
            ("taxonomy", Taxonomy, directory.taxonomies),
            ("term", TaxonomyTerm, directory.terms),
            ("organisation", Organisation, directory.organisations),
            ("location", Location, directory.locations),
        )
    }
    rows = Service.objects.filter(programme=programme).select_related("organisation", "area")
    services = _known(with_places(rows), _services_named(directory))
    _check_named(programme, directory, services)
    held = Taxonomy.objects.filter(programme=programme, oruk_id__in=set(directory.taxonomy_of.values()))
    under = set(directory.taxonomies) | {str(each) for each in held.values_list("oruk_id", flat=True)}
    changes = [
        *_plainly("taxonomy", directory.taxonomies, found["taxonomy"]),
        *_plainly("term", directory.terms, found["term"], _also_taxonomy(directory, under)),
        *_plainly("organisation", directory.organisations, found["organisation"]),
        *_plainly("location", directory.locations, found["location"]),
        *_plainly("service", directory.services, services, _also_of_service(directory)),
        *_places(directory, services),
    ]
    return Comparison(tuple(changes), directory)


def _rows(model: Any, programme: Programme) -> Any:
    rows = model.objects.filter(programme=programme)
    return rows.select_related("taxonomy") if model is TaxonomyTerm else rows


def _known(rows: Any, ids: Iterable[str]) -> dict[str, Any]:
    return {str(row.oruk_id): row for row in rows.filter(oruk_id__in=list(ids))}


def _services_named(directory: Directory) -> set[str]:
    return set(directory.services) | set(filter(None, directory.service_of.values()))


def _plainly(
    kind: str, rows: Mapping[str, Said], known: Mapping[str, Any], also: Any = lambda row_id, row: ()
) -> Iterable[Change]:
    for row_id, said in rows.items():
        row = known.get(row_id)
        before = row.said if row is not None else {}
        then = merged(before, said)
        fields = (*differing(before, then), *also(row_id, row))
        yield Change(kind, row_id, str(then.get("name", "")), row, then, fields)


def _also_taxonomy(directory: Directory, taxonomies: set[str]) -> Any:
    """Whether a term comes under a taxonomy that it was not under. One that nobody knows is only a number."""

    def also(row_id: str, row: TaxonomyTerm | None) -> tuple[str, ...]:
        then = directory.taxonomy_of.get(row_id)
        if row is None or then not in taxonomies:
            return ()
        now = str(row.taxonomy.oruk_id) if row.taxonomy else None
        return () if now == then else ("taxonomy",)

    return also


def _also_of_service(directory: Directory) -> Any:
    """Its organisation and its places are rows of their own."""

    def also(row_id: str, row: Service | None) -> tuple[str, ...]:
        if row is None:
            return ()
        names = []
        then = directory.organisation_of.get(row_id)
        if then and (row.organisation is None or str(row.organisation.oruk_id) != then):
            names.append("organization")
        places = directory.places_of.get(row_id)
        if places is not None and places != [str(each.oruk_id) for each in row.places.all()]:
            names.append("service_at_locations")
        return tuple(names)

    return also


def _places(directory: Directory, services: Mapping[str, Service]) -> Iterable[Change]:
    for place_id, said in directory.places.items():
        service_id, location_id = directory.service_of[place_id], directory.location_of.get(place_id)
        service = services.get(service_id)
        rows = list(service.places.all()) if service else []
        row = next((each for each in rows if str(each.oruk_id) == place_id), None)
        before = row.said if row else {}
        then = merged(before, said)
        moved = row is not None and location_id is not None and str(row.location.oruk_id) != location_id
        name = directory.services.get(service_id, {}).get("name") or (service.name if service else "")
        yield Change(
            "place", place_id, name, row, then, (*differing(before, then), *(("location",) if moved else ()))
        )


def _check_named(programme: Programme, directory: Directory, services: Mapping[str, Service]) -> None:
    """What a row names stands in the file or here already."""
    _check_known(
        "organization_id",
        directory.organisation_of,
        directory.organisations,
        Organisation.objects.filter(programme=programme),
        _("organisation"),
    )
    _check_known(
        "location_id",
        directory.location_of,
        directory.locations,
        Location.objects.filter(programme=programme),
        _("place"),
    )
    for place_id, service_id in directory.service_of.items():
        if service_id not in directory.services and service_id not in services:
            raise BadDirectory(
                f"service_at_location {place_id}, service_id", _("there is no service with this identifier")
            )
        if place_id not in directory.location_of:
            raise BadDirectory(f"service_at_location {place_id}, location", _("this is missing"))


def _check_known(
    name: str, named: Mapping[str, str], in_file: Mapping[str, Said], rows: Any, what: str
) -> None:
    elsewhere = {each for each in named.values() if each not in in_file}
    known = {str(each) for each in rows.filter(oruk_id__in=elsewhere).values_list("oruk_id", flat=True)}
    for row_id, wanted in named.items():
        if wanted in elsewhere and wanted not in known:
            raise BadDirectory(
                f"{row_id}, {name}",
                _("there is no %(what)s with the identifier %(id)s, in the file or here")
                % {"what": what, "id": wanted},
            )
