"""Sources are named on the site, and what a licence asks to be said stands where their numbers do."""

from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Source
from tests.stages.need.test_pages import text, work

pytestmark = pytest.mark.django_db
LIST, ADD = work("sources/"), work("sources/add/")
OPEN = {
    "title": "Boundaries of districts, May 2024",
    "publisher": "Office for National Statistics",
    "year": "2024",
    "licence": "OGL v3",
    "attribution": "Contains OS data © Crown copyright.",
    "address": "https://example.org/boundaries",
    "key": "boundaries",
}


@pytest.fixture
def lead(client, desk):
    client.force_login(desk.team.lead)
    return client


def test_a_source_is_named_and_stands_with_its_attribution_where_it_is_used(lead, desk):
    assert "is named" in text(lead.post(ADD, OPEN, follow=True))
    source = Source.objects.get(programme=desk.programme, key="boundaries")
    assert AuditRow.objects.filter(verb="need.name_source").exists()
    assert "Contains OS data © Crown copyright." in text(lead.get(LIST))
    desk.programme.indicators.update(source=source)
    page = text(lead.get("/second/need/indicators/second-indicator/"))
    assert "Contains OS data © Crown copyright." in page and "OGL v3" in page


def test_a_key_that_is_taken_and_a_title_that_is_missing_are_said_at_once(lead, desk):
    answer = lead.post(ADD, OPEN | {"key": "second-report"})
    assert answer.status_code == 422
    assert "Another source of this programme has that key already." in text(answer)
    assert lead.post(ADD, OPEN | {"title": ""}).status_code == 422
    assert Source.objects.filter(programme=desk.programme).count() == 1


def test_what_is_said_of_a_source_is_changed_and_its_key_stays(lead, desk):
    address = work("sources/second-report/change/")
    form = {name: value for name, value in OPEN.items() if name != "key"}
    assert lead.post(address, form | {"key": "another"}, follow=True).status_code == 200
    source = Source.objects.get(programme=desk.programme)
    assert (source.key, source.title) == ("second-report", OPEN["title"])


def test_an_address_that_is_no_web_address_is_refused(lead, desk):
    answer = lead.post(ADD, OPEN | {"address": "javascript:alert(1)"})
    assert answer.status_code == 422 and "https://" in text(answer)


def test_whoever_oversees_reads_the_list_and_the_lead_alone_writes(client, desk):
    for role, reads, writes in (("organiser", 200, 403), ("scribe", 403, 403), ("stranger", 404, 404)):
        client.force_login(getattr(desk.team, role))
        assert client.get(LIST).status_code == reads, role
        assert client.get(ADD).status_code == client.post(ADD, OPEN).status_code == writes, role
    assert not Source.objects.filter(key="boundaries").exists()
