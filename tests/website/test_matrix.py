"""Every role at every address of two programmes: who may open what, and who may not even know of it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.cli.site import ROLES as ROLES_OF_THE_COMMAND
from saidanddone.people.models import AuditRow
from saidanddone.programme.models import OF_ONE_BOROUGH, OF_ONE_OR_ALL, Role
from saidanddone.website.permissions import openings, permissions_page
from saidanddone.words.models import Seat
from saidanddone.words.rules import seat_of_speaker_key
from tests.website.addresses import LONDON, SECOND, TAKEN_AWAY, Address, every_address
from tests.website.conftest import signed_in_as

ROLES = tuple(role.value for role in Role)
OF_HACKNEY = {role.value for role in OF_ONE_BOROUGH | OF_ONE_OR_ALL}  # where `team_of` gives them their role
SAMPLES = {"london": LONDON, "second": SECOND}
OF_PROGRAMMES = [address for address in every_address() if address.of_programme]
WORK = [address for address in OF_PROGRAMMES if address.is_work and address.is_read]
REFUSED_OR_READ = [address for address in OF_PROGRAMMES if address.is_work and address.name not in TAKEN_AWAY]
PUBLIC = [address for address in OF_PROGRAMMES if not address.is_work]
IN_BOTH = {"i001"}  # a key that the two programmes both use, each for its own idea
CAPS = {"home": 24, "dashboard": 24}
names = pytest.mark.parametrize("slug", ["london", "second"])


def signs_in(client, programmes, team_of, slug: str, who: str) -> None:
    other = "second" if slug == "london" else "london"
    team = team_of(programmes[other if who == "another's lead" else slug])
    assert all(getattr(team, role) for role in ROLES)  # opened now, not in the middle of what is counted
    if who != "nobody":
        client.force_login(getattr(team, "lead" if who == "another's lead" else who))


def expected(address: Address, slug: str, who: str, method: str) -> set[int]:
    """What may be answered: by the door, then by the row, then by the form."""
    if method not in address.methods:
        return {405}
    if who == "nobody":
        return {302}
    if who not in ROLES:
        return {404}
    if who not in address.roles:
        return {403}
    by_row = {403, 404} if address.row_decides else set()
    if who in OF_HACKNEY and slug == "london" and address.name.startswith("groups-work:"):
        by_row = {404}  # who works in one borough does in Hackney, where London has no group
        if "key" in address.holes:
            return by_row
    if method == "GET":
        return {200} | by_row
    return {200, 302, 422} | by_row  # what is shown once, such as a fresh card, is the answer itself


def status(client, path: str) -> int:
    with CaptureQueriesContext(connection) as spent:
        response = client.get(path)
    client.spent = len(spent)
    client.bytes = len(response.content) if "html" in response["Content-Type"] else 0
    return response.status_code


def test_the_two_kinds_of_address_are_told_apart():
    assert len(WORK) > 40 and len(PUBLIC) > 20
    assert all(("-work:" in each.name) or each.name in {"dashboard", "who-can-see"} for each in WORK)
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
@pytest.mark.parametrize("who", [*ROLES, "stranger", "another's lead", "nobody"])
def test_each_of_all_people_opens_and_sends_what_the_doors_say_and_nothing_else(
    client, programmes, team_of, slug, who
):
    """Read and send, at every work address. Whoever is refused changes nothing, and learns of nothing."""
    signs_in(client, programmes, team_of, slug, who)
    wrong = []
    before = AuditRow.objects.count()
    for address in REFUSED_OR_READ:
        path = address.at(slug, SAMPLES[slug])
        got = status(client, path)
        if got not in expected(address, slug, who, "GET"):
            wrong.append((path, "GET", got))
        if got == 200 and (client.spent > CAPS.get(address.name, 16) or client.bytes >= 100_000):
            wrong.append((path, f"{client.spent} queries", f"{client.bytes} bytes"))
        if got == 404 and who in ROLES:
            continue
        opens = who in address.roles
        # Who may send sends nothing at all, and is told what is missing.
        sent = client.post(path, {} if opens else {"sure": "on"}).status_code
        if sent not in expected(address, slug, who, "POST"):
            wrong.append((path, "POST", sent))
    assert wrong == []
    if who not in ROLES:
        assert AuditRow.objects.count() == before


def test_who_is_refused_a_page_is_refused_its_files_and_fragments(client, programmes, team_of):
    """Each address is asked for in each shape, by those who are refused in turn."""
    team = team_of(programmes["second"])
    shapes = [("?format=csv", {}), ("?format=xlsx", {}), ("", {"HX-Request": "true"})]
    asked: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for turn, (address, (query, headers)) in enumerate(product(WORK, shapes)):
        refused = [who for who in (*ROLES, "stranger") if who not in address.roles]
        path = address.at("second", SECOND) + query
        asked.setdefault(refused[turn % len(refused)], []).append((path, headers))
    assert set(asked) == {*ROLES, "stranger"}
    wrong = []
    for who, requests in asked.items():
        client.force_login(getattr(team, who))
        for path, headers in requests:
            got = client.get(path, headers=headers).status_code
            if got != (404 if who == "stranger" else 403):
                wrong.append((path, who, got))
    assert wrong == []


def test_every_list_is_a_file_for_each_role_that_opens_it(client, programmes, team_of):
    team = team_of(programmes["second"])
    client.force_login(team.lead)
    work = {address: address.at("second", SECOND) for address in WORK}
    lists = {
        address: path
        for address, path in work.items()
        if "lead" not in address.roles or b"?format=csv" in client.get(path).content
    }
    assert len(lists) > 20
    for who in ROLES:
        client.force_login(getattr(team, who))
        for address, path in lists.items():
            if who not in address.roles:
                continue
            file = client.get(f"{path}?format=csv")
            if not file["Content-Type"].startswith("text/csv"):
                assert b"?format=csv" not in file.content, path  # a page that shows this role no list
            else:
                assert "spreadsheetml" in client.get(f"{path}?format=xlsx")["Content-Type"], path


def test_rows_of_one_programme_are_not_found_under_another(client, programmes, team_of):
    """Keys of the second programme that London does not use, asked for under London by everybody."""
    foreign = {
        address: address.at("london", SECOND)
        for address in OF_PROGRAMMES
        if address.at("london", SECOND) != address.at("london", LONDON)
        and IN_BOTH.isdisjoint(address.at("london", SECOND).split("/"))
    }
    assert len(foreign) > 30
    team = team_of(programmes["london"])
    for role in ROLES:
        client.force_login(getattr(team, role))
        for address, path in foreign.items():
            if address.is_work and role not in address.roles:
                continue  # the door has no key to look at, and another test knocks at it
            assert client.get(path).status_code in {403, 404, 405}, (path, role)
            assert client.post(path, {"sure": "on"}).status_code in {403, 404, 405}, (path, role)


def test_a_guessed_token_opens_nothing_and_says_nothing(client, programmes):
    guessed = [each for each in every_address() if "token" in each.holes]
    assert len(guessed) > 2
    before = AuditRow.objects.count()
    for address in guessed:
        for token in ("a" * 43, "x", "0" * 500, "%00", "../../second/work", "A B"):
            path = reverse(address.name, kwargs={"token": "guess"}).replace("guess", quote(token, safe=""))
            answer = client.get(path, follow=True)
            assert answer.status_code in {200, 404, 410, 429}, path
            assert token not in answer.content.decode() or token == "x", path
            assert signed_in_as(client) is None, path
            assert client.get("/second/work/").status_code == 302, path
    assert AuditRow.objects.count() == before


def test_what_is_somebodys_own_opens_for_nobody_who_is_not_signed_in(client, programmes):
    own = [each for each in openings() if each.who == "who is signed in"]
    assert len(own) > 5
    for each in own:
        path = each.address.replace("<int:pk>", "1")
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code in {302, 405}, path
            assert answer.status_code == 405 or answer["Location"].startswith("/accounts/sign-in/"), path


def test_the_table_of_permissions_says_what_the_code_says():
    page = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
    assert page.read_text() == permissions_page(), "run: make permissions"


def test_every_role_is_explained():
    page = Path(__file__).parents[2] / "docs" / "reference" / "roles.md"
    text = page.read_text()
    for role in Role:
        assert f"| {role.label} |" in text, role


def test_the_command_names_every_role():
    assert set(re.findall(r"\b[a-z]+\b", ROLES_OF_THE_COMMAND)) - {"or"} == {role.value for role in Role}
    commands = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text()
    line = next(line for line in commands.splitlines() if "`--role ROLE`" in line)
    assert all(f"`{role.value}`" in line for role in Role)


def test_no_page_is_changed_by_reading_it(client, programmes, team_of):
    client.force_login(team_of(programmes["second"]).lead)
    before = AuditRow.objects.count()
    for address in OF_PROGRAMMES:
        if "GET" in address.methods:
            client.get(address.at("second", SECOND))
    assert AuditRow.objects.count() == before


def test_an_evaluator_meets_no_seat_card_on_any_page_or_file(client, programmes, team_of):
    """Answers and texts have keys of their own; no page joins them to the number on somebody's card."""
    signs_in(client, programmes, team_of, "london", "evaluator")
    keys = Seat.objects.filter(programme=programmes["london"]).values_list("speaker_key", flat=True)
    seats = {seat_of_speaker_key(key) for key in keys}
    assert seats
    number = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(seats))) + r")(?![\w-])")
    found = []
    for address in (*WORK, *PUBLIC):
        if address.is_work and "evaluator" not in address.roles:
            continue
        path = address.at("london", LONDON)
        if path.endswith(("pdf", "zip", "jpg")):
            continue
        page = client.get(path).content.decode()
        if "format=csv" in page:
            page += client.get(f"{path}?format=csv").getvalue().decode()
        found += [(path, each) for each in set(number.findall(page))]
        assert "london:" not in page, path
    assert found == []


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
        path = address.at("london", LONDON)
        if path.endswith(("pdf", "zip", "jpg")):
            continue
        page = client.get(path).content.decode()
        assert not [words for words in secret if len(words) > 20 and words[:40] in page], path
        assert not [key for key in keys if key in page], path


def test_reading_leaves_no_cookie(client, programmes):
    for address in PUBLIC:
        response = client.get(address.at("second", SECOND))
        assert not response.cookies, address.name


@pytest.mark.parametrize("role", ["organiser", "scribe", "commissioner"])
def test_the_way_from_a_public_page_to_work_opens_for_whoever_is_shown_it(client, programmes, team_of, role):
    led = re.compile(r'class="work-on"><a href="([^"]+)"')
    paths = [path for address in PUBLIC if (path := address.at("second", SECOND)).endswith("/")]
    signs_in(client, programmes, team_of, "second", role)
    ways = [found[1] for path in paths if (found := led.search(client.get(path).content.decode()))]
    assert len(ways) >= (1 if role == "scribe" else 5)
    assert [way for way in ways if status(client, way) != 200] == []
    client.logout()
    assert not any(led.search(client.get(path).content.decode()) for path in paths)
