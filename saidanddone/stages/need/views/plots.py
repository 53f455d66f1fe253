"""A funnel of limits with a mark a borough, and a line through boroughs in order; the table twin is the page's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from django.utils.translation import gettext_lazy

from ..queries.comparing import BETTER, SIMILAR, WORSE, Compared, Comparison
from ..queries.unequal import Unequal
from .drawing import Label
from .shared import amount, number

WIDTH, HEIGHT = 360, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 10, 12, 26
ENDS = ((0.14, gettext_lazy("greatest need")), (0.88, gettext_lazy("least need")))
STEPS = (1, 2, 5, 10)
MOST_TICKS = 5
ROOM = 44  # between two words below


@dataclass(frozen=True)
class Mark:
    path: str
    kind: str  # its class in the drawing
    says: str
    whisker: str = ""


@dataclass(frozen=True)
class Plot:
    """In the drawing's own unit, with a point for the decimal whatever the language."""

    width: int
    height: int
    curves: tuple[tuple[str, str], ...]  # points of a polyline, and its class
    marks: tuple[Mark, ...]
    up: tuple[Label, ...]
    along: tuple[Label, ...]
    grid: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    x: Callable[[float], float]
    y: Callable[[float], float]

    def line(self, points: Iterable[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)


def funnel_of(found: Comparison) -> Plot | None:
    """Limits around the benchmark for every size, on a scale of sizes by how many times."""
    if not found.bands or found.benchmark is None:
        return None
    sizes = [band.size for band in found.bands]
    values = [each.value for each in found.counted if each.value is not None]
    # The limits of the smallest place may be far out, where no place is; the picture is for the places.
    spread = [*values, found.benchmark.value, *(_at(found, len(sizes) // 2))]
    scale = _scale(log10(sizes[0]), log10(sizes[-1]), min(spread), max(spread))
    low, high = min(spread), max(spread)
    curves = [
        (scale.line((log10(b.size), limit(b)) for b in found.bands if low <= limit(b) <= high), kind)
        for limit, kind in (
            (lambda band: band.low_outer, "limit outer"),
            (lambda band: band.low_inner, "limit inner"),
            (lambda band: band.high_inner, "limit inner"),
            (lambda band: band.high_outer, "limit outer"),
        )
    ]
    middle = scale.line([(log10(sizes[0]), found.benchmark.value), (log10(sizes[-1]), found.benchmark.value)])
    return _plot(
        scale,
        [*curves, (middle, "benchmark")],
        [_mark(scale, each) for each in found.counted],
        ticks(low, high),
        [(log10(size), amount(size)) for size in _sizes(sizes[0], sizes[-1])],
    )


def _at(found: Comparison, place: int) -> tuple[float, float]:
    band = found.bands[place]
    return band.low_outer, band.high_outer


def _mark(scale: Scale, each: Compared) -> Mark:
    x, y = scale.x(log10(each.denominator or 1.0)), scale.y(each.value or 0.0)
    strength = "far" if each.at_998 in (WORSE, BETTER) else "near"
    return Mark(_shape(each.at_95, x, y), f"{each.at_95} {strength}", each.area.name)


def _shape(kind: str, x: float, y: float) -> str:
    """A triangle that points up where it is worse, down where better; a small disc for the others."""
    if kind == SIMILAR:
        return f"M{x - 3:.1f} {y:.1f}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    tip = -6 if kind == WORSE else 6
    return f"M{x:.1f} {y + tip:.1f}l5 {-1.6 * tip:.1f}h-10z"


def slope_of(found: Unequal) -> Plot:
    """Each borough at the middle of its span, the most deprived at the left, with the line through them."""
    groups = found.groups
    ends = [number for each in groups for number in (each.value, each.low, each.high) if number is not None]
    ends += found.found.fitted
    scale = _scale(0.0, 1.0, min(ends), max(ends))
    line = scale.line([(groups[0].x, found.found.fitted[0]), (groups[-1].x, found.found.fitted[-1])])
    marks = [
        Mark(
            _shape(SIMILAR, scale.x(each.x), scale.y(each.value)),
            SIMILAR,
            each.area.name,
            ""
            if each.low is None or each.high is None
            else scale.line([(each.x, each.low), (each.x, each.high)]),
        )
        for each in groups
    ]
    return _plot(scale, [(line, "benchmark")], marks, ticks(min(ends), max(ends)), ENDS)


def _scale(left: float, right: float, low: float, high: float) -> Scale:
    def x(value: float) -> float:
        share = (value - left) / (right - left) if right > left else 0.5
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * share

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return HEIGHT - BOTTOM - 8 - (HEIGHT - TOP - BOTTOM - 16) * share

    return Scale(x, y)


def _plot(
    scale: Scale,
    curves: Sequence[tuple[str, str]],
    marks: Sequence[Mark],
    up: Sequence[float],
    along: Sequence[tuple[float, Any]],
) -> Plot:
    digits = max((_digits(b - a) for a, b in pairwise(up)), default=0)
    return Plot(
        WIDTH,
        HEIGHT,
        tuple(curves),
        tuple(marks),
        tuple(Label(f"{LEFT - 6}", f"{scale.y(value) + 4:.1f}", number(value, digits)) for value in up),
        tuple(Label(f"{scale.x(value):.1f}", f"{HEIGHT - 8}", str(says)) for value, says in along),
        tuple(f"{LEFT},{scale.y(v):.1f} {WIDTH - RIGHT},{scale.y(v):.1f}" for v in up),
    )


def ticks(low: float, high: float) -> list[float]:
    """A few round numbers between two."""
    if not high > low:
        return [low]
    power = 10.0 ** floor(log10((high - low) / MOST_TICKS))
    step = next(each * power for each in STEPS if (high - low) / (each * power) <= MOST_TICKS)
    first, last = ceil(low / step), floor(high / step)
    return [step * at for at in range(first, last + 1)]


def _digits(step: float) -> int:
    return max(0, -floor(log10(step) + 1e-9))


def _sizes(smallest: float, largest: float) -> list[float]:
    """Round sizes between the two, no nearer to each other than their words have room; else the two themselves."""
    powers = range(floor(log10(smallest)), ceil(log10(largest)) + 1)
    every = [step * 10.0**power for power in powers for step in STEPS[:-1]]
    within = [size for size in every if smallest <= size <= largest]
    if len(within) < 2:
        return [smallest, largest] if largest > smallest else [smallest]
    room = ROOM / (WIDTH - LEFT - RIGHT) * log10(largest / smallest)
    kept = within[:1]
    for size in within[1:]:
        if log10(size / kept[-1]) >= room:
            kept.append(size)
    return kept
