"""The years of one indicator as lines, or its one year as marks on one line; the table twin is the page's own."""

from __future__ import annotations

from dataclasses import dataclass

from ..queries import History
from .shared import digits_for, number

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 28
STRIP_HEIGHT = 76


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    says: str


@dataclass(frozen=True)
class Chart:
    height: int
    each: tuple[str, ...]  # a borough's line, or its mark: the points of a polyline
    middle: str  # the middle borough's
    up: tuple[Label, ...]  # beside the upright axis
    along: tuple[Label, ...]  # below


def chart(history: History) -> Chart | None:
    if not history.values:
        return None
    low, high = min(history.values), max(history.values)
    return _strip(history, low, high) if len(history.years) == 1 else _lines(history, low, high)


def _lines(history: History, low: float, high: float) -> Chart:
    def x(at: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * at / (len(history.years) - 1)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(value, low, high)

    def line(values: list[float | None]) -> str:
        return " ".join(f"{x(at):.1f},{y(v):.1f}" for at, v in enumerate(values) if v is not None)

    each = [line([point.value for point in one.points]) for one in history.lines]
    every = max(1, round(len(history.years) / 4))
    return Chart(
        HEIGHT,
        tuple(points for points in each if " " in points),
        line([year.middle for year in history.years]),
        tuple(
            Label(f"{LEFT - 6}", f"{y(value) + 4:.1f}", number(value, digits_for([high])))
            for value in {low, high}
        ),
        tuple(
            Label(f"{x(at):.1f}", f"{HEIGHT - 8}", str(year.year))
            for at, year in enumerate(history.years)
            if at % every == 0
        ),
    )


def _strip(history: History, low: float, high: float) -> Chart:
    def mark(value: float, top: int, bottom: int) -> str:
        at = f"{RIGHT + (WIDTH - 2 * RIGHT) * _share(value, low, high):.1f}"
        return f"{at},{top} {at},{bottom}"

    values = [line.latest for line in history.lines]
    middle = history.years[0].middle
    return Chart(
        STRIP_HEIGHT,
        tuple(mark(value, 16, 44) for value in values if value is not None),
        mark(middle, 6, 54) if middle is not None else "",
        (),
        (
            Label(f"{RIGHT}", f"{STRIP_HEIGHT - 6}", number(low, digits_for([high]))),
            Label(f"{WIDTH - RIGHT}", f"{STRIP_HEIGHT - 6}", number(high, digits_for([high]))),
        ),
    )


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5
