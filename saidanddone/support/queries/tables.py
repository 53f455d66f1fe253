"""The rows of a programme in the order in which its tables were written."""

from __future__ import annotations

from django.db.models import QuerySet

from saidanddone.programme.models import Programme

from ..models import HandOut, Organisation, PackVersion, Service, SupportPack, Taxonomy, TaxonomyTerm
from .finding import with_places


def organisations_of(programme: Programme) -> QuerySet[Organisation]:
    return Organisation.objects.filter(programme=programme).order_by("id")


def taxonomies_of(programme: Programme) -> QuerySet[Taxonomy]:
    return Taxonomy.objects.filter(programme=programme).order_by("id")


def terms_of(programme: Programme) -> QuerySet[TaxonomyTerm]:
    return TaxonomyTerm.objects.filter(programme=programme).select_related("taxonomy").order_by("id")


def services_of(programme: Programme) -> QuerySet[Service]:
    rows = Service.objects.filter(programme=programme).select_related("organisation", "area")
    return with_places(rows.prefetch_related("terms")).order_by("id")


def services_by_id(programme: Programme) -> dict[str, Service]:
    return {str(row.oruk_id): row for row in Service.objects.filter(programme=programme)}


def packs_of(programme: Programme) -> QuerySet[SupportPack]:
    return SupportPack.objects.filter(programme=programme).select_related("area").order_by("id")


def pack_versions_of(programme: Programme) -> QuerySet[PackVersion]:
    rows = PackVersion.objects.filter(pack__programme=programme).select_related("pack")
    return rows.prefetch_related("services").order_by("id")


def hand_outs_of(programme: Programme) -> QuerySet[HandOut]:
    rows = HandOut.objects.filter(version__pack__programme=programme)
    return rows.select_related("version__pack", "area").order_by("id")
