"""Two people change one row: the second is told, and nothing that either wrote is lost."""

from __future__ import annotations

import re

import pytest

from saidanddone.stages.commitments.models import Commitment

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
