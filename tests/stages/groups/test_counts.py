from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.groups import queries, rules, thread
from saidanddone.stages.groups.models import Enrolment
from tests.factories.conversations import another_programme
from tests.factories.groups import a_cost, a_group, a_session, enrolled


@pytest.fixture
def today(monkeypatch):
    """The fourth of March 2022; the clock alone is faked."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 3, 4, 12, tzinfo=UTC))


@pytest.fixture
def whole(second):
    """A programme of two groups: 3 enrolled in one and 5 in the other, 600 pounds in all."""
    group = a_group(second, "whole", kind="programme")
    one, two = a_group(second, "one", part_of=group), a_group(second, "two", part_of=group)
    enrolled(one, True, True, False)
    enrolled(two, True, True, True, False, None, first=3)
    a_session(one)
    a_cost(group, "500")
    a_cost(two, "100")
    return group


def figure(programme, key: str):
    return next(each for each in queries.figures(programme) if each.key == key)


def test_a_wholes_numbers_hold_those_of_its_parts(second, whole):
    own = queries.took(queries.enrolment_cells(second, whole), whole)
    assert (own.enrolled, own.finished, own.known, own.unknown, own.groups) == (8, 5, 7, 1, 2)
    row = queries.groups_visible_to(Person("second"), second).get(key="whole")
    assert (row.enrolled, row.finished, row.met) == (8, 5, 1)
    part = queries.groups_visible_to(Person("second"), second).get(key="one")
    assert (part.enrolled, part.finished, part.met) == (3, 2, 1)


def test_groups_to_choose_are_those_somebody_works_with_and_nothing_is_counted_for_them(second, whole, desk):
    for role in ("lead", "organiser", "stranger"):
        person = desk.person(getattr(desk.team, role))
        chosen = queries.groups_to_choose(person, second)
        assert list(chosen) == list(queries.groups_workable_by(person, second))
        assert not chosen.query.annotations


def test_the_headline_counts_enrolments_and_says_how_many_keys_there_are(second, whole):
    found = queries.headline(second)
    assert (found.key, found.shown, found.n) == ("groups-enrolled", "10", 10)
    assert found.sentence == "10 people enrolled, in 3 courses and groups."
    # person-03 is in both parts, and the loaded group has two people of its own.
    assert "counted twice" in found.caution and "9 different keys" in found.caution
    assert not found.has_interval


def test_the_finished_share_is_of_those_whose_ending_is_recorded(second, whole):
    found = figure(second, "groups-finished")
    assert (found.k, found.n, found.N, found.shown) == (6, 9, 10, "67%")
    assert found.sentence.endswith("Of 1 it is not recorded.")
    assert not found.has_interval and "no interval" in found.method


def test_a_note_on_the_rows_is_told_with_their_figure(second):
    Enrolment.objects.filter(group__programme=second).update(note="Endings are made up.")
    assert "Endings are made up." in figure(second, "groups-finished").caution
    assert "Endings are made up." in figure(second, "groups-enrolled-second-group").caution


def test_cost_a_person_is_all_costs_by_all_enrolments_of_the_whole(second, whole):
    found = figure(second, "groups-cost-per-person-whole")
    assert (found.shown, found.value, found.n, found.unit) == ("£75", 75.0, 8, "GBP")
    assert found.sentence == ("“whole” cost £75 for each person enrolled: £600 in all for 8 people.")
    assert not found.has_interval
    assert figure(second, "groups-cost-per-person-two").shown == "£20"


def test_pence_are_shown_where_there_are_any(second):
    group = a_group(second)
    enrolled(group, None, None, None)
    a_cost(group, "100")
    assert figure(second, "groups-cost-per-person-a-group").shown == "£33.33"


def test_london_costs_a_hundred_and_fifty_pounds_a_person_of_four_hundred(london):
    found = figure(london, "groups-cost-per-person-thamesview")
    assert (found.shown, found.n, found.base) == ("£150", 400, "£60,000 in all, 400 people enrolled")
    assert "about 400" in found.caution
    assert "reconstructed" in found.labels


def test_money_in_two_currencies_is_not_added_up(second):
    group = a_group(second)
    enrolled(group, True)
    a_cost(group, "10", "GBP")
    a_cost(group, "20", "EUR")
    cost = queries.spent(queries.cost_cells(second, group), group)
    assert cost.totals == (("EUR", Decimal(20)), ("GBP", Decimal(10)))
    assert cost.total is None
    assert not any(each.key.endswith("-a-group") and "cost" in each.key for each in queries.figures(second))


def test_there_is_no_cost_a_person_where_nobody_enrolled(second):
    a_cost(a_group(second), "10")
    assert not any(each.key == "groups-cost-per-person-a-group" for each in queries.figures(second))


def test_cost_a_person_who_finished_is_known_only_where_somebody_did(second, whole):
    def each_of(group):
        own = queries.took(queries.enrolment_cells(second, group), group)
        return queries.per_person(own, queries.spent(queries.cost_cells(second, group), group))

    assert each_of(whole).per_finished == Decimal("120.00")
    group = a_group(second)
    enrolled(group, False, None)
    a_cost(group, "10")
    assert each_of(group).per_finished is None


def test_other_money_goes_by_its_letters():
    assert queries.money(Decimal("1200"), "EUR") == "EUR 1,200"
    assert queries.money(Decimal("76.69"), "GBP") == "£76.69"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(None, "not recorded"), (0, "fewer than 7"), (6, "fewer than 7"), (7, "7"), (1200, "1,200")],
)
def test_small_counts_of_people_are_not_given(count, shown):
    assert rules.shown_count(count) == shown


def test_figures_of_a_programme_without_groups_can_be_made(db):
    empty = another_programme()
    found = queries.figures(empty)
    assert found[0] == queries.headline(empty)
    assert [each.key for each in found] == ["groups-enrolled", "groups-finished"]
    assert found[1].shown == "–"


def test_keys_are_unlike_and_begin_with_the_stage(second, whole):
    keys = [each.key for each in queries.figures(second)]
    assert len(keys) == len(set(keys))
    assert all(key.startswith("groups-") for key in keys)


def test_enrolments_of_another_programme_are_not_counted(second):
    enrolled(a_group(another_programme()), True)
    assert queries.headline(second).n == 2


def test_the_lead_is_told_of_groups_without_endings_and_of_groups_without_a_promise(second, desk, today):
    for key, ended in (("over", "2022-02"), ("running", "2022-03"), ("open", "")):
        enrolled(a_group(second, key, ended_on=ended), True, None)
    enrolled(a_group(second, "known", ended_on="2021"), True)
    promised = (Commitment.objects.get(programme=second),)
    a_group(second, "promised", commitments=promised)
    waiting = thread.waiting_for(desk.person(desk.team.lead), second)
    assert [each.count for each in waiting] == [1, 4]


def test_an_organiser_is_told_of_groups_of_their_own_borough(second, desk, hackney, lambeth, today):
    for key, area in (("here", hackney), ("there", lambeth)):
        enrolled(a_group(second, key, area=area, ended_on="2021"), None)
    (waiting,) = thread.waiting_for(desk.person(desk.team.organiser), second)
    assert waiting.count == 1
    assert thread.waiting_for(desk.person(desk.team.evaluator), second) == []


def test_a_row_of_waiting_leads_to_as_many_rows_as_it_counts(client, second, desk):
    enrolled(a_group(second, "over", ended_on="2020"), None)
    client.force_login(desk.team.lead)
    for each in thread.waiting_for(desk.person(desk.team.lead), second):
        lines = client.get(f"{each.address}&format=csv").getvalue().decode().splitlines()
        assert len(lines) - 1 == each.count == 1
