"""Open Referral UK 3.0 in and out, held to the standard's own schemas and examples."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from saidanddone.programme.rules import Person
from saidanddone.support.models import Organisation, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm
from saidanddone.support.queries.feed import LISTS, every_row, page_of
from saidanddone.support.rules import standard
from tests.shared import shared_folder

pytestmark = pytest.mark.shared_data
EXAMPLES = {
    "service_full": "services",
    "service_list": "services",
    "service_at_location_full": "service_at_locations",
    "service_at_location_list": "service_at_locations",
    "organization_full": "organizations",
    "organization_list": "organizations",
    "taxonomy": "taxonomies",
    "taxonomy_list": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "taxonomy_term_list": "taxonomy_terms",
}
SCHEMAS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
}


def oruk(folder: str, name: str) -> Any:
    found = shared_folder()
    assert found is not None
    return json.loads((found / "data" / "oruk" / folder / f"{name}.json").read_text())


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        oruk("schema", name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def rows(found: Any) -> list[Any]:
    return found.get("contents", [found])


def lost(said: Any, given: Any, path: str = "$") -> list[str]:
    """Everything of one document that another does not say."""
    if isinstance(said, dict):
        if not isinstance(given, dict):
            return [path]
        return [each for name in said for each in lost(said[name], given.get(name), f"{path}.{name}")]
    if isinstance(said, list):
        if not isinstance(given, list) or len(given) != len(said):
            return [path]
        pairs = zip(said, given, strict=True)
        return [each for at, (one, other) in enumerate(pairs) for each in lost(one, other, f"{path}[{at}]")]
    return [] if said == given else [path]


def given_out(programme, name: str) -> dict[str, Any]:
    return {row["id"]: row for row in every_row(name, programme)}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_standard_goes_out_as_it_came_in(directory, second, example):
    found = oruk("examples", example)
    directory.keep(found)
    given = given_out(second, EXAMPLES[example])
    for row in rows(found):
        assert lost(row, given[row["id"]]) == []
        assert lost(given[row["id"]], row) == [], "and nothing is added to it"


def test_all_examples_together_lose_nothing_of_each_other(directory, second):
    for example in EXAMPLES:
        directory.keep(oruk("examples", example))
    for example, name in EXAMPLES.items():
        given = given_out(second, name)
        assert [lost(row, given[row["id"]]) for row in rows(oruk("examples", example))] == [[]], example


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_file_brought_in_again_changes_nothing(directory, second, example):
    found = oruk("examples", example)
    before = directory.compared(found).count()
    assert before["new"] and not before["unchanged"]
    assert Organisation.objects.filter(programme=second).count() == 1, "a comparison keeps nothing"
    directory.keep(found)
    then = directory.compared(found).count()
    assert then == {"new": 0, "changed": 0, "unchanged": before["new"]}
    counts = [
        each.objects.count() for each in (Service, Organisation, ServiceAtLocation, TaxonomyTerm, Taxonomy)
    ]
    directory.keep(found)
    assert counts == [
        each.objects.count() for each in (Service, Organisation, ServiceAtLocation, TaxonomyTerm, Taxonomy)
    ]


@pytest.mark.parametrize("slug", ["london", "second"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_we_give_out_is_as_the_schemas_ask(db, request, slug, name):
    programme = request.getfixturevalue(slug)
    whole, brief = validator(SCHEMAS[name]), validator(f"{SCHEMAS[name]}_list")
    count = 0
    for row in every_row(name, programme):
        assert [error.message for error in whole.iter_errors(row)] == []
        count += 1
    assert count
    page = page_of(name, Person(slug), programme, 1, 100)
    for row in page["contents"]:
        assert [error.message for error in brief.iter_errors(row)] == []
    assert page["total_items"] == page["size"] == count


def test_what_came_in_is_as_the_schemas_ask_too(directory, second):
    for example in EXAMPLES:
        directory.keep(oruk("examples", example))
    for name, schema in SCHEMAS.items():
        for row in every_row(name, second):
            assert [error.message for error in validator(schema).iter_errors(row)] == []


def test_every_name_of_the_schemas_is_one_that_we_know():
    """Each is checked as it comes in; of what is not in the standard nothing is asked."""

    def unknown(schema: dict[str, Any], kind: standard.Kind, path: str) -> list[str]:
        found = []
        for name, said in schema.get("properties", {}).items():
            if name in kind.holds:
                found += unknown(said, kind.holds[name], f"{path}.{name}")
            elif name in kind.lists:
                found += unknown(said["items"], kind.lists[name], f"{path}.{name}")
            elif name not in kind.plain:
                found.append(f"{path}.{name}")
        return found

    assert unknown(oruk("schema", "service"), standard.SERVICE, "service") == []
    assert unknown(oruk("schema", "organization"), standard.ORGANISATION, "organization") == []
    assert unknown(oruk("schema", "service_at_location"), standard.SERVICE_AT_LOCATION, "place") == []


def test_what_the_schemas_require_we_require():
    def required(schema: dict[str, Any], kind: standard.Kind) -> bool:
        below = (*kind.holds.items(), *kind.lists.items())
        return set(schema.get("required", ())) <= set(kind.required) and all(
            required(said.get("items", said), each)
            for name, each in below
            if (said := schema.get("properties", {}).get(name)) and each is not kind
        )

    assert required(oruk("schema", "service"), standard.SERVICE)


def test_names_of_the_larger_standard_and_unknown_names_come_out_again(directory, second):
    service = oruk("examples", "service_full") | {
        "alternate_name": "Talk",
        "phones": [{"id": "0f6cf9cd-9b37-44ae-9b8e-0ff4a0b9f5b1", "number": "020 7946 0000", "sip": "x"}],
        "own_word": {"of": ["another", {"directory": 1}]},
    }
    directory.keep(service)
    assert lost(service, given_out(second, "services")[service["id"]]) == []


def test_a_list_page_takes_nothing_away_from_what_the_whole_service_said(directory, second):
    whole = oruk("examples", "service_full")
    directory.keep(whole)
    directory.keep(oruk("examples", "service_list"))
    assert lost(whole, given_out(second, "services")[whole["id"]]) == []


def test_what_a_file_leaves_blank_is_taken_away_and_what_it_names_is_replaced(directory, second):
    whole = oruk("examples", "service_full")
    directory.keep(whole)
    directory.keep(whole | {"alert": None, "fees": "", "schedules": [], "service_at_locations": []})
    given = given_out(second, "services")[whole["id"]]
    assert not given.keys() & {"alert", "fees", "schedules", "service_at_locations"}
    assert given["contacts"] == whole["contacts"]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_its_pages_and_each_row_its_address(client, second, name):
    page = client.get(f"/second/where-to-turn/{name}.json?per_page=1").json()
    assert set(page) == set(oruk("examples", "service_list"))
    assert (page["page_number"], page["size"], page["first_page"], page["empty"]) == (1, 1, True, False)
    row = client.get(f"/second/where-to-turn/{name}/{page['contents'][0]['id']}.json")
    assert row.status_code == 200 and row["Content-Type"] == "application/json"
    past = client.get(f"/second/where-to-turn/{name}.json?page=9").json()
    assert past["empty"] and past["contents"] == [] and past["last_page"]
