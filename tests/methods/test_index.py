from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.methods.index import LeftOut, Node, Recipe, composite_index, denominated, flat, ranks
from tests.methods.asem import aggregated, areas, codes, column_of, matrix, nodes
from tests.shared import shared_folder

NAN = float("nan")
TREE = [
    Node("need"),
    Node("young", "need", weight=2),
    Node("homes", "need", weight=1),
    Node("poverty", "young", 1, 1),
    Node("sport", "young", -1, 3),
    Node("homeless", "homes", 1, 1),
]
INDICATORS = ["poverty", "sport", "homeless"]
VALUES = [[10, 60, 5], [20, 40, NAN], [30, 50, 7]]


def build(values=VALUES, indicators=INDICATORS, nodes=TREE, areas=("A", "B", "C"), **more):
    return composite_index(areas, indicators, values, nodes, **more)


def test_values_are_normalised_by_their_declared_direction_and_then_averaged_level_by_level() -> None:
    found = build()
    assert found.normalised[:, 0] == pytest.approx([0, 50, 100])
    assert found.normalised[:, 1] == pytest.approx([0, 100, 50])  # more sport lowers need
    assert found.values["young"] == pytest.approx([0, (50 + 3 * 100) / 4, (100 + 3 * 50) / 4])
    assert found.values["need"][2] == pytest.approx((2 * 62.5 + 100) / 3)
    assert found.scores == pytest.approx(found.values["need"])


def test_a_missing_value_leaves_its_weight_to_the_others_and_is_named() -> None:
    found = build()
    assert np.isnan(found.values["homes"][1])
    assert found.scores[1] == pytest.approx(87.5)  # young alone
    assert found.left_out == (LeftOut("B", "homeless", "missing"),)


def test_an_area_without_any_value_has_no_score_and_no_rank() -> None:
    found = build([[10, 60, 5], [NAN, NAN, NAN], [30, 50, 7]])
    assert np.isnan(found.scores[1])
    assert found.ranks == (2, None, 1)
    assert [cell.indicator for cell in found.left_out] == INDICATORS


def test_an_indicator_that_is_the_same_everywhere_is_left_out_and_said_so() -> None:
    found = build([[10, 60, 5], [20, 40, 5], [30, 50, 5]])
    assert {(cell.indicator, cell.why) for cell in found.left_out} == {("homeless", "the same in every area")}
    assert found.scores == pytest.approx(found.values["young"])


def test_a_flat_list_is_one_weighted_mean() -> None:
    both = flat(["poverty", "sport"], [1, -1], [3, 1])
    found = composite_index(["A", "B"], ["poverty", "sport"], [[30, 40], [10, 20]], both)
    assert found.scores == pytest.approx([75, 25])


def test_a_single_indicator_is_its_own_index_exactly() -> None:
    found = composite_index(["A", "B", "C"], ["x"], [[1], [4], [2]], [Node("x", weight=0.3)])
    assert list(found.scores) == list(found.normalised[:, 0])


def test_equal_scores_share_the_smaller_rank() -> None:
    assert ranks(np.array([5.0, 7.0, 5.0, 1.0, NAN])) == (2, 1, 2, 4, None)


def test_scores_that_differ_only_by_the_order_of_adding_up_are_equal() -> None:
    assert ranks(np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1])) == (1, 1)


def test_another_range_may_be_asked_for() -> None:
    assert build(recipe=Recipe(low=1, high=2)).normalised[:, 0] == pytest.approx([1, 1.5, 2])


def test_weights_of_nothing_leave_an_aggregate_without_a_value() -> None:
    nodes = flat(["poverty", "sport"], [1, 1], [0, 1])
    found = composite_index(["A", "B", "C"], ["poverty", "sport"], [[1, NAN], [2, 1], [3, 2]], nodes)
    assert np.isnan(found.scores[0])


@given(st.randoms(use_true_random=False))
def test_the_order_of_areas_indicators_and_nodes_changes_nothing_but_order(r: random.Random) -> None:
    base = random.Random(5)
    areas, indicators = [f"a{i}" for i in range(9)], [f"i{j}" for j in range(6)]
    values = {(a, i): base.choice([base.gauss(50, 20), NAN]) for a in areas for i in indicators}
    nodes = [Node("top"), Node("one", "top", weight=2), Node("two", "top")]
    nodes += [Node(i, base.choice(["one", "two"]), base.choice([1, -1]), base.random()) for i in indicators]

    def scores() -> dict[str, float]:
        matrix = [[values[a, i] for i in indicators] for a in areas]
        found = composite_index(areas, indicators, matrix, nodes)
        return {area: float(score) for area, score in zip(found.areas, found.scores, strict=True)}

    before = scores()
    for mixed in (areas, indicators, nodes):
        r.shuffle(mixed)
    after = scores()
    assert {area: repr(score) for area, score in after.items()} == {a: repr(s) for a, s in before.items()}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"values": [[1, 2], [3, 4]]}, "the shape of values is .*; allowed: 3 areas x 3 indicators"),
        ({"areas": ("A", "B", "A")}, "area is A twice; allowed: each once"),
        ({"nodes": [*TREE, Node("sport", "homes")]}, "code is sport twice"),
        ({"nodes": [*TREE, Node("empty", "need")]}, "code is empty, which has neither a column of values"),
        ({"nodes": TREE[:-1]}, "code is homes, which has neither|values is with a column homeless"),
        ({"nodes": [Node("poverty", "nowhere"), *TREE[:3], *TREE[4:]]}, "the parent of poverty is nowhere"),
        ({"nodes": [Node("need", "young"), *TREE[1:]]}, "the parent of .* is .*, which is below it"),
        (
            {"nodes": [*TREE[:4], Node("sport", "young", 0), TREE[5]]},
            "the direction of sport is 0; allowed: 1 or -1",
        ),
        ({"nodes": [*TREE[:4], Node("sport", "young", 1, -1), TREE[5]]}, "the weight of sport is -1"),
        (
            {"nodes": [*TREE[:4], Node("sport", "poverty"), TREE[5]]},
            "parent is poverty, which is an indicator",
        ),
        ({"values": [[1, 2, 3], [4, float("inf"), 6], [7, 8, 9]]}, "the value of sport in B is infinite"),
        ({"recipe": Recipe(low=5, high=5)}, "the range is 5:5; allowed: two numbers, the lower first"),
        ({"recipe": Recipe(normalise="guess")}, "the way to normalise is guess; allowed: minmax, zscore"),
        ({"recipe": Recipe(aggregate="power:x")}, "the way to aggregate is power:x; allowed: arithmetic"),
        ({"recipe": Recipe(impute="guess")}, "the way to impute is guess; allowed: none, mean, median"),
        ({"nodes": [*TREE[:5], Node("homeless", "homes", 1, 0)]}, "every weight under homes is 0"),
    ],
)
def test_a_matrix_or_tree_that_cannot_be_is_refused_in_a_sentence(arguments: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        build(**arguments)


def test_a_flat_list_wants_a_direction_and_a_weight_for_each() -> None:
    with pytest.raises(ValueError, match="the number of directions and weights is 1 and 2; allowed: 2"):
        flat(["a", "b"], [1], [1, 1])


def test_what_was_filled_in_is_listed_and_what_does_not_apply_is_never_filled() -> None:
    not_applicable = [[False] * 3, [False, False, True], [False] * 3]
    filled = build(recipe=Recipe(impute="mean"))
    assert filled.put_in == (LeftOut("B", "homeless", "missing"),)
    assert filled.imputed[1, 2] == 6
    kept = build(recipe=Recipe(impute="mean"), not_applicable=not_applicable)
    assert kept.put_in == () and kept.left_out == (LeftOut("B", "homeless", "missing"),)


def test_a_value_is_divided_by_its_denominator_and_by_nought_never() -> None:
    assert denominated([[10, NAN]], [[4, 2]])[0, 0] == 2.5
    with pytest.raises(ValueError, match="a denominator is 0"):
        denominated([[1.0]], [[0.0]])


# The ASEM example of COINr: fifty-one countries, forty-nine indicators, each step as that package printed it.


@pytest.mark.shared_data
def test_every_step_of_fifty_one_countries_comes_out_as_the_r_package_coinr_has_it() -> None:
    raw = matrix("step_Raw.csv")
    found = denominated(raw, column_of("Denominator"))
    assert found == pytest.approx(matrix("step_Denominated.csv"), rel=1e-9, nan_ok=True)
    whole = composite_index(areas(), codes(), matrix("step_Imputed.csv"), nodes(), Recipe(treat=True))
    assert whole.treated == pytest.approx(matrix("step_Treated.csv"), abs=1e-9)
    assert whole.normalised == pytest.approx(matrix("step_Normalised.csv"), abs=1e-9)
    for code, wanted in aggregated("step_Aggregated.csv").items():
        assert whole.values[code] == pytest.approx(wanted, abs=1e-9), code
    folder = shared_folder() / "data" / "coinr_asem"
    ranked = {row["uCode"]: int(row["Rank"]) for row in rows(folder / "results_full.csv")}
    assert dict(zip(whole.areas, whole.ranks, strict=True)) == ranked


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "recipe"),
    [
        ("norm_n_minmax.csv", Recipe(low=1, high=100)),
        ("norm_n_zscore.csv", Recipe(normalise="zscore")),
        ("norm_n_rank.csv", Recipe(normalise="rank")),
    ],
)
def test_each_way_to_normalise_comes_out_as_coinr_has_it(file: str, recipe: Recipe) -> None:
    found = composite_index(areas(), codes(), matrix("step_Treated.csv"), nodes(), recipe).normalised
    wanted = matrix(file)
    if recipe.normalise == "rank":  # three countries' TolMin: a near-tie that the printed digits lost
        tolerance = codes().index("TolMin")
        assert np.abs(found - wanted)[:, tolerance].sum() == 3
        found, wanted = np.delete(found, tolerance, axis=1), np.delete(wanted, tolerance, axis=1)
    assert found == pytest.approx(wanted, abs=1e-9)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "how"), [("agg_a_amean.csv", "arithmetic"), ("agg_a_gmean.csv", "geometric")]
)
def test_each_way_to_aggregate_comes_out_as_coinr_has_it(file: str, how: str) -> None:
    recipe = Recipe(low=1, high=100, aggregate=how)
    found = composite_index(areas(), codes(), matrix("step_Treated.csv"), nodes(), recipe)
    for code, wanted in aggregated(file).items():
        assert found.values[code] == pytest.approx(wanted, abs=1e-9), code


@pytest.mark.shared_data
def test_the_index_of_multiple_deprivation_2025_is_had_again_from_the_published_ranks() -> None:
    """Ranks run over all of England; the published weights add to 0.999, and the published score is their sum."""
    weights = {
        "Income": 0.225,
        "Employment": 0.225,
        "Education": 0.135,
        "Health": 0.135,
        "Crime": 0.093,
        "Housing_and_Services": 0.093,
        "Environment": 0.093,
    }
    source = rows(shared_folder() / "data" / "london" / "imd2025_lsoa21_london.csv")
    found = composite_index(
        [row["lsoa21_code"] for row in source],
        list(weights),
        [[float(row[f"{domain}_rank"]) for domain in weights] for row in source],
        [Node("IMD"), *(Node(domain, "IMD", -1, weight) for domain, weight in weights.items())],
        Recipe(normalise="imd", ranks_of=33_755),
    )
    published = np.array([float(row["IMD_score"]) for row in source])
    assert len(source) == 4_994
    assert np.abs(found.scores * sum(weights.values()) - published).max() < 0.001


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
