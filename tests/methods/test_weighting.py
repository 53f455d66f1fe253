from __future__ import annotations

import numpy as np
import pytest

from saidanddone.methods.consistency import correlations, cronbach_alpha, effective_weights, remove_one
from saidanddone.methods.index import Node, Recipe, composite_index, flat
from saidanddone.methods.tree import tree_of
from saidanddone.methods.weighting import Vote, equal, from_pca, from_votes

NAN = float("nan")


def test_alike_means_alike_within_a_parent() -> None:
    nodes = equal([Node("top", weight=4), Node("x", "top", weight=7), Node("y", "top", -1, 2)], ["x", "y"])
    assert [node.weight for node in nodes] == [4, 1, 1] and nodes[2].direction == -1


def test_squared_loadings_of_the_first_component_are_weights_that_add_to_one() -> None:
    r = np.random.default_rng(1)
    common = r.normal(size=200)
    x = np.column_stack([common + r.normal(size=200) * s for s in (0.2, 0.2, 3.0)])
    x[0, 0] = NAN
    found = from_pca(x)
    assert sum(found.weights) == pytest.approx(1) and found.areas == 199
    assert found.weights[0] == pytest.approx(found.weights[1], abs=0.02) and found.weights[2] < 0.15
    variances = np.linalg.eigvalsh(np.corrcoef(x[1:], rowvar=False))
    assert found.explained == pytest.approx(variances[-1] / 3) and found.against == ()


def test_what_runs_against_the_others_is_named() -> None:
    r = np.random.default_rng(1)
    common = r.normal(size=50)
    noise = r.normal(size=(50, 3)) * 0.3
    assert from_pca(np.column_stack([common, -common, common]) + noise).against == (1,)
    with pytest.raises(ValueError, match="the number of areas that have every indicator is 2"):
        from_pca([[1, 2], [2, 1]])
    with pytest.raises(ValueError, match="an indicator is the same in every area"):
        from_pca([[1, 2], [1, 3], [1, 4]])


def test_every_voter_counts_the_same_however_many_points_they_gave() -> None:
    votes = [Vote("Ada", "x", 60), Vote("Ada", "y", 40), Vote("Ben", "y", 2)]
    found = {each.code: each for each in from_votes(votes)}
    assert found["x"].weight == pytest.approx(0.3) and found["y"].weight == pytest.approx(0.7)
    assert found["x"].standard_error == pytest.approx(np.std([0.6, 0], ddof=1) / 2**0.5)
    assert from_votes(votes[:2])[0].standard_error is None


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ([], "the vote is empty"),
        ([Vote("Ada", "x", -1)], "the points that Ada gave x is -1"),
        ([Vote("Ada", "x", 0)], "the points of Ada is 0 in all"),
        ([Vote("Ada", "x", 1), Vote("Ada", "x", 2)], "the vote of Ada on x is there twice"),
    ],
)
def test_a_vote_that_cannot_be_is_refused(votes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        from_votes(votes)


def test_correlations_are_pearsons_over_areas_that_have_both_and_flagged() -> None:
    x = np.array([[1.0, 2, 9], [2, 4.1, 7], [3, 6, 5], [4, 8, NAN], [5, 10.1, 1]])
    found = {(each.a, each.b): each for each in correlations(x, ["a", "b", "c"])}
    assert found["a", "b"].r == pytest.approx(np.corrcoef(x[:, 0], x[:, 1])[0, 1])
    assert found["a", "b"].flag == "they say nearly the same" and found["a", "b"].n == 5
    assert found["a", "c"].flag == "they pull against each other" and found["a", "c"].n == 4
    assert correlations([[1, 1], [2, 1], [3, 1]], ["a", "b"])[0].r is None
    assert correlations([[1, 1], [2, 2], [NAN, 1]], ["a", "b"])[0].r is None


def test_alpha_is_one_for_the_same_twice_and_nothing_for_one() -> None:
    assert cronbach_alpha([[1, 1], [2, 2], [4, 4]]) == pytest.approx(1)
    assert np.isnan(cronbach_alpha([[1], [2]])) and np.isnan(cronbach_alpha([[1, 2]]))
    assert np.isnan(cronbach_alpha([[1, -1], [2, -2]]))


def test_effective_weights_are_the_products_of_shares_up_to_the_top() -> None:
    nodes = [
        Node("one", weight=1),
        Node("two", weight=3),
        Node("x", "one"),
        Node("y", "one", weight=3),
        Node("z", "two"),
    ]
    assert effective_weights(tree_of(["x", "y", "z"], nodes)) == pytest.approx(
        {"x": 1 / 16, "y": 3 / 16, "z": 0.75}
    )


def test_without_an_indicator_the_index_is_that_of_the_others() -> None:
    values = [[10.0, 5, 5], [0, 9, 6], [1, 1, 1]]
    nodes = flat(["x", "y", "z"], [1, 1, 1], [1, 1, 1])
    index = composite_index(["A", "B", "C"], ["x", "y", "z"], values, nodes, Recipe())
    removed = {each.indicator: each for each in remove_one(index, first=1)}
    for at, code in enumerate("xyz"):
        rest = [c for c in "xyz" if c != code]
        again = composite_index(
            ["A", "B", "C"], rest, np.delete(values, at, axis=1), [n for n in nodes if n.code != code]
        )
        moves = [abs(now - was) for now, was in zip(again.ranks, index.ranks, strict=True)]
        assert removed[code].mean_move == pytest.approx(np.mean(moves))
    assert removed["x"].first_changed == ("A",) and removed["y"].first_changed == ()
    assert (removed["x"].from_rank, removed["x"].to_rank) in {(1, 2), (2, 1)}
    assert remove_one(composite_index(["A", "B"], ["x"], [[1], [2]], flat(["x"], [1], [1]))) == []


def test_the_interval_of_a_mean_share_is_students_and_stays_a_share() -> None:
    """Shares .60, .75, .90: t with two degrees of freedom leaves 2.5 in 100 above 4.30265 (any table of t)."""
    votes = [Vote("1", "x", 60), Vote("1", "y", 40), Vote("2", "x", 3), Vote("2", "y", 1), Vote("3", "x", 9)]
    x, y = from_votes([*votes, Vote("3", "y", 1)])
    half = 4.302652729911275 * 0.15 / 3**0.5
    assert x.limits() == (pytest.approx(0.75 - half), 1.0)
    assert y.limits() == (0.0, pytest.approx(0.25 + half))
    assert from_votes(votes[:2])[0].limits() is None
