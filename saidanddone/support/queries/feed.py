"""The directory as Open Referral UK 3.0 gives it out: a page of a list, one row, or all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from ..models import Location, Organisation, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm
from ..rules import standard
from ..rules.flat import Said, whole, whole_attributes
from .finding import services_visible_to, with_places

ROWS_A_PAGE = 50
ROWS_A_PAGE_AT_MOST = 200


@dataclass(frozen=True)
class Given:
    """One of the lists of a directory: its rows, what a page of it says of each, and all there is of one."""

    rows: Callable[[Person, Programme], QuerySet[Any]]
    brief: Callable[[Any], Said]
    whole: Callable[[Any], Said]


def organisation_said(row: Organisation) -> Said:
    return whole(standard.ORGANISATION, row.oruk_id, row.said)


def term_said(row: TaxonomyTerm) -> Said:
    return whole(standard.TERM, row.oruk_id, row.said)


def _term_alone(row: TaxonomyTerm) -> Said:
    """The taxonomy is named even where it is blank: by it a file is known to be one of terms."""
    return {"taxonomy": "", **term_said(row)}


def location_said(row: Location) -> Said:
    return whole(standard.LOCATION, row.oruk_id, row.said)


def _taxonomy_brief(row: Taxonomy) -> Said:
    return whole(standard.TAXONOMY, row.oruk_id, row.said)


def taxonomy_said(row: Taxonomy) -> Said:
    terms = [term_said(each) for each in row.terms.all()]
    return _taxonomy_brief(row) | ({"taxonomy_terms": terms} if terms else {})


def _service_itself(row: Service) -> Said:
    """A service with all of its own, and its terms; without its organisation and places."""
    said = whole(standard.SERVICE, row.oruk_id, row.said)
    if "attributes" in said:
        terms = {str(term.oruk_id): term_said(term) for term in row.terms.all()}
        said["attributes"] = whole_attributes(said["attributes"], terms)
    return said


def _organisation_of(row: Service) -> Said:
    return {"organization": organisation_said(row.organisation)} if row.organisation else {}


def _places_of(row: Service) -> Said:
    places = [
        {"id": str(each.oruk_id), "location": location_said(each.location), **each.said}
        for each in row.places.all()
    ]
    return {"service_at_locations": places} if places else {}


def service_said(row: Service) -> Said:
    return _service_itself(row) | _places_of(row) | _organisation_of(row)


def without_organisation(row: Service) -> Said:
    return _service_itself(row) | _places_of(row)


def _service_brief(row: Service) -> Said:
    brief = {name: value for name, value in row.said.items() if name in standard.SERVICE.plain}
    organisation = {}
    if row.organisation:
        said = {k: v for k, v in row.organisation.said.items() if k in standard.ORGANISATION.plain}
        organisation = {"organization": whole(standard.ORGANISATION, row.organisation.oruk_id, said)}
    return whole(standard.SERVICE, row.oruk_id, brief) | organisation


def _organisation_whole(row: Organisation) -> Said:
    services = [without_organisation(each) for each in row.services.all()]
    return organisation_said(row) | ({"services": services} if services else {})


def _organisation_brief(row: Organisation) -> Said:
    brief = {name: value for name, value in row.said.items() if name in standard.ORGANISATION.plain}
    return whole(standard.ORGANISATION, row.oruk_id, brief)


def _place_whole(row: ServiceAtLocation) -> Said:
    service = _service_itself(row.service) | _organisation_of(row.service)
    return {
        "id": str(row.oruk_id),
        **row.said,
        "location": location_said(row.location),
        "service": service,
    }


def _place_brief(row: ServiceAtLocation) -> Said:
    location = {name: value for name, value in row.location.said.items() if name in standard.LOCATION.plain}
    return {
        "id": str(row.oruk_id),
        "location": whole(standard.LOCATION, row.location.oruk_id, location),
        "service": _service_brief(row.service),
    }


def _services(person: Person, programme: Programme) -> QuerySet[Service]:
    rows = services_visible_to(person, programme)
    return with_places(rows.prefetch_related("terms"))


def _places(person: Person, programme: Programme) -> QuerySet[ServiceAtLocation]:
    rows = ServiceAtLocation.objects.filter(service__in=services_visible_to(person, programme))
    return rows.select_related("location", "service__organisation").prefetch_related("service__terms")


def _organisations(person: Person, programme: Programme) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(programme=programme)
    return with_places(rows.prefetch_related("services__terms"), "services__places")


LISTS: dict[str, Given] = {
    "services": Given(_services, _service_brief, service_said),
    "service_at_locations": Given(_places, _place_brief, _place_whole),
    "organizations": Given(_organisations, _organisation_brief, _organisation_whole),
    "taxonomies": Given(
        lambda person, programme: Taxonomy.objects.filter(programme=programme).prefetch_related("terms"),
        _taxonomy_brief,
        taxonomy_said,
    ),
    "taxonomy_terms": Given(
        lambda person, programme: TaxonomyTerm.objects.filter(programme=programme), _term_alone, _term_alone
    ),
}


def page_of(name: str, person: Person, programme: Programme, page: int, size: int) -> Said:
    """A page of a list with the counts that the standard asks for; a page past the last is an empty one."""
    given = LISTS[name]
    pages = Paginator(given.rows(person, programme), size)
    rows: Iterable[Model] = pages.page(page).object_list if page <= pages.num_pages else ()
    contents = [given.brief(row) for row in rows]
    return {
        "total_items": pages.count,
        "total_pages": pages.num_pages if pages.count else 0,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages.num_pages,
        "empty": not contents,
        "contents": contents,
    }


def every_row(name: str, programme: Programme) -> Iterator[Said]:
    given = LISTS[name]
    for row in given.rows(Person(programme.slug), programme):
        yield given.whole(row)
