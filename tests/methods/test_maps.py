"""Classes, neighbours on the map and in the figures, and clusters."""

from __future__ import annotations

import csv
import json
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.files.geojson import read_areas
from saidanddone.methods.classes import classes
from saidanddone.methods.contiguity import Neighbours, neighbours
from saidanddone.methods.moran import moran
from saidanddone.methods.neighbours import nearest
from tests.shared import shared_folder

NAN = float("nan")


# Classes


def cost(values, numbers) -> float:
    """Σ (v - mean of its class)²."""
    groups: dict[int, list[float]] = {}
    for value, number in zip(values, numbers, strict=True):
        groups.setdefault(number, []).append(value)
    return sum(((np.array(group) - np.mean(group)) ** 2).sum() for group in groups.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=9), st.integers(2, 4))
def test_fisher_and_jenks_find_the_best_of_all_ways_to_cut(values: list[int], count: int) -> None:
    found = classes(values, count, "fisher-jenks")
    different = sorted(set(values))
    cuts = min(count, len(different)) - 1
    best = min(
        cost(values, [sum(value >= cut for cut in chosen) for value in values])
        for chosen in combinations(different[1:], cuts)
    )
    assert cost(values, found.numbers) == pytest.approx(best, abs=1e-6)
    assert len(found.bounds) == cuts + 1


@pytest.mark.parametrize("how", ["quantile", "equal", "fisher-jenks"])
def test_the_same_value_has_the_same_class_a_higher_one_no_lower_and_none_is_empty(how: str) -> None:
    values = [5, 5, 5, 1, 9, 9, NAN, 100, 2, 2]
    found = classes(values, 4, how)
    assert found.numbers[6] is None and found.numbers[0] == found.numbers[1] == found.numbers[2]
    for a, b in product(range(10), repeat=2):
        if values[a] < values[b]:
            assert found.numbers[a] <= found.numbers[b]
    assert all(size > 0 for size in found.sizes) and sum(found.sizes) == 9
    for (_, high), (low, _) in zip(found.bounds, found.bounds[1:], strict=False):
        assert high < low


def test_quantiles_have_as_many_areas_and_equal_widths_as_much_width() -> None:
    assert classes(range(20), 5).sizes == (4, 4, 4, 4, 4)
    assert classes([0, 1, 2, 10], 5, "equal").numbers == (1, 1, 2, 3)
    assert classes([NAN, NAN], 5).bounds == ()


def test_natural_classes_of_england_are_found_in_time() -> None:
    values = np.random.default_rng(1).gamma(2, 10, 33_755).round(3)
    assert len(classes(values, 5, "fisher-jenks").bounds) == 5


def test_a_way_to_cut_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="the way to cut classes is pretty; allowed: quantile"):
        classes([1], 5, "pretty")
    with pytest.raises(ValueError, match="the number of classes is 12"):
        classes([1], 12)


# Alike


def test_the_nearest_are_those_with_the_smallest_distance_in_standard_deviations() -> None:
    values = [[1.0, 10], [2, 11], [9, 30], [1.5, NAN], [NAN, NAN]]
    found = nearest(list("ABCDE"), values, "A", most=9)
    assert [each.area for each in found][:2] == ["D", "B"] and "E" not in {each.area for each in found}
    z = (np.array([1.0, 2, 9, 1.5]) - np.mean([1, 2, 9, 1.5])) / np.std([1, 2, 9, 1.5], ddof=1)
    assert found[0].distance == pytest.approx(abs(z[0] - z[3])) and found[0].shared == 1


def test_an_area_that_shares_less_than_half_by_weight_is_not_compared() -> None:
    values = [[1.0, 10], [2, NAN], [1, 10]]
    assert [each.area for each in nearest(list("ABC"), values, "A", [1.0, 3.0])] == ["C"]
    with pytest.raises(ValueError, match="the area is Z; allowed: A, B, C"):
        nearest(list("ABC"), values, "Z")


# Beside each other


def square(x: int, y: int) -> list[tuple[float, float]]:
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]


def test_a_shared_corner_makes_neighbours_and_nearly_shared_does_not() -> None:
    found = neighbours([square(0, 0), square(1, 1), square(2, 0), [(5 + 1e-9, 5), (6, 5), (6, 6)]])
    assert [found.of(at) for at in range(4)] == [[1], [0, 2], [1], []]
    assert found.alone == (3,)


def test_minus_nought_is_nought() -> None:
    assert neighbours([[(0.0, -0.0)], [(-0.0, 0.0)]]).of(0) == [1]


# Clusters


def line(n: int) -> Neighbours:
    beside = [[j for j in (i - 1, i + 1) if 0 <= j < n] for i in range(n)]
    return Neighbours(np.cumsum([0, *map(len, beside)]), np.array([j for row in beside for j in row]))


def test_p_values_agree_with_those_of_every_permutation_there_is() -> None:
    values = np.array([1.0, 5, 2, 8, 3, 9, 4])
    z, n, beside = values - values.mean(), 7, line(7)
    found = moran(values, beside, permutations=99_999, seed=3)
    for i in range(n):
        mine, others = beside.of(i), [j for j in range(n) if j != i]
        seen = z[i] * z[mine].sum()
        drawn = [z[i] * z[list(chosen)].sum() for chosen in combinations(others, len(mine))]
        at_least = np.mean([value >= seen - 1e-9 for value in drawn])
        at_most = np.mean([value <= seen + 1e-9 for value in drawn])
        assert found.areas[i].p == pytest.approx(min(at_least, 1 - at_least), abs=0.006)
        assert found.areas[i].sure_p == pytest.approx(min(at_least, at_most), abs=0.006)
        assert pytest.approx((n - 1) * z[i] * z[mine].mean() / (z**2).sum()) == found.areas[i].I
    weights = np.zeros((n, n))
    for i in range(n):
        weights[i, beside.of(i)] = 1 / len(beside.of(i))
    every = [z[list(order)] @ weights @ z[list(order)] for order in permutations(range(n))]
    assert pytest.approx(z @ weights @ z / (z**2).sum()) == found.I
    at_least = np.mean([value >= z @ weights @ z - 1e-9 for value in every])
    assert found.p == pytest.approx(min(at_least, 1 - at_least), abs=0.006)


@pytest.mark.parametrize(
    ("values", "beside", "who"),
    [
        ([1, 2, 4], line(3), 1),
        ([1, 2, 3, 4, 5, 6, 7], line(7), 3),
        ([0.1, 0.7, 0.2, 0.4, 0.6], line(5), 3),
        ([5, *[0] * 10, 1], line(12), 0),
    ],
    ids=["beside all others", "at the mean", "at the mean but for rounding", "among equal values"],
)
def test_nothing_stands_out_where_most_draws_give_just_what_is_seen(values, beside, who: int) -> None:
    found = moran(values, beside)
    assert found.areas[who].sure_p > 0.5 and not any(area.is_discovery for area in found.areas)


def test_the_same_seed_gives_the_same_and_few_areas_have_little_power() -> None:
    values = [1, 2, 3, 7, 8, 9]
    assert moran(values, line(6), permutations=99) == moran(values, line(6), permutations=99)
    assert moran(values, line(6), permutations=99).has_little_power


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, 1, 1], "the value is the same in every area"),
        ([1, NAN, 2], "a value is missing"),
        ([1, 2], "the number of areas is 2 values and 3 places"),
    ],
)
def test_values_that_cannot_cluster_are_refused(values, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        moran(values, line(3))


@pytest.mark.shared_data
def test_deprivation_clusters_over_londons_boroughs_and_small_areas() -> None:
    folder = shared_folder() / "data" / "london"
    shapes = read_areas(folder / "london_boroughs_from_lsoa21.geojson")
    with (folder / "imd2025_ltla_london.csv").open(newline="") as file:
        score = {row["ltla24_code"]: float(row["imd_average_score"]) for row in csv.DictReader(file)}
    beside = neighbours([shape.vertices for shape in shapes])
    found = moran([score[shape.code] for shape in shapes], beside, permutations=999)
    assert pytest.approx(0.238404, abs=1e-5) == found.I and beside.alone == ()
    small = read_areas(folder / "london_lsoa21.geojson")
    with (folder / "imd2025_lsoa21_london.csv").open(newline="") as file:
        score = {row["lsoa21_code"]: float(row["IMD_score"]) for row in csv.DictReader(file)}
    of_all = moran(
        [score[shape.code] for shape in small],
        neighbours([shape.vertices for shape in small]),
        permutations=999,
    )
    assert len(of_all.areas) == 4_994 and of_all.p == pytest.approx(0.001)
    assert sum(area.is_discovery for area in of_all.areas) > 500 and not of_all.has_little_power


def test_a_file_of_areas_is_in_the_order_of_codes_with_all_rings(tmp_path) -> None:
    def feature(code: str, polygons) -> dict:
        return {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }

    found = {
        "type": "FeatureCollection",
        "features": [feature("b", [[square(0, 0)], [square(5, 5)]]), feature("a", [[square(1, 1)]])],
    }
    (tmp_path / "areas.geojson").write_text(json.dumps(found))
    areas = read_areas(tmp_path / "areas.geojson")
    assert [(area.code, len(area.rings), len(area.vertices)) for area in areas] == [("a", 1, 5), ("b", 2, 10)]
