"""An evening for people under 16 opens only with somebody whose check was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from saidanddone.me.actions import make_cards
from saidanddone.people.models import AuditRow, YoungPerson
from saidanddone.people.rules import Refused
from saidanddone.stages.conversations import actions, queries
from saidanddone.stages.conversations.models import CheckedWorker
from saidanddone.website.actions import open_account_with_role
from saidanddone.website.loading import export_folder
from tests.factories.conversations import a_checked_worker, a_conversation
from tests.factories.themes import lead_of


@pytest.fixture
def club(second, hackney):
    return a_conversation(second, "club", hackney, held_on=timezone.localdate(), for_under_16=True)


@pytest.fixture
def amal(second):
    return open_account_with_role(
        email="amal@second.test", name="Amal", programme=second, role="safeguarding", area_code="E09000012"
    )


def opened(conversation, lead):
    return actions.open_evening(
        person=lead_of(conversation.programme), conversation=conversation, safeguarding_lead=lead, by=None
    )


def test_an_evening_for_children_opens_with_a_checked_worker_and_not_otherwise(club, amal):
    with pytest.raises(Refused, match="Add a checked worker first"):
        opened(club, amal)
    a_checked_worker(club)
    assert opened(club, amal).closed_at is None


def test_a_check_that_ends_before_the_evening_counts_for_nothing(club, amal):
    worker = a_checked_worker(club)
    day = timezone.localdate() - timedelta(days=2)
    CheckedWorker.objects.filter(pk=worker.pk).update(check_seen_on=day, check_ends_on=day)
    with pytest.raises(Refused, match="Add a checked worker first"):
        opened(club, amal)


def test_a_worker_of_another_evening_is_no_worker_of_this_one(club, amal, second, hackney):
    a_checked_worker(a_conversation(second, "other", hackney, number=51, for_under_16=True))
    with pytest.raises(Refused, match="Add a checked worker first"):
        opened(club, amal)


def test_an_evening_for_everybody_asks_for_none(second, hackney, amal):
    assert opened(a_conversation(second, "tonight", hackney, held_on=timezone.localdate()), amal)


def test_whoever_runs_the_evening_adds_and_removes_a_worker_on_its_page(club, client, team_of, second):
    client.force_login(team_of(second).host)
    path = "/second/work/conversations/club/"
    assert "this evening cannot open" in client.get(path).content.decode()
    today = timezone.localdate().isoformat()
    form = {"who": "Youth worker", "check_seen_on": today, "check_ends_on": today}
    assert client.post(f"{path}checked-workers/add/", form).status_code == 302
    worker = queries.checked_workers_now(club).get()
    assert (worker.who, worker.seen_by.name) == ("Youth worker", "host of second")
    assert "Youth worker" in client.get(path).content.decode()
    assert client.post(f"{path}checked-workers/{worker.pk}/remove/").status_code == 302
    assert not queries.checked_workers_now(club).exists()
    assert AuditRow.objects.filter(verb="conversations.remove_checked_worker").exists()


def test_a_check_cannot_have_been_seen_tomorrow_nor_end_before_it_was_seen(club, client, team_of, second):
    client.force_login(team_of(second).lead)
    path = "/second/work/conversations/club/checked-workers/add/"
    day = timezone.localdate() + timedelta(days=1)
    form = {"who": "Youth worker", "check_seen_on": day.isoformat(), "check_ends_on": day.isoformat()}
    assert client.post(path, form).status_code == 422
    form |= {"check_seen_on": "2021-05-01", "check_ends_on": "2021-04-01"}
    assert client.post(path, form).status_code == 422
    assert not CheckedWorker.objects.exists()


def test_cards_of_an_evening_for_children_are_cards_for_people_under_16(club):
    made = make_cards(person=lead_of(club.programme), conversation=club, number=2, role="resident", by=None)
    assert [card.code for card in made.cards] == ["", ""]
    assert YoungPerson.objects.filter(speaker__key__startswith="second:club-").count() == 2


def test_that_an_evening_is_for_children_is_exported(club, second, tmp_path):
    export_folder(second, tmp_path)
    lines = (tmp_path / "conversations.csv").read_text().splitlines()
    assert lines[0].endswith(",summary,for_under_16,provenance,note")
    assert next(line for line in lines if line.startswith("club,")).endswith(",yes,,")
