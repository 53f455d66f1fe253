from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from saidanddone.programme.rules import Person
from saidanddone.stages.commitments import queries, thread
from saidanddone.stages.commitments.models import Commitment
from tests.factories.commitments import a_commitment, a_review
from tests.factories.need import a_programme
from tests.factories.themes import a_recommendation


@pytest.fixture
def today(monkeypatch):
    """The fourth of March 2022; the clock alone is faked."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 3, 4, 12, tzinfo=UTC))


def test_kept_promises_are_counted_with_their_base_and_no_interval(second):
    a_commitment(second, "not-yet")
    figure = queries.headline(second)
    assert (figure.key, figure.shown, figure.k, figure.n) == ("commitments-kept", "1 of 2", 1, 2)
    assert not figure.has_interval
    assert "no interval" in figure.method


def test_the_states_sum_to_all_promises(second):
    a_commitment(second, "not-yet")
    promise = a_commitment(second, "dropped")
    a_review(promise, "dropped", reason="A reason.")
    counts = queries.state_counts(Commitment.objects.filter(programme=second))
    assert {each.state.value: each.count for each in counts.by_state} == {
        "promised": 1,
        "under-way": 0,
        "kept": 1,
        "changed": 0,
        "late": 0,
        "dropped": 1,
    }
    assert counts.all == 3


def test_figures_have_one_for_each_state_and_the_headline_first(second):
    found = queries.figures(second)
    assert found[0] == queries.headline(second)
    assert {figure.key for figure in found} == {
        *(
            f"commitments-{state}"
            for state in ("promised", "under-way", "kept", "changed", "late", "dropped")
        ),
        "commitments-answered-recommendations",
    }


def test_a_recommendation_is_answered_once_however_many_promises_answer_it(second):
    answered = a_recommendation(second, "answered")
    a_recommendation(second, "unanswered")
    a_commitment(second, "one", recommendations=(answered,))
    a_commitment(second, "two", recommendations=(answered,))
    figure = next(each for each in queries.figures(second) if each.key.endswith("answered-recommendations"))
    assert (figure.k, figure.n) == (2, 3)  # the loaded r01 is answered too


def test_figures_of_a_programme_without_promises_can_be_made(db):
    empty = a_programme("without-promises", ["Somewhere"])
    assert queries.headline(empty).shown == "0 of 0"
    assert queries.headline(empty).value is None


def test_overdue_are_those_whose_time_is_over_and_that_are_neither_kept_nor_dropped(second, desk, today):
    for key, due in (("year", "2021"), ("month", "2022-02"), ("day", "2022-03-03")):
        a_commitment(second, f"{key}-passed", due_on=due)
    for key, due in (("year", "2022"), ("month", "2022-03"), ("day", "2022-03-04"), ("none", "")):
        a_commitment(second, f"{key}-open", due_on=due)
    a_review(a_commitment(second, "kept-late", due_on="2020"), "kept")
    a_review(a_commitment(second, "dropped", due_on="2020"), "dropped", reason="A reason.")
    lead = desk.person(desk.team.lead)
    found = queries.overdue_commitments(lead, second).values_list("key", flat=True)
    assert set(found) == {"year-passed", "month-passed", "day-passed"}
    assert [each.count for each in thread.waiting_for(lead, second)] == [3]


def test_an_organiser_is_told_of_overdue_promises_of_their_own_borough(second, desk, hackney, lambeth, today):
    a_commitment(second, "here", area=hackney, due_on="2021")
    a_commitment(second, "there", area=lambeth, due_on="2021")
    a_commitment(second, "everywhere", due_on="2021")
    (waiting,) = thread.waiting_for(desk.person(desk.team.organiser), second)
    assert waiting.count == 1
    assert thread.waiting_for(desk.person(desk.team.evaluator), second) == []
    assert thread.waiting_for(Person("second"), second) == []
