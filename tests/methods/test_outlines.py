"""Outlines as they are drawn: small, true to scale, and with one border between neighbours."""

from __future__ import annotations

from collections import Counter
from math import cos, hypot, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.files.geojson import read_areas
from saidanddone.methods.contiguity import neighbours
from saidanddone.methods.outlines import outlines, path
from tests.shared import shared_folder


def square(x: float, y: float, side: float = 1.0) -> list[tuple[float, float]]:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def sides(ring) -> set[frozenset]:
    return {frozenset(pair) for pair in zip(ring, [*ring[1:], ring[0]], strict=True)}


def test_metres_are_drawn_to_scale_with_the_north_above() -> None:
    found = outlines([[square(500_000, 180_000, 1_000)], [square(501_000, 182_000, 1_000)]], width=300)
    assert (found.width, found.height) == (200, 300)
    assert max(y for _x, y in found.rings[1][0]) < min(y for _x, y in found.rings[0][0])


def test_degrees_are_drawn_narrower_the_further_north_they_lie() -> None:
    found = outlines([[square(0, 59.5)]], width=1_000)
    assert found.height == 1_000 and found.width == pytest.approx(1_000 * cos(radians(60)), abs=1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-0.4, 0.4), min_size=2, max_size=60), st.floats(0.5, 8))
def test_two_neighbours_keep_one_border_and_nothing_moves_further_than_said(bends, tolerance) -> None:
    km = 1_000  # metres, so that nothing is taken for degrees and drawn narrower
    border = [(bend * km, (1 + at) * km) for at, bend in enumerate(bends)]
    top = (len(bends) + 1) * km
    west = [(0, 0), *border, (0, top), (-3 * km, top), (-3 * km, 0), (0, 0)]
    east = [(0, 0), *border, (0, top), (3 * km, top), (3 * km, 0), (0, 0)]
    found = outlines([[west], [east[::-1]]], width=400, tolerance=tolerance)
    one, other = (sides(rings[0]) for rings in found.rings)
    together = Counter(one) + Counter(other)
    # Each stretch is either of both, or one of the outer sides, which lie left and right.
    left = min(x for pair in one for x, _y in pair)
    right = max(x for pair in other for x, _y in pair)
    scale = 400 / max(6 * km, top)
    for pair, times in together.items():
        assert times == 2 or any(x in (left, right) for x, _y in pair), pair
    for x, y in border:
        at = ((x + 3 * km) * scale, (top - y) * scale)
        near = min(_away(at, *tuple(pair)) for pair in one if len(pair) == 2)
        assert near <= tolerance + 1, (x, y)


def _away(point, one, other) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - one[0]) * along[0] + (point[1] - one[1]) * along[1]) / length if length else 0
    share = min(1, max(0, share))
    return hypot(point[0] - one[0] - share * along[0], point[1] - one[1] - share * along[1])


def test_points_that_no_eye_tells_apart_are_left_out() -> None:
    ring = [(100 * cos(2 * pi * at / 5_000), 200 + 100 * sin(2 * pi * at / 5_000)) for at in range(5_000)]
    drawn = outlines([[[*ring, ring[0]]]], width=500).rings[0][0]
    assert 20 < len(drawn) < 120


def test_an_area_too_small_for_the_grid_is_still_there() -> None:
    found = outlines([[square(0, 0, 1_000)], [square(5_000, 5_000, 0.001)]], width=100)
    assert len(found.rings[1][0]) == 4 and len(sides(found.rings[1][0])) == 4


def test_an_island_a_hole_and_one_point_of_meeting_are_all_drawn() -> None:
    hole = square(300, 300, 400)
    found = outlines(
        [[square(0, 0, 1_000), hole], [square(1_000, 1_000, 1_000), square(3_000, 0, 500)]], width=350
    )
    assert [len(rings) for rings in found.rings] == [2, 2]
    assert all(len(ring) == 4 for rings in found.rings for ring in rings)


def test_an_area_within_another_fills_its_hole() -> None:
    inner = [(400 + 300 * cos(at), 500 + 300 * sin(at)) for at in (2 * pi * each / 90 for each in range(90))]
    found = outlines([[square(0, 0, 1_000), inner], [inner[40:] + inner[:40]]], width=500)
    assert sides(found.rings[0][1]) == sides(found.rings[1][0])


def test_a_word_stands_in_the_middle_of_the_largest_ring() -> None:
    found = outlines([[square(0, 0, 100), square(1_000, 0, 1_000)]], width=2_000)
    x, y = found.middle(0)
    assert (x, y) == pytest.approx((1_500, 500), abs=1)


def test_nothing_to_draw_is_nothing() -> None:
    assert outlines([[], []], width=100).rings == ((), ())
    assert outlines([], width=100).height == 0


def test_the_path_of_a_picture_closes_every_ring() -> None:
    assert path([[(0, 0), (1, 0), (1, 1.5)], [(5, 5), (6, 5), (6, 6)]]) == "M0 0L1 0L1 1.5ZM5 5L6 5L6 6Z"


@pytest.mark.shared_data
def test_london_is_drawn_small_and_neighbours_are_read_from_the_rings_as_they_came() -> None:
    areas = read_areas(shared_folder() / "data" / "london" / "london_boroughs_from_lsoa21.geojson")
    found = outlines([area.rings for area in areas], width=600)
    assert sum(len(path(rings)) for rings in found.rings) < 20_000
    assert 1.2 < found.width / found.height < 1.4
    beside = neighbours([area.vertices for area in areas])
    assert beside.alone == () and len(beside.columns) == 144
