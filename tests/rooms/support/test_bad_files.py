"""A file that cannot be taken in is answered with one sentence that says where it is wrong; nothing is half done."""

from __future__ import annotations

import json

import pytest

from saidanddone.support.models import Brought, Service
from saidanddone.support.rules.reading import BYTES_AT_MOST, BadDirectory, read_json, rows_of

ID = "ac148810-d857-441c-9679-408f346de14b"
SERVICE = {"id": ID, "name": "Example", "status": "active"}


def refused(found) -> str:
    content = found if isinstance(found, bytes) else json.dumps(found).encode()
    with pytest.raises(BadDirectory) as why:
        rows_of(read_json(content))
    return str(why.value)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (SERVICE | {"id": "12"}, "$.id: “12” is not allowed; allowed: an identifier (a UUID)"),
        ({"contents": [SERVICE, {**SERVICE, "status": "shut"}]}, "$.contents[1].status: “shut” is not allowed"),
        ([{"id": ID, "status": "active"}], "$[0].name: this is missing"),
        (SERVICE | {"email": "nobody"}, "$.email: “nobody” is not allowed; allowed: an e-mail address"),
        (SERVICE | {"url": "javascript:alert(1)"}, "$.url: “javascript:alert(1)” is not allowed"),
        (SERVICE | {"minimum_age": "12"}, "$.minimum_age: “12” is not allowed; allowed: a number"),
        (SERVICE | {"minimum_age": True}, "$.minimum_age: “True” is not allowed"),
        (SERVICE | {"assured_date": "3 March"}, "$.assured_date: “3 March” is not allowed"),
        (SERVICE | {"last_modified": "now"}, "$.last_modified"),
        (SERVICE | {"schedules": {}}, "$.schedules: this is no list"),
        (SERVICE | {"schedules": [{"id": ID, "opens_at": "9"}]}, "$.schedules[0].opens_at: “9” is not allowed"),
        (SERVICE | {"phones": [{"id": ID}]}, "$.phones[0].number: this is missing"),
        (SERVICE | {"languages": [{"id": ID}, {"id": ID}]}, "$.languages[1].id: this identifier stands twice"),
        (SERVICE | {"name": "x" * 301}, "$.name: this name is too long"),
        (SERVICE | {"name": "Example\u202egnihton"}, "$.name: There is a sign in this"),
        (SERVICE | {"description": "a\x00b"}, "$.description: there is a sign in this text"),
        (SERVICE | {"description": "x" * 20_001}, "$.description: this text is too long"),
        (SERVICE | {"maximum_age": 10**300}, "$.maximum_age: this number is too large"),
        (["text"], "$[0]: this is no row of a directory"),
        ({"contents": 3}, "$.contents: this is no list"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "this lies too deep"),
        (b'{"id": 1, "id": 2}', "“id” stands twice in one row"),
        (b'{"minimum_age": NaN}', "NaN is no number"),
        (b"<services/>", "this is no JSON from line 1, column 1 on"),
        (b"", "this is no JSON"),
        (b"\xff\xfe", "this is no text"),
        (b"PK\x03\x04\x00\x00", "this is no JSON"),
        (b" " * (BYTES_AT_MOST + 1), "the file is too long"),
    ],
)  # fmt: skip
def test_the_sentence_names_the_place_and_what_is_allowed(found, says):
    said = refused(found)
    assert says in said
    assert said.startswith("$") and "\n" not in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (SERVICE | {"organization_id": ID[:-1] + "c"}, "there is no organisation with the identifier"),
        ({"id": ID, "service_id": ID[:-1] + "c", "location": {"id": ID, "location_type": "virtual"}},
         "there is no service with this identifier"),
        ({"id": ID, "service": SERVICE}, "location: this is missing"),
    ],
)  # fmt: skip
def test_what_a_row_names_must_stand_in_the_file_or_here(directory, found, says):
    with pytest.raises(BadDirectory, match=says):
        directory.compared(found)


def test_one_bad_row_among_good_ones_keeps_nothing(client, team, a_file):
    client.force_login(team.lead)
    before = Service.objects.count()
    bad = a_file([SERVICE, SERVICE | {"id": "no"}])
    response = client.post("/second/work/support/bring/", {"file": bad})
    assert response.status_code == 422
    assert "$[1].id" in response.content.decode()
    assert Service.objects.count() == before and not Brought.objects.exists()


def test_a_file_larger_than_what_one_request_holds_is_told_so(client, team, a_file):
    client.force_login(team.lead)
    response = client.post("/second/work/support/bring/", {"file": a_file(b" " * 9_000_000)})
    assert response.status_code == 422 and "too long" in response.content.decode()
