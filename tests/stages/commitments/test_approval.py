"""A director of public health stands by a promise for their borough, as it is written."""

from __future__ import annotations

import re

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area
from saidanddone.programme.queries import person_in
from saidanddone.stages.commitments import actions, queries
from saidanddone.stages.commitments.models import Approval, Commitment
from saidanddone.thread.registry import registered_stage

pytestmark = pytest.mark.django_db

WORK = "/second/work/commitments/second-promise/"


@pytest.fixture
def promise(second) -> Commitment:
    found = Commitment.objects.get(programme=second, key="second-promise")
    assert found.area.code == "E09000012"
    return found


@pytest.fixture
def team(second, team_of):
    return team_of(second)


@pytest.fixture
def approves(second, team, promise):
    def approve(by=None) -> Approval:
        by = by or team.dph
        return actions.approve_commitment(
            person=person_in(second, by), commitment=promise, note="We stand by it.", by=by
        )

    return approve


def test_a_promise_for_the_borough_waits_for_its_director_is_approved_and_says_so_to_everybody(client, team):
    dph = team.dph
    client.force_login(dph)
    waits = re.search(r'href="([^"]+approval=no)"', client.get("/second/work/").content.decode())
    assert waits
    assert WORK in client.get(waits[1]).content.decode()
    assert "Approve it for the borough" in client.get(WORK).content.decode()
    assert client.post(f"{WORK}approve/", {"note": "We stand by it."}).status_code == 302
    made = Approval.objects.get()
    assert made.approved_by == dph
    assert "dph of second" in client.get(WORK).content.decode()
    assert "approval=no" not in client.get("/second/work/").content.decode()
    assert WORK in client.get("/second/work/commitments/?approval=yes").content.decode()
    client.logout()
    public = client.get("/second/promised/second-promise/").content.decode()
    assert "Approved for the borough by its director of public health on" in public
    assert "We stand by it." in public and "dph of second" not in public


@pytest.mark.parametrize("role", ["lead", "organiser", "commissioner"])
def test_nobody_else_approves_for_a_borough(role, client, team, approves):
    account = getattr(team, role)
    with pytest.raises(Refused, match="Only the director of public health of this borough"):
        approves(by=account)
    client.force_login(account)
    assert client.post(f"{WORK}approve/", {"note": ""}).status_code == 403
    assert not Approval.objects.exists()


def test_a_director_approves_for_no_other_borough_and_not_for_the_whole_programme(second, promise, approves):
    for area in (Area.objects.get(code="E09000022"), None):
        Commitment.objects.filter(pk=promise.pk).update(area=area)
        with pytest.raises(Refused, match="borough"):
            approves()


def test_what_was_dropped_is_not_approved(promise, approves):
    Commitment.objects.filter(pk=promise.pk).update(state="dropped", reason="No money.")
    with pytest.raises(Refused, match="dropped"):
        approves()


def test_an_approval_is_withdrawn_and_its_page_says_that_it_stood(client, approves):
    made = approves()
    client.force_login(made.approved_by)
    assert client.post(f"{WORK}withdraw-approval/").status_code == 302
    assert "It stood until" in client.get(WORK).content.decode()
    client.logout()
    assert "Approved for the borough" not in client.get("/second/promised/second-promise/").content.decode()
    rows = AuditRow.objects.filter(actor=made.approved_by, verb__contains="appro").order_by("id")
    assert [row.verb for row in rows] == ["commitments.approve_commitment", "commitments.withdraw_approval"]


def test_a_promise_that_is_written_anew_must_be_approved_anew(second, team, promise, approves):
    approves()
    by = team.lead
    fields = {name: getattr(promise, name) for name in ("title", "key", "what", "who", "made_by", "area")}

    def changed(**more) -> None:
        actions.change_commitment(
            person=person_in(second, by),
            commitment=promise,
            fields=fields | more,
            recommendations=(),
            ideas=(),
            by=by,
        )

    changed(source_page="12")
    assert queries.approval_of(promise) is not None
    changed(what="Something else altogether.")
    assert queries.approval_of(promise) is None
    assert Approval.objects.get().withdrawn_by == by


def test_a_promise_has_one_standing_approval(approves):
    approves()
    with pytest.raises(Exception, match="approved already"):
        approves()


def test_nothing_waits_to_be_approved_by_anybody_else(second, team):
    waits = registered_stage("commitments").waiting_for
    for role in ("coder", "scribe", "commissioner", "champion"):
        assert waits(person_in(second, getattr(team, role)), second) == []
