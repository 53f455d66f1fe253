"""Every role at every address of two programmes: who may open what, and who may not even know of it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.website.addresses import LONDON, SECOND, Address, every_address

ROLES = ("lead", "organiser", "coder", "evaluator")
SAMPLES = {"london": LONDON, "second": SECOND}
OF_PROGRAMMES = [address for address in every_address() if address.of_programme]
WORK = [address for address in OF_PROGRAMMES if address.is_work and address.is_read]
SENT = [address for address in OF_PROGRAMMES if not address.is_read]
PUBLIC = [address for address in OF_PROGRAMMES if not address.is_work]
IN_BOTH = {"i001"}  # a key that the two programmes both use, each for its own idea
CAPS = {"home": 24, "dashboard": 24}
names = pytest.mark.parametrize("slug", ["london", "second"])


def is_outside_hackney(slug: str, address: Address) -> bool:
    """The organiser's borough is Hackney, and so are the samples; but London has no group there."""
    return slug == "london" and address.name.startswith("groups-work:") and "key" in address.holes


def status(client, path: str) -> int:
    with CaptureQueriesContext(connection) as spent:
        response = client.get(path)
    client.spent = len(spent)
    client.bytes = len(response.content) if "html" in response["Content-Type"] else 0
    return response.status_code


def test_the_two_kinds_of_address_are_told_apart():
    assert len(WORK) > 40 and len(PUBLIC) > 20
    assert all(("-work:" in address.name) or address.name == "dashboard" for address in WORK)
    assert not any("-work:" in address.name for address in PUBLIC)


@names
def test_everybody_opens_every_public_page_within_the_caps(client, programmes, slug):
    for address in PUBLIC:
        path = address.at(slug, SAMPLES[slug])
        assert status(client, path) == 200, path
        assert client.spent <= CAPS.get(address.name, 16), (path, client.spent)
        if not path.endswith("report.html"):
            assert client.bytes < 100_000, (path, client.bytes)


@names
def test_knowing_who_reads_a_public_page_costs_three_queries_at_most(client, programmes, team_of, slug):
    client.force_login(team_of(programmes[slug]).lead)
    over = []
    for address in PUBLIC:
        path = address.at(slug, SAMPLES[slug])
        assert status(client, path) == 200, path
        if client.spent > CAPS.get(address.name, 16) + 3:
            over.append((path, client.spent))
    assert over == []


@names
def test_nobody_in_particular_is_sent_to_sign_in_from_every_work_page(client, programmes, slug):
    for address in WORK:
        path = address.at(slug, SAMPLES[slug])
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith("/accounts/sign-in/"), path


@names
@pytest.mark.parametrize("who", ["stranger", "another's lead"])
def test_who_does_not_work_here_learns_of_no_work_page(client, programmes, team_of, slug, who):
    other = "second" if slug == "london" else "london"
    team = team_of(programmes[slug if who == "stranger" else other])
    client.force_login(team.stranger if who == "stranger" else team.lead)
    for address in WORK:
        path = address.at(slug, SAMPLES[slug])
        assert status(client, path) == 404, path


@names
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_own_pages_and_is_told_whose_the_others_are(
    client, programmes, team_of, slug, role
):
    client.force_login(getattr(team_of(programmes[slug]), role))
    wrong = []
    for address in WORK:
        path = address.at(slug, SAMPLES[slug])
        allowed = not address.roles or role in address.roles
        elsewhere = role == "organiser" and is_outside_hackney(slug, address)
        found = status(client, path)
        if found != ((404 if elsewhere else 200) if allowed else 403):
            wrong.append((path, role, found))
        if client.spent > CAPS.get(address.name, 16) or client.bytes >= 100_000:
            wrong.append((path, f"{client.spent} queries", f"{client.bytes} bytes"))
    assert wrong == []


def test_rows_of_one_programme_are_not_found_under_another(client, programmes, team_of):
    """Keys of the second programme that London does not use, asked for under London by everybody."""
    team = team_of(programmes["london"])
    foreign = {
        address.name: address.at("london", SECOND)
        for address in OF_PROGRAMMES
        if address.at("london", SECOND) != address.at("london", LONDON)
        and IN_BOTH.isdisjoint(address.at("london", SECOND).split("/"))
    }
    assert len(foreign) > 30
    for role in ROLES:
        client.force_login(getattr(team, role))
        for name, path in foreign.items():
            assert status(client, path) in {403, 404}, (name, path, role)


@names
def test_no_page_is_changed_by_reading_it(client, programmes, team_of, slug):
    from saidanddone.people.models import AuditRow

    client.force_login(team_of(programmes[slug]).lead)
    before = AuditRow.objects.count()
    for address in OF_PROGRAMMES:
        client.get(address.at(slug, SAMPLES[slug]))
    assert AuditRow.objects.count() == before


@names
def test_a_form_sent_by_the_wrong_role_changes_nothing(client, programmes, team_of, slug):
    from saidanddone.people.models import AuditRow

    team = team_of(programmes[slug])
    assert all(getattr(team, role) for role in (*ROLES, "stranger"))
    before = AuditRow.objects.count()
    refused = 0
    for role in ROLES:
        client.force_login(getattr(team, role))
        for address in (*WORK, *SENT):
            if address.roles and role not in address.roles:
                response = client.post(address.at(slug, SAMPLES[slug]), {"sure": "on"})
                assert response.status_code in {403, 405}, address.name
                refused += response.status_code == 403
    assert refused > 20
    client.force_login(team.stranger)
    for address in (*WORK, *SENT):
        response = client.post(address.at(slug, SAMPLES[slug]), {"sure": "on"})
        assert response.status_code in {404, 405}, address.name
    client.logout()
    for address in (*WORK, *SENT):
        response = client.post(address.at(slug, SAMPLES[slug]), {"sure": "on"})
        assert response.status_code in {302, 405}, address.name
    assert AuditRow.objects.count() == before


@names
def test_no_words_that_may_not_be_quoted_stand_on_a_public_page(client, programmes, slug):
    from saidanddone.words.models import Text
    from saidanddone.words.queries import quotable_condition

    secret = list(
        Text.objects.filter(programme=programmes[slug])
        .exclude(pk__in=Text.objects.filter(quotable_condition()).values("pk"))
        .values_list("words", flat=True)
    )
    keys = [key for key in Text.objects.values_list("speaker_key", flat=True) if key]
    assert secret and keys
    for address in PUBLIC:
        path = address.at(slug, SAMPLES[slug])
        if path.endswith(("pdf", "zip")):
            continue
        page = client.get(path).content.decode()
        assert not [words for words in secret if len(words) > 20 and words[:40] in page], path
        assert not [key for key in keys if key in page], path


def test_reading_leaves_no_cookie(client, programmes):
    for address in PUBLIC:
        response = client.get(address.at("second", SECOND))
        assert not response.cookies, address.name


@names
@pytest.mark.parametrize("role", ROLES)
def test_the_way_from_a_public_page_to_work_opens_for_whoever_is_shown_it(
    client, programmes, team_of, slug, role
):
    led = re.compile(r'class="work-on"><a href="([^"]+)"')
    paths = [path for address in PUBLIC if (path := address.at(slug, SAMPLES[slug])).endswith("/")]
    for path in paths:
        assert not led.search(client.get(path).content.decode()), path
    client.force_login(getattr(team_of(programmes[slug]), role))
    ways = [found[1] for path in paths if (found := led.search(client.get(path).content.decode()))]
    assert len(ways) > 10
    assert [way for way in ways if status(client, way) != 200] == []
