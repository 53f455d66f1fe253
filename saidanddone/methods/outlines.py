"""Outlines as a picture draws them: flat, to scale, and with no more points than an eye tells apart.

Takes of each area its rings, as longitude and latitude or, where a number is beyond 180, metres. Longitude is drawn
narrower by the cosine of the middle latitude.

Borders are simplified together: every stretch between two places where borders meet is thinned once (Douglas and
Peucker) and drawn so for both neighbours, who thus keep one border. Which areas are neighbours is another question,
and answered from the rings as they came (see `contiguity`).

Douglas and Peucker, 1973, https://doi.org/10.3138/FM57-6770-U75U-7727

    >>> square = ((0, 0), (500, 1), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
    >>> found = outlines([[square]], width=100, tolerance=1)
    >>> found.height, found.rings[0]
    (100.0, (((0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)),))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

Point = tuple[int, int]
Place = tuple[float, float]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Outlines:
    """Of each area its rings, which close themselves; x to the right, y down, from 0."""

    width: float
    height: float
    rings: tuple[tuple[tuple[Place, ...], ...], ...]

    def middle(self, area: int) -> Place:
        """The centre of gravity of an area's largest ring, where a word on it may stand."""
        return max((_gravity(ring) for ring in self.rings[area]), key=lambda each: each[0])[1]


def outlines(
    areas: Sequence[Sequence[ArrayLike]], *, width: float, step: float = 1.0, tolerance: float = 1.0
) -> Outlines:
    """width: what all areas together fill, across or down, whichever is longer. Points lie on a grid of `step`, and
    none is left out that is further than `tolerance` from the line. An area too small for the grid is one step wide.
    """
    arrays = [[np.asarray(ring, dtype=np.float64)[:, :2] for ring in rings] for rings in areas]
    every = [ring for rings in arrays for ring in rings]
    if not every:
        return Outlines(width, 0.0, tuple(() for _ in areas))
    together = np.concatenate(every)
    (left, low), (right, top) = together.min(axis=0), together.max(axis=0)
    in_degrees = bool(np.abs(together[:, 0]).max() <= 180 and np.abs(together[:, 1]).max() <= 90)
    narrow = cos(radians((low + top) / 2)) if in_degrees else 1.0
    scale = width / max((right - left) * narrow, top - low, 1e-12)
    on_grid = [[_snapped(ring, left, top, narrow * scale, scale, step) for ring in rings] for rings in arrays]
    thinned = _Thinned([ring for rings in on_grid for ring in rings if len(ring) > 2], tolerance / step)
    return Outlines(
        _up((right - left) * narrow * scale, step),
        _up((top - low) * scale, step),
        tuple(_of_area(rings, thinned, step) for rings in on_grid),
    )


def path(rings: Sequence[Sequence[Place]]) -> str:
    """As the attribute `d` of a path of an SVG."""
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def _up(length: float, step: float) -> float:
    return round(float(np.ceil(round(length / step, 6))) * step, 6)


def _snapped(ring: Matrix, left: float, top: float, across: float, down: float, step: float) -> list[Point]:
    """On the grid, without the point that closes the ring and without one place twice in a row."""
    x, y = (ring[:, 0] - left) * across / step, (top - ring[:, 1]) * down / step
    points = np.rint(np.column_stack([x, y])).astype(np.int64)
    kept = points[(points != np.roll(points, 1, axis=0)).any(axis=1)] if len(points) > 1 else points
    return [(int(a), int(b)) for a, b in (kept if len(kept) else points[:1])]


def _of_area(rings: Sequence[list[Point]], thinned: _Thinned, step: float) -> tuple[tuple[Place, ...], ...]:
    drawn = [found for ring in rings if len(ring) > 2 and len(found := thinned.ring(ring)) > 2]
    if not drawn and rings:
        x, y = rings[0][0]
        drawn = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]
    return tuple(tuple((round(x * step, 6), round(y * step, 6)) for x, y in ring) for ring in drawn)


class _Thinned:
    """All rings of one picture; each stretch of border is thinned once, whichever way it is walked."""

    def __init__(self, rings: Sequence[list[Point]], tolerance: float) -> None:
        beside: dict[Point, set[Point]] = {}
        for ring in rings:
            for at, point in enumerate(ring):
                beside.setdefault(point, set()).update((ring[at - 1], ring[(at + 1) % len(ring)]))
        self._meetings = {point for point, others in beside.items() if len(others) != 2}
        self._tolerance = tolerance
        self._known: dict[tuple[Point, ...], list[Point]] = {}

    def ring(self, ring: list[Point]) -> list[Point]:
        # A ring that meets no other, or in one place only, is cut where both who draw it would cut it.
        cuts = [at for at, point in enumerate(ring) if point in self._meetings]
        begin = cuts[0] if cuts else min(range(len(ring)), key=lambda at: ring[at])
        turned = ring[begin:] + ring[:begin]
        cuts = [at for at, point in enumerate(turned) if point in self._meetings]
        if len(cuts) < 2:
            first = turned[0]
            furthest = max(range(len(turned)), key=lambda at: (_apart(first, turned[at]), turned[at]))
            cuts = [0, furthest]
        closed = [*turned, turned[0]]
        kept: list[Point] = []
        for one, other in zip(cuts, [*cuts[1:], len(turned)], strict=True):
            kept += self._stretch(tuple(closed[one : other + 1]))[:-1]
        return kept

    def _stretch(self, points: tuple[Point, ...]) -> list[Point]:
        turned = points[::-1]
        key = min(points, turned)
        if key not in self._known:
            self._known[key] = _thin(key, self._tolerance)
        found = self._known[key]
        return found if key == points else found[::-1]


def _apart(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _thin(points: Sequence[Point], tolerance: float) -> list[Point]:
    array = np.array(points, dtype=np.float64)
    keep = np.zeros(len(points), dtype=np.bool_)
    keep[[0, -1]] = True
    to_do = [(0, len(points) - 1)]
    while to_do:
        low, high = to_do.pop()
        if high - low < 2:
            continue
        away = _from_line(array[low + 1 : high], array[low], array[high])
        furthest = int(away.argmax())
        if away[furthest] > tolerance:
            middle = low + 1 + furthest
            keep[middle] = True
            to_do += [(low, middle), (middle, high)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _from_line(points: Matrix, one: Matrix, other: Matrix) -> Matrix:
    """How far each lies from the stretch between two points."""
    along = other - one
    length = float(along @ along)
    if length == 0:
        return np.asarray(np.hypot(*(points - one).T))
    share = np.clip((points - one) @ along / length, 0, 1)
    return np.asarray(np.hypot(*(points - one - share[:, None] * along).T))


def _gravity(ring: Sequence[Place]) -> tuple[float, Place]:
    """How large a ring is, and its centre of gravity."""
    doubled = [(a[0] * b[1] - b[0] * a[1], a[0] + b[0], a[1] + b[1]) for a, b in _sides(ring)]
    whole = sum(each for each, _x, _y in doubled)
    if not whole:
        return 0.0, ring[0]
    x = sum(each * x for each, x, _y in doubled) / (3 * whole)
    y = sum(each * y for each, _x, y in doubled) / (3 * whole)
    return abs(whole), (x, y)


def _sides(ring: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
