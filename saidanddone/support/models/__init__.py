from .directory import (
    Brought,
    Location,
    Need,
    Organisation,
    Service,
    ServiceAtLocation,
    ServiceWord,
    Suggestion,
    Taxonomy,
    TaxonomyTerm,
)
from .lines import LineCheck
from .packs import HandOut, LifeEvent, PackVersion, SupportPack

__all__ = [
    "Brought",
    "HandOut",
    "LifeEvent",
    "LineCheck",
    "Location",
    "Need",
    "Organisation",
    "PackVersion",
    "Service",
    "ServiceAtLocation",
    "ServiceWord",
    "Suggestion",
    "SupportPack",
    "Taxonomy",
    "TaxonomyTerm",
]
