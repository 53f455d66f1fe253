from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.stages.monitoring.rules import FEWEST_SHOWN, hidden_places, is_small


@pytest.mark.parametrize(
    ("k", "n", "small"),
    [
        (0, 6, True),  # few answered
        (3, 20, True),  # few said so
        (18, 20, True),  # few did not
        (7, 14, False),
        (0, 20, False),  # nobody is picked out where nobody, or everybody, said so
        (20, 20, False),
        (6, 12, True),
        (7, 13, True),
    ],
)
def test_a_count_is_small_where_few_are_on_one_side(k, n, small):
    assert is_small(k, n) is small


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([(30, 60), (40, 90)], set()),
        ([(3, 20), (30, 60)], {0}),  # two groups and no total: nothing to subtract from
        ([(3, 20), (30, 40), (33, 60)], {0, 1}),  # women, men, everyone: everyone less men is women
        ([(2, 8), (1, 9), (30, 60), (33, 77)], {0, 1, 2}),  # the two small ones together are small too
        ([(20, 30), (19, 28), (40, 60)], {1}),  # everyone less both leaves one of two who have no row
        ([(4, 40), (30, 60), (14, 50), (20, 50), (34, 100)], {0, 1}),  # a total parted in two ways
        ([(5, 12)], {0}),
        ([], set()),
    ],
)
def test_a_reading_is_hidden_with_those_that_would_give_it_away(counts, hidden):
    assert hidden_places(counts) == hidden


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(counts, min_size=2, max_size=5))
def test_no_small_group_can_be_had_from_a_total_and_the_other_groups(groups):
    everyone = (sum(k for k, _n in groups), sum(n for _k, n in groups))
    rows = [*groups, everyone]
    hidden = hidden_places(rows)
    assert all(place in hidden for place, (k, n) in enumerate(rows) if is_small(k, n))
    if len(groups) not in hidden:
        kept = [group for place, group in enumerate(groups) if place not in hidden]
        left_k = everyone[0] - sum(k for k, _n in kept)
        left_n = everyone[1] - sum(n for _k, n in kept)
        assert left_n == 0 or not is_small(left_k, left_n)


def test_many_groups_of_one_year_are_looked_through_quickly():
    rows = [(FEWEST_SHOWN + place, 40 + place) for place in range(40)]
    assert hidden_places([*rows, (3, 20)]) >= {40}
