from __future__ import annotations

import random

import numpy as np
import pytest

from saidanddone.methods import how_sure
from saidanddone.methods.how_sure import Doubt, Rerun, first_k
from saidanddone.methods.index import Node, Recipe, composite_index, flat
from saidanddone.methods.sensitivity import _orders, what_moves_it
from tests.methods.asem import areas, codes, matrix, nodes

NAN = float("nan")
NAMES = [f"a{i:02}" for i in range(12)]
INDICATORS = ["x", "y", "z", "w"]
TREE = [
    Node("top"),
    Node("one", "top", weight=2),
    Node("two", "top"),
    Node("x", "one"),
    Node("y", "one", -1, 3),
    Node("z", "two"),
    Node("w", "two", 1, 0.5),
]
EVERYTHING = Doubt(0.25, ("minmax", "zscore"), ("arithmetic", "geometric"), (0, 5))


@pytest.fixture
def values() -> np.ndarray:
    found = np.random.default_rng(4).gamma(2, 10, (12, 4))
    found[3, 1] = found[5, 2] = found[5, 3] = NAN
    return found


def rerun_of(values, doubt=EVERYTHING, errors=None) -> Rerun:
    return Rerun(NAMES, INDICATORS, values, TREE, doubt, Recipe(low=1), errors)


def tried(values, doubt=EVERYTHING, errors=None, k=4, replications=500, seed=1):
    return first_k(rerun_of(values, doubt, errors), k, replications=replications, seed=seed)


def test_k_places_are_filled_in_every_replication(values) -> None:
    assert np.nansum(tried(values).p_first) == pytest.approx(4, abs=1e-9)


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(values) -> None:
    assert (tried(values).p_first == tried(values).p_first).all()
    assert (tried(values).p_first != tried(values, seed=2).p_first).any()


def test_where_nothing_is_in_doubt_every_replication_is_the_index_itself(values) -> None:
    found = tried(values, doubt=Doubt())
    index = composite_index(NAMES, INDICATORS, values, TREE, Recipe(low=1))
    assert found.rank_low == found.rank_high == index.ranks
    assert found.p_first.tolist() == [float(rank <= 4) for rank in index.ranks]


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "harmonic", "power:2"])
def test_a_replication_is_the_index_with_the_weights_that_were_drawn(values, how: str) -> None:
    """Gaps included: the short way by weighted sums and the long way level by level say the same."""
    recipe = Recipe(low=1, aggregate=how)
    rerun = Rerun(NAMES, INDICATORS, values, TREE, Doubt(weights=0.9), recipe)
    draws = rerun.draw(np.random.default_rng(7), 5)
    links = [(group.code, child) for group in rerun.tree.groups for child in group.children]
    for at, scores in enumerate(rerun.scores(draws)):
        drawn = {child: draws.weights[at, place] for place, (_, child) in enumerate(links)}
        moved = [Node(n.code, n.parent, n.direction, n.weight * drawn.get(n.code, 1.0)) for n in TREE]
        again = composite_index(NAMES, INDICATORS, values, moved, recipe)
        assert scores == pytest.approx(again.scores, rel=1e-9)


def test_values_with_an_interval_of_their_own_are_drawn_anew_and_normalised_by_themselves(values) -> None:
    errors = np.full(values.shape, 2.0)
    rerun = Rerun(NAMES, INDICATORS, values, TREE, Doubt(), Recipe(low=1), errors)
    draws = rerun.draw(np.random.default_rng(7), 3)
    order = sorted(range(4), key=lambda at: INDICATORS[at])
    for at, scores in enumerate(rerun.scores(draws)):
        moved = values.copy()
        moved[:, order] += draws.values[at] * 2.0
        again = composite_index(NAMES, INDICATORS, moved, TREE, Recipe(low=1))
        assert scores == pytest.approx(again.scores, rel=1e-9)
    sure, unsure = (tried(values, doubt=Doubt(), errors=errors * much) for much in (0, 3))
    assert set(sure.p_first) == {0.0, 1.0} and len(set(unsure.p_first)) > 2


def test_the_order_of_areas_and_indicators_changes_nothing_but_order(values) -> None:
    before = dict(zip(NAMES, tried(values).p_first, strict=True))
    r = random.Random(3)
    rows, columns = r.sample(range(12), 12), r.sample(range(4), 4)
    rerun = Rerun(
        [NAMES[at] for at in rows],
        [INDICATORS[at] for at in columns],
        values[np.ix_(rows, columns)],
        TREE[::-1],
        EVERYTHING,
        Recipe(low=1),
    )
    mixed = first_k(rerun, 4, replications=500, seed=1)
    assert {name: before[name] for name in mixed.areas} == dict(zip(mixed.areas, mixed.p_first, strict=True))


def test_an_area_of_which_nothing_is_known_is_ranked_by_nobody(values) -> None:
    values[2] = NAN
    found = tried(values)
    assert np.isnan(found.p_first[2]) and found.rank_low[2] is None and found.rank_high[2] is None
    assert np.nansum(found.p_first) == pytest.approx(4)


def test_many_areas_are_counted_in_another_way_and_come_out_alike(values, monkeypatch) -> None:
    counted = tried(values)
    monkeypatch.setattr(how_sure, "MOST_COUNTED", 1)
    ranked = tried(values)
    assert (counted.p_first == ranked.p_first).all()
    assert (counted.rank_low, counted.rank_high) == (ranked.rank_low, ranked.rank_high)


def test_ties_share_the_smaller_rank_in_every_replication() -> None:
    rerun = Rerun(["a", "b", "c"], ["x"], [[5], [5], [1]], flat(["x"], [1], [1]), Doubt(0.2))
    found = first_k(rerun, 1, replications=50)
    assert found.p_first.tolist() == [1, 1, 0] and found.rank_high == (1, 1, 3)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"k": 13}, "k .* is 13; allowed: a whole number from 1 to 12"),
        ({"replications": 0}, "replications is 0"),
        ({"seed": -1}, "the seed is -1; allowed: a whole number from 0"),
        ({"doubt": Doubt(weights=1.5)}, "the noise of weights is 1.5; allowed: 0 to 1"),
        ({"errors": np.full((12, 4), -1.0)}, "a standard error is -1; allowed: 0 or more"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(values, asked, sentence) -> None:
    with pytest.raises(ValueError, match=sentence):
        tried(values, **asked)


@pytest.mark.shared_data
def test_over_half_of_the_first_ten_of_asem_do_not_hang_on_the_method() -> None:
    asem = matrix("step_Imputed.csv")
    found = first_k(Rerun(areas(), codes(), asem, nodes(), EVERYTHING, Recipe(low=1, high=100)), 10)
    assert found.p_first.sum() == pytest.approx(10) and (found.p_first > 0.95).sum() > 5


# What moves it


def test_the_estimators_give_the_published_indices_of_the_ishigami_function() -> None:
    """Ishigami and Homma, 1990, with a = 7, b = 0.1: S 0.3139, 0.4424, 0; T 0.5576, 0.4424, 0.2437."""

    def ishigami(x: np.ndarray) -> np.ndarray:
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    r = np.random.default_rng(1)
    a, b = (r.uniform(-np.pi, np.pi, (200_000, 3)) for _ in range(2))
    for at, (first, total) in enumerate([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]):
        mixed = a.copy()
        mixed[:, at] = b[:, at]
        found = _orders(ishigami(a), ishigami(b), ishigami(mixed))
        assert [float(order) for order in found] == pytest.approx([first, total], abs=0.01)


def test_what_moves_nothing_gets_nothing_and_what_alone_is_in_doubt_gets_all(values) -> None:
    found = what_moves_it(rerun_of(values, Doubt(weights=0.5)), draws=512)
    (only,) = found.moves
    assert only.choice == "weights" and only.total == pytest.approx(1, abs=0.1)
    assert only.first == pytest.approx(1, abs=0.15)
    still = what_moves_it(rerun_of(values, Doubt(treat=(0, 0))), draws=16)
    assert still.sd == 0 and still.moves[0].total == 0


def test_an_estimate_below_nought_is_kept_and_never_shown_as_a_share(values) -> None:
    found = what_moves_it(rerun_of(values), draws=32, first=4)
    assert [move.choice for move in found.moves] == ["weights", "treat", "normalise", "aggregate"]
    for move in found.moves:
        assert 0 <= move.first <= 1 and 0 <= move.total <= 1
        assert move.first == pytest.approx(min(max(move.first_estimate, 0), 1))
    assert found.evaluations == 32 * 6
