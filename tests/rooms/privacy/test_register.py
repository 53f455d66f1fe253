"""The register of processing: who writes it, who decides, how it lies in files, and what waits."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import register as actions
from saidanddone.privacy.models import Purpose
from saidanddone.privacy.queries.register import register_of
from saidanddone.privacy.queries.retention import rules_of
from saidanddone.privacy.thread import waiting_for
from saidanddone.programme.queries import person_in
from tests.rooms.privacy.conftest import HEALTH, WORK, does, page
from tests.spoiling import check_written_back, copy_of_second, spoil

pytestmark = pytest.mark.django_db


# Who writes and who decides


def test_the_officer_writes_the_register_and_does_not_decide_what_they_will_judge(second, officer, a_purpose):
    purpose = does(actions.change_purpose, officer, second, purpose=a_purpose(), fields={"name": "Other"})
    with pytest.raises(Refused, match="Only the programme lead"):
        does(
            actions.decide_purpose,
            officer,
            second,
            purpose=purpose,
            decided_by="I",
            decided_on=date(2021, 5, 1),
        )


def test_a_decision_falls_with_a_change_of_what_was_decided_and_not_with_another(
    second, lead, a_purpose, decided
):
    purpose = decided(purpose=a_purpose())
    change = partial(does, actions.change_purpose, lead, second, purpose=purpose)
    assert change(fields={"security": "Locked twice."}).decided_by == "The board"
    assert change(fields={"article_6": "c"}).decided_by == ""
    assert Purpose.objects.get(key="health").decided_on is None


def test_a_decision_of_tomorrow_is_none(second, lead, a_purpose):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="in the future"):
        does(
            actions.decide_purpose,
            lead,
            second,
            purpose=a_purpose(),
            decided_by="The board",
            decided_on=tomorrow,
        )


def test_a_purpose_is_written_and_decided_on_the_pages(client, second, lead):
    client.force_login(lead)
    assert client.post(f"{WORK}register/add/", HEALTH).status_code == 302
    assert "Write down the decision" in page(client, f"{WORK}register/health/")
    sent = {"decided_by": "The board", "decided_on": "2021-05-01"}
    assert client.post(f"{WORK}register/health/decide/", sent).status_code == 302
    assert "Decided by The board on 1 May 2021" in page(client, f"{WORK}register/health/")


def test_what_is_refused_comes_back_with_what_was_typed(client, lead):
    client.force_login(lead)
    response = client.post(f"{WORK}register/add/", HEALTH | {"article_9": "h"})
    assert response.status_code == 422
    assert (
        "Part 1 of Schedule 1" in response.content.decode() and "To hear of it." in response.content.decode()
    )


def test_organisations_and_risks_are_written_on_the_pages(client, second, lead):
    client.force_login(lead)
    purpose = Purpose.objects.get(programme=second, key="second-purpose")
    sent = {"name": "A processor", "key": "a-processor", "part": "processor", "purposes": [purpose.pk]}
    assert client.post(f"{WORK}organisations/add/", sent).status_code == 302
    shown = page(client, f"{WORK}record/")
    assert "What A processor does for others" in shown and "Contract or arrangement" in shown
    sent = {
        "what": "A harm.",
        "key": "harm",
        "likelihood": "possible",
        "severity": "severe",
        "residual": "high",
    }
    response = client.post(f"{WORK}risks/add/", sent)
    assert "Say what is done about the risk" in response.content.decode()
    assert client.post(f"{WORK}risks/add/", sent | {"measure": "Something."}).status_code == 302
    assert "A harm." in page(client, f"{WORK}dpia/")


def test_purposes_of_another_programme_are_not_joined_to_an_organisation(second, london, lead):
    foreign = list(Purpose.objects.filter(programme=london)[:1])
    with pytest.raises(Refused, match="another programme"):
        does(
            actions.add_organisation,
            lead,
            second,
            programme=second,
            fields={"name": "O", "key": "o", "part": "controller"},
            purposes=foreign,
        )


@pytest.mark.parametrize("role", ["organiser", "coder", "evaluator", "commissioner", "safeguarding"])
def test_the_register_is_for_the_lead_and_the_officer(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    for path in (
        "register/",
        "record/",
        "record/record.pdf",
        "record/record.csv",
        "dpia/",
        "dpia/assessment.pdf",
    ):
        assert client.get(WORK + path).status_code == 403, path


# In files


@pytest.mark.parametrize(
    "table", ["privacy_purposes", "privacy_organisations", "privacy_risks", "privacy_assessment"]
)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("privacy_purposes", ",g,18,", ",h,18,", "decided_by"),
        ("privacy_purposes", "A policy of the second programme.", "", "decided_by"),
        ("privacy_purposes", "Second board,2021-02-01", "Second board,", "decided_by"),
        ("privacy_purposes", ",12,collected,", ",12,,", "decided_by"),
        ("privacy_purposes", ",e,A law", ",k,A law", "article_6"),
        ("privacy_purposes", "second-open,", "second-purpose,", "key"),
        ("privacy_organisations", "second-purpose; second-open", "nothing", "purposes"),
        ("privacy_organisations", "second@programme.example", "no address", "contact_email"),
        ("privacy_risks", ",possible,severe,,,", ",possible,severe,,low,", "residual"),
        ("privacy_assessment", "need,", "want,", "part"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path, table, old, new, column):
    why = spoil(copy_of_second(tmp_path), table, old, new)
    assert (why.file, why.column) == (f"{table}.csv", column)


def test_what_is_still_to_be_decided_waits_for_the_officer_with_the_way_to_it(
    second, officer, lead, a_purpose
):
    shown = {each.address: each.count for each in waiting_for(person_in(second, officer), second)}
    register = register_of(second)
    at = "/second/work/privacy"
    assert shown[f"{at}/register/"] == len(register.undecided())
    assert shown[f"{at}/dpia/"] == len(register.open_points()) > 0
    assert shown[f"{at}/retention/"] == sum(not each.is_decided for each in rules_of(second)) > 0
    a_purpose()
    more = {each.address: each.count for each in waiting_for(person_in(second, officer), second)}
    assert more[f"{at}/register/"] == shown[f"{at}/register/"] + 1
    assert waiting_for(person_in(second, lead), second) == []


def test_the_officer_reads_who_makes_a_copy_for_evaluation(client, second, team_of):
    client.force_login(team_of(second).dpo)
    page = client.get("/second/work/privacy/copy/").content.decode()
    assert "The evaluator makes it, and nobody else" in page and "Make a copy" not in page
