"""Two people change one row: the second is told, and nothing that either wrote is lost."""

from __future__ import annotations

import re

import pytest

from saidanddone.programme.models import Source
from saidanddone.stages.commitments.actions import change_commitment
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.conversations.models import Attendance
from saidanddone.stages.need.models import Indicator

CHANGE = "/second/work/commitments/second-promise/change/"
SAYS = "Somebody has changed this since you opened it"


@pytest.fixture
def lead(client, second, team_of):
    client.force_login(team_of(second).lead)
    return client


def as_opened(page: str) -> str:
    return re.search(r'name="opened_as" value="([0-9a-f]{16})"', page)[1]


def written(second, **more: str) -> dict[str, str]:
    row = Commitment.objects.get(programme=second, key="second-promise")
    held = {name: getattr(row, name) for name in ("title", "key", "what", "who", "made_by")}
    return {**held, "area": row.area_id or "", **more}


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_written_over(lead, second):
    opened = as_opened(lead.get(CHANGE).content.decode())
    first = written(second, what="We will open on Sundays.", opened_as=opened)
    assert lead.post(CHANGE, first).status_code == 302
    mine = written(second, what="We will open at night.", opened_as=opened)
    response = lead.post(CHANGE, mine)
    page = response.content.decode()
    assert response.status_code == 422 and SAYS in page
    assert "We will open on Sundays." in page and "We will open at night." in page
    assert Commitment.objects.get(programme=second, key="second-promise").what == "We will open on Sundays."
    again = lead.post(CHANGE, mine | {"opened_as": as_opened(page)})
    assert again.status_code == 302
    assert Commitment.objects.get(programme=second, key="second-promise").what == "We will open at night."


def test_a_form_that_one_person_sends_twice_is_kept_twice_alike(lead, second):
    sent = written(second, what="Twice.", opened_as=as_opened(lead.get(CHANGE).content.decode()))
    assert lead.post(CHANGE, sent).status_code == 302
    assert lead.post(CHANGE, sent).status_code == 302


def test_what_belongs_to_a_row_is_part_of_what_was_opened(lead, second):
    opened = as_opened(lead.get(CHANGE).content.decode())
    assert lead.post(CHANGE, written(second, ideas="i002", opened_as=opened)).status_code == 302
    response = lead.post(CHANGE, written(second, ideas="", opened_as=opened))
    assert response.status_code == 422 and SAYS in response.content.decode()


def test_who_came_is_not_written_over_by_a_form_that_was_opened_before(lead, second):
    page = "/second/work/conversations/hackney/attendance/"
    opened = as_opened(lead.get(page).content.decode())
    assert lead.post(page, {"resident": "77", "officer": "5", "opened_as": opened}).status_code == 302
    late = lead.post(page, {"resident": "9", "carer": "4", "opened_as": opened})
    assert late.status_code == 422
    assert "Resident: “77”" in late.content.decode() and "Officer: “5”" in late.content.decode()
    held = Attendance.objects.filter(conversation__programme=second).values_list("role", "attended")
    assert dict(held) == {"resident": 77, "officer": 5}


def test_a_review_says_that_another_came_first(lead, second):
    page = "/second/work/commitments/second-promise/review/"
    Commitment.objects.filter(programme=second).update(state="under-way")
    opened = as_opened(lead.get(page).content.decode())
    review = {
        "reviewed_on": "2024",
        "state": "late",
        "said": "No.",
        "reason": "No money.",
        "opened_as": opened,
    }
    assert lead.post(page, review).status_code == 302
    late = lead.post(page, review | {"state": "under-way", "reason": ""})
    assert late.status_code == 422 and "How it stands: “late”" in late.content.decode()


def test_a_review_in_the_same_instant_as_a_change_stays(second, team_of, person_of):
    account = team_of(second).lead
    person, promise = (
        person_of(account, second),
        Commitment.objects.get(programme=second, key="second-promise"),
    )
    Commitment.objects.filter(pk=promise.pk).update(state="late", reason="No money.")
    change_commitment(
        person=person,
        commitment=promise,
        fields={"title": "Another title"},
        recommendations=[],
        ideas=[],
        by=account,
    )
    promise.refresh_from_db()
    assert (promise.title, promise.state, promise.reason) == ("Another title", "late", "No money.")


def test_rows_of_the_same_words_are_told_apart(lead, second):
    page = "/second/work/need/second-indicator/change/"
    one, other = (
        Source.objects.create(programme=second, key=key, title="Census", publisher="ONS")
        for key in ("a", "b")
    )
    row = Indicator.objects.get(programme=second, code="second-indicator")
    Indicator.objects.filter(pk=row.pk).update(source=one)
    opened = as_opened(lead.get(page).content.decode())
    Indicator.objects.filter(pk=row.pk).update(source=other)
    names = ("name", "code", "definition", "direction", "unit", "domain", "weight")
    sent = {name: getattr(row, name) for name in names} | {"source": one.pk, "opened_as": opened}
    assert lead.post(page, sent).status_code == 422


def test_lines_that_only_end_otherwise_are_not_said_to_differ(lead, second):
    opened = as_opened(lead.get(CHANGE).content.decode())
    Commitment.objects.filter(programme=second).update(what="One\ntwo", who="Somebody else")
    page = lead.post(CHANGE, written(second, what="One\r\ntwo", who="A group", opened_as=opened))
    assert "Somebody else" in page.content.decode() and "there stands now: Who" in page.content.decode()
