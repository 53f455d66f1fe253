"""What Open Referral UK 3.0 (a profile of HSDS 3.0) says of each kind of row: its names, and what each may hold.

Names that are not here are kept as they came. https://openreferraluk.org/ and https://docs.openreferral.org/en/v3.0.1/
"""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT, UUID, URI, EMAIL, NUMBER, DATE, MOMENT, TIME = (
    "a text", "an identifier (a UUID)", "an address that begins with https:// or http://", "an e-mail address",
    "a number", "a date such as 2018-03-04", "a moment such as 2018-03-04T10:30:00Z", "a time such as 10:00",
)  # fmt: skip
FORMATS = {
    "TEXT": TEXT, "UUID": UUID, "URI": URI, "EMAIL": EMAIL, "NUMBER": NUMBER, "DATE": DATE, "MOMENT": MOMENT,
    "TIME": TIME,
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """`holds` names one row below this one, `lists` several."""

    plain: dict[str, str | tuple[str, ...]]
    required: tuple[str, ...] = ("id",)
    holds: dict[str, Kind] = field(default_factory=dict)
    lists: dict[str, Kind] = field(default_factory=dict)


def _plain(**names: str) -> dict[str, str | tuple[str, ...]]:
    """`TEXT="name description"`: the names, each with what it may hold."""
    return {name: FORMATS[what] for what, said in names.items() for name in said.split()}


TERM = Kind(
    _plain(
        UUID="id parent_id taxonomy_id", TEXT="name description taxonomy term code language", URI="term_uri"
    ),
    required=("id", "name", "description"),
)
TAXONOMY = Kind(
    _plain(UUID="id", TEXT="name description version", URI="uri"),
    required=("id", "name", "description"),
    lists={"taxonomy_terms": TERM},
)
ATTRIBUTE = Kind(
    _plain(UUID="id link_id taxonomy_term_id", TEXT="link_type link_entity value label"),
    holds={"taxonomy_term": TERM},
)
ATTRIBUTES = {"attributes": ATTRIBUTE}
LANGUAGE = Kind(_plain(UUID="id service_id location_id phone_id", TEXT="name code note"))
PHONE = Kind(
    _plain(
        UUID="id service_id location_id organization_id contact_id service_at_location_id",
        TEXT="number type description",
        NUMBER="extension",
    ),
    required=("id", "number"),
    lists={"languages": LANGUAGE} | ATTRIBUTES,
)
CONTACT = Kind(
    _plain(UUID="id service_id organization_id location_id", TEXT="name title department", EMAIL="email"),
    lists={"phones": PHONE} | ATTRIBUTES,
)
SCHEDULE = Kind(
    _plain(
        UUID="id service_id location_id service_at_location_id",
        DATE="valid_from valid_to dtstart until",
        NUMBER="interval count timezone",
        TEXT="byday bymonthday byweekno byyearday wkst description attending_type notes",
        TIME="opens_at closes_at",
        URI="schedule_link",
    )
    | {"freq": ("WEEKLY", "MONTHLY")}
)
SERVICE_AREA = Kind(
    _plain(UUID="id service_id", TEXT="name description extent extent_type uri service_area"),
)
COST = Kind(
    _plain(
        UUID="id service_id",
        DATE="valid_from valid_to",
        TEXT="option currency amount_description",
        NUMBER="amount",
    )
)
FUNDING = Kind(_plain(UUID="id service_id organization_id", TEXT="source"))
PLACES = ("physical", "postal", "virtual")
ADDRESS = Kind(
    _plain(
        UUID="id location_id",
        TEXT="attention address_1 address_2 city region state_province postal_code country",
    )
    | {"address_type": PLACES},
    required=("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    lists=ATTRIBUTES,
)
ACCESSIBILITY = Kind(
    _plain(UUID="id location_id", TEXT="description details accessibility", URI="url"), lists=ATTRIBUTES
)
LOCATION = Kind(
    _plain(
        UUID="id organization_id",
        TEXT="name alternate_name description transportation external_identifier external_identifier_type",
        NUMBER="latitude longitude",
        URI="url",
    )
    | {"location_type": PLACES},
    required=("id", "location_type"),
    lists={
        "addresses": ADDRESS,
        "accessibility": ACCESSIBILITY,
        "phones": PHONE,
        "languages": LANGUAGE,
        "contacts": CONTACT,
        "schedules": SCHEDULE,
    }
    | ATTRIBUTES,
)
IDENTIFIER = Kind(
    _plain(UUID="id organization_id", TEXT="identifier_scheme identifier_type identifier"),
    required=("id", "identifier_type", "identifier"),
    lists=ATTRIBUTES,
)
ORGANISATION = Kind(
    _plain(
        UUID="id parent_organization_id",
        TEXT="name alternate_name description logo tax_status tax_id legal_status",
        EMAIL="email",
        URI="website uri",
        NUMBER="year_incorporated",
    ),
    required=("id", "name", "description"),
    lists={"organization_identifiers": IDENTIFIER, "phones": PHONE, "contacts": CONTACT, "funding": FUNDING}
    | ATTRIBUTES,
)
SERVICE = Kind(
    _plain(
        UUID="id organization_id program_id",
        TEXT="name alternate_name description fees fees_description accreditations alert application_process"
        " eligibility_description interpretation_services",
        URI="url",
        EMAIL="email assurer_email",
        NUMBER="minimum_age maximum_age",
        DATE="assured_date",
        MOMENT="last_modified",
    )
    | {"status": ("active", "inactive", "defunct", "temporarily closed")},
    required=("id", "name", "status"),
    holds={"organization": ORGANISATION},
    lists={
        "schedules": SCHEDULE,
        "phones": PHONE,
        "languages": LANGUAGE,
        "service_areas": SERVICE_AREA,
        "cost_options": COST,
        "funding": FUNDING,
        "contacts": CONTACT,
    }
    | ATTRIBUTES,
)
SERVICE_AT_LOCATION = Kind(
    _plain(UUID="id service_id location_id", TEXT="description"),
    holds={"location": LOCATION, "service": SERVICE},
    lists={"schedules": SCHEDULE, "phones": PHONE, "contacts": CONTACT, "service_areas": SERVICE_AREA}
    | ATTRIBUTES,
)
# What holds rows that hold it again comes last.
SERVICE.lists["service_at_locations"] = SERVICE_AT_LOCATION
ORGANISATION.lists["services"] = SERVICE
