from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.people.rules import Refused
from saidanddone.stages.commitments import rules
from saidanddone.stages.commitments.models import Review, State, is_partial_date
from tests.factories.commitments import a_commitment, a_review

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "commitment-states.md"


def test_the_page_of_the_reference_is_drawn_from_the_table():
    assert PAGE.read_text() == rules.state_page()


def test_the_diagram_has_every_state_and_every_move_of_the_table():
    diagram = rules.state_diagram()
    moves = sum(len(nexts) for nexts in rules.FOLLOWS.values())
    between = [line for line in diagram.splitlines() if "-->" in line and "[*]" not in line]
    assert len(between) == moves
    assert all(state.value.replace("-", "_") in diagram for state in State)


def test_every_state_stands_in_the_table():
    assert set(rules.FOLLOWS) == set(State)


def test_a_review_moves_a_promise_and_is_kept(second):
    promise = a_commitment(second)
    a_review(promise, "under-way")
    a_review(promise, "under-way")
    a_review(promise, "kept")
    assert promise.state == "kept"
    assert list(promise.reviews.values_list("state", flat=True)) == ["under-way", "under-way", "kept"]


def test_a_move_that_is_not_allowed_says_what_is_and_leaves_no_review(second):
    promise = a_commitment(second)
    a_review(promise, "dropped", reason="The money went elsewhere.")
    with pytest.raises(Refused, match=r"“dropped” cannot become “kept”. Allowed: under way\."):
        a_review(promise, "kept")
    assert promise.state == "dropped"
    assert Review.objects.filter(commitment=promise).count() == 1


def test_a_kept_promise_stays_kept(second):
    promise = a_commitment(second)
    a_review(promise, "kept")
    with pytest.raises(Refused, match="nothing may follow"):
        a_review(promise, "late", reason="A reason.")


@pytest.mark.parametrize("state", ["late", "dropped"])
def test_late_and_dropped_need_a_reason(second, state):
    promise = a_commitment(second)
    with pytest.raises(Refused, match="needs a reason"):
        a_review(promise, state, reason="  ")
    a_review(promise, state, reason="Nobody could be hired.")
    assert promise.reason == "Nobody could be hired."


def test_reviews_must_lead_to_how_the_promise_stands():
    rules.check_reviews(["under-way", "late", "kept"], "kept")
    rules.check_reviews([], "kept")
    with pytest.raises(Refused, match="The last review says “late”"):
        rules.check_reviews(["late"], "kept")
    with pytest.raises(Refused, match="nothing may follow"):
        rules.check_reviews(["kept", "late"], "late")


@pytest.mark.parametrize(
    ("due_on", "overdue"),
    [
        ("", False),
        ("2022", False),
        ("2021", True),
        ("2022-03", False),
        ("2022-02", True),
        ("2022-03-04", False),
        ("2022-03-03", True),
    ],
)
def test_a_date_known_in_part_is_due_at_its_end(due_on, overdue):
    assert rules.is_overdue(due_on, "2022-03-04") is overdue


@pytest.mark.parametrize("value", ["2018", "2018-03", "2020-02-29"])
def test_years_months_and_days_are_dates(value):
    assert is_partial_date(value)


@pytest.mark.parametrize("value", ["18", "2018-13", "2019-02-29", "2018-3", "soon", "20180304", "2018-W10"])
def test_anything_else_is_no_date(value):
    assert not is_partial_date(value)
