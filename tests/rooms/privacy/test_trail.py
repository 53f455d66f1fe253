"""The trail is read and verified by the data protection officer, and changed by nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone

import saidanddone
from saidanddone.people.actions import audited, seal_audit
from saidanddone.people.models import AuditRow, AuditSeal
from saidanddone.privacy.queries import trail as queries
from saidanddone.privacy.queries.copies import COPIED
from saidanddone.privacy.rules.verbs import SAID
from saidanddone.programme.actions import give_role
from saidanddone.programme.models import OF_ONE_BOROUGH, Role
from saidanddone.programme.rules import NOT_WITH_THE_LEAD
from saidanddone.safeguarding.rules import Kind
from tests.website.addresses import SECOND, every_address

pytestmark = pytest.mark.django_db
HOUSE = Path(saidanddone.__file__).parent
AT = "/second/work/privacy/trail/"


@pytest.fixture
def officer(client, second, team_of):
    client.force_login(team_of(second).dpo)
    return client


@pytest.fixture
def written(second, team_of):
    lead = team_of(second).lead
    audited("ideas.accept", second, by=lead, programme_slug="second")
    audited("me.enter", second, by=None, programme_slug="second")
    audited("ideas.accept", by=None, programme_slug="london")
    return lead


def shown(client, **asked: str) -> list[str]:
    lines = client.get(AT, asked | {"format": "csv"}).getvalue().decode().splitlines()
    return [line.split(",")[1] for line in lines[1:]]


def test_the_officer_reads_the_trail_of_their_programme_the_newest_first(officer, written, second):
    assert shown(officer)[:2] == ["me.enter", "ideas.accept"]
    page = officer.get(AT).content.decode()
    assert "programme.programme:" in page and "not sealed yet" in page
    seal_audit()
    audited("me.leave", second, by=None, programme_slug="second")
    assert "1 row since then waits" in officer.get(AT).content.decode()


def test_each_row_of_the_trail_says_in_a_sentence_what_was_done_and_its_verb_in_small(officer, written):
    page = officer.get(AT).content.decode()
    assert "Somebody opened their own pages with their code. <small>me.enter</small>" in page
    assert "<small>" not in officer.get(AT, {"format": "csv"}).getvalue().decode()


def test_every_verb_that_can_stand_on_the_trail_has_a_sentence_and_no_other_has():
    rooms = {label for label, _name in queries.rooms_that_write()}
    shaped = re.compile(rf"\"((?:{'|'.join(rooms)})\.[a-z_]+)\"")
    files = [each for each in HOUSE.rglob("*.py") if "actions" in str(each.relative_to(HOUSE))]
    verbs = {verb for each in files for verb in shaped.findall(each.read_text())}
    by_step = {f"safeguarding.{Kind(kind).name.lower()}" for kind in (Kind.TAKEN_UP, Kind.NOTE, Kind.CLOSED)}
    assert set(SAID) == verbs | by_step | {COPIED}


def test_the_trail_is_narrowed_by_room_person_day_and_verb(officer, written):
    today = timezone.localdate().isoformat()
    of_room = shown(officer, room="me")
    assert of_room[0] == "me.enter" and all(verb.startswith("me.") for verb in of_room)
    assert set(shown(officer, by=str(written.pk))) == {"ideas.accept"}
    assert "me.enter" in shown(officer, by=queries.NOBODY, day=today)
    assert shown(officer, q="ideas.accept", day=today)[0] == "ideas.accept"
    assert shown(officer, day="2001-01-01") == []
    for nothing in ({"day": "tomorrow"}, {"by": "999999999"}, {"room": "no"}):
        assert shown(officer, **nothing) == []


def test_a_day_that_was_chosen_stays_in_its_field(officer, written):
    assert (
        'type="date" id="filter-day" name="day" value="2026-03-04"'
        in officer.get(AT, {"day": "2026-03-04"}).content.decode()
    )


def test_the_officer_sees_that_the_trail_holds_and_compares_a_seal(officer, written):
    seal_audit()
    head = AuditSeal.objects.order_by("-id").first().seal
    page = officer.get(f"{AT}verify/").content.decode()
    assert "The trail holds" in page and head in page
    assert "among those that hold" in officer.get(f"{AT}verify/", {"head": head}).content.decode()
    assert "does not hold" in officer.get(f"{AT}verify/", {"head": "0" * 64}).content.decode()


def test_the_officer_sees_where_the_trail_does_not_hold(officer, written):
    seal_audit()
    broken = AuditSeal.objects.order_by("-id").first()
    AuditRow.objects.filter(pk=broken.last).update(verb="other")
    page = officer.get(f"{AT}verify/").content.decode()
    assert "does not hold" in page and f"rows {broken.first:,} to {broken.last:,}" in page


@pytest.mark.parametrize("path", [AT, f"{AT}verify/"])
def test_nobody_else_reads_it_and_nobody_sends_anything_to_it(client, second, team_of, path):
    team = team_of(second)
    client.force_login(team.dpo)
    assert client.post(path).status_code == 405
    for role in ("lead", "safeguarding", "evaluator"):
        client.force_login(getattr(team, role))
        assert client.get(path).status_code == 403


def test_whatever_is_sent_to_whichever_address_no_row_of_the_trail_is_changed(client, second, team_of):
    """By the lead in every role that a lead may have beside, and by the officer."""
    team, hackney = team_of(second), second.areas.get(code="E09000012")
    for role in set(Role) - {Role.LEAD} - NOT_WITH_THE_LEAD:
        area = hackney if role in OF_ONE_BOROUGH else None
        give_role(account=team.lead, programme=second, role=role, area=area, by=None)
    seal_audit()
    before = list(AuditRow.objects.order_by("pk").values()), list(AuditSeal.objects.order_by("pk").values())
    typed = {
        "sure": "on",
        "verb": "none",
        "actor": "",
        "objects_touched": "[]",
        "at": "2001-01-01",
        "seal": "0",
    }
    for address in every_address():
        if not address.of_programme and address.holes:
            continue  # a token: there is none to be had
        for account in (team.lead, team.dpo):
            client.force_login(account)
            client.post(address.at("second", SECOND), typed)
    rows = AuditRow.objects.filter(pk__lte=before[0][-1]["id"]).order_by("pk").values()
    assert (list(rows), list(AuditSeal.objects.order_by("pk").values())) == before
