"""A directory of a whole city: a long file is compared and kept in few queries, and found as quickly."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.support.models import Service
from saidanddone.support.queries.feed import every_row

ROWS = 1_100  # more than SQLite joins by OR, and more than a statement has room for


def an_id(*parts: object) -> str:
    return str(uuid5(NAMESPACE_URL, ":".join(map(str, parts))))


def a_service(number: int) -> dict[str, Any]:
    address = {
        "id": an_id("address", number), "address_1": f"{number} Example Road", "city": "London",
        "state_province": "London", "postal_code": "E8 9ZZ", "country": "GB", "address_type": "physical",
    }  # fmt: skip
    location = {"id": an_id("location", number), "location_type": "physical", "addresses": [address]}
    return {
        "id": an_id("service", number),
        "name": f"Example {number}",
        "status": "active",
        "organization": {"id": an_id("org", number % 50), "name": f"Org {number % 50}", "description": "x"},
        "schedules": [
            {"id": an_id("schedule", number), "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}
        ],
        "service_at_locations": [{"id": an_id("place", number), "location": location}],
    }


def test_a_long_file_is_taken_in_and_changes_nothing_the_second_time(client, second, directory):
    file = [a_service(number) for number in range(ROWS)]
    directory.keep(file)
    with CaptureQueriesContext(connection) as spent:
        assert directory.compared(file).count() == {"new": 0, "changed": 0, "unchanged": 3 * ROWS + 50}
    assert len(spent) < 40
    assert Service.objects.filter(programme=second).count() == ROWS + 1
    for name in ("services", "service_at_locations", "organizations"):
        with CaptureQueriesContext(connection) as spent:
            assert len(list(every_row(name, second))) >= 50
        assert len(spent) <= 5, name
    for query in ("?near=E8", "?open=weekends", "services.json?per_page=200", "leaflet/E09000012/"):
        with CaptureQueriesContext(connection) as spent:
            assert client.get(f"/second/where-to-turn/{query}").status_code == 200
        assert len(spent) <= 16, query
