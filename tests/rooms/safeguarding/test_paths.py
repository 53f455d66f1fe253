"""Where the path leads in each borough: its own before that of all, looked at again, brought in and out as a table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area
from saidanddone.safeguarding import actions, queries
from tests.rooms.safeguarding.conftest import LAMBETH
from tests.spoiling import check_written_back, copy_of_second, spoil

pytestmark = pytest.mark.django_db


def test_a_borough_has_its_own_path_and_else_the_one_for_all(second, hackney):
    lambeth = Area.objects.get(code=LAMBETH)
    assert queries.path_for(second, hackney.pk, "adult").team == "Second adult team"
    assert queries.path_for(second, lambeth.pk, "adult") is None
    assert queries.path_for(second, lambeth.pk, "child").team == "Second children's team"


def test_the_page_of_an_alert_shows_the_path_for_whom_it_is_and_the_other_one_on_request(
    client, raised, amal
):
    alert = raised().alert
    client.force_login(amal)
    at = f"/second/work/safeguarding/{alert.pk}/"
    page = client.get(at).content.decode()
    assert "Second adult team" in page and "Second children&#x27;s team" not in page
    assert 'href="tel:02079460201"' in page
    client.post(f"{at}other-path/")
    assert "Second children&#x27;s team" in client.get(at).content.decode()


def test_a_path_that_nobody_checked_for_half_a_year_says_so_and_waits_on_the_first_page(
    client, second, person, amal, raised
):
    today = timezone.localdate()
    alert = raised().alert
    client.force_login(amal)
    for days, stale in ((190, True), (10, False)):
        for path in second.safeguarding_paths.all():
            fields = {"checked_on": today - timedelta(days=days)}
            actions.change_path(person=person(amal), path=path, fields=fields, by=amal)
        page = client.get(f"/second/work/safeguarding/{alert.pk}/").content.decode()
        assert ("Nobody has checked this for half a year" in page) == stale
        assert ("nobody has checked for half a year" in client.get("/second/work/").content.decode()) == stale


@pytest.mark.parametrize("role", ["lead", "organiser", "dpo"])
def test_only_safeguarding_leads_write_paths_down(second, person, team_of, role):
    with pytest.raises(Refused, match="Only a safeguarding lead"):
        actions.add_path(
            person=person(getattr(team_of(second), role)),
            programme=second,
            fields={"team": "A team"},
            by=None,
        )


def test_paths_are_written_back_byte_for_byte(second, tmp_path):
    check_written_back(second, tmp_path, "safeguarding_paths")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",adult,", ",grown-up,", "way"),
        (",2021-03-01,", ",2021-13-01,", "checked_on"),
        ("E09000012", "E1", "area"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_column(tmp_path, old, new, column):
    why = spoil(copy_of_second(tmp_path), "safeguarding_paths", old, new)
    assert (why.file, why.line, why.column) == ("safeguarding_paths.csv", 2, column)
