"""A funnel plot, drawn plainly: a sign an area over its size, and around the average the limits of chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.fonts import SANS
from saidanddone.document.palette import ink
from saidanddone.document.pictures.svg import finished
from saidanddone.document.pictures.tiles import LINE, WIDTH_OF_LETTER
from saidanddone.document.text import clean

WIDTH = 340.0  # as wide as a phone
LEFT, RIGHT, TOP, HEIGHT = 52.0, 330.0, 10.0, 250.0
UNDER = TOP + HEIGHT
MOST_NAMES = 40  # that are tried: of more, hardly any finds room
LETTERS = 18  # of a name beside its sign
LETTER, APART = 6.6, 14.0  # how wide a letter of a name is, and how far apart names stand
STEPS = (1, 2, 5)
TICKS = 5

INFINITE = float("inf")

INSIDE, BEYOND_INNER, BEYOND_OUTER = 0, 1, 2


@dataclass(frozen=True)
class FunnelPoint:
    name: str
    size: float
    value: float
    beyond: int  # of INSIDE, BEYOND_INNER and BEYOND_OUTER
    shown: str  # "41%"
    base: str  # "40 of 97"
    says: str  # "above 99.8%"


@dataclass(frozen=True)
class FunnelLimits:
    """At one size, in the unit of the values."""

    size: float
    low_outer: float
    low_inner: float
    high_inner: float
    high_outer: float


@dataclass(frozen=True)
class FunnelWords:
    """Heads of the table twin, the word under the line of sizes, and the legend's words."""

    columns: tuple[str, str, str, str] = ("Area", "Value", "Of", "Against the average")
    size: str = "People"
    average: str = "Average, {}"
    outside: str = "Outside: {}"
    nobody: str = "No area lies outside"
    inner: str = "Limits at 95%"
    outer: str = "Limits at 99.8%"
    inside: str = "Inside"
    beyond_inner: str = "Beyond 95%"
    beyond_outer: str = "Beyond 99.8%"


def funnel_plot(
    points: Sequence[FunnelPoint],
    limits: Sequence[FunnelLimits],
    *,
    average: float,
    say: Callable[[float], str],
    key: str,
    title: str,
    caption: str,
    words: FunnelWords | None = None,
) -> Picture:
    """`limits` from the smallest size to the largest; `say` is a number as it stands on the line of values."""
    if not points or len(limits) < 2:
        raise DocumentError(f"The picture '{title}' has nothing to draw.")
    if any(point.size <= 0 for point in points):
        raise DocumentError(f"The picture '{title}' has an area without a size.")
    words = words or FunnelWords()
    return finished(
        _drawing(points, _Plane(points, limits, average), average, say, words),
        key=key,
        title=title,
        caption=caption,
        alt=_alt(points, title, words.average.format(say(average)), words),
        table=Table(
            title,
            words.columns,
            tuple((point.name, point.shown, point.base, point.says) for point in points),
            frozenset({1, 2}),
        ),
    )


def _alt(points: Sequence[FunnelPoint], title: str, average: str, words: FunnelWords) -> str:
    """The average and who lies outside; the table twin has every area."""
    outside = [f"{point.name}, {point.says}" for point in points if point.beyond]
    return f"{title}. {average}. {words.outside.format('; '.join(outside)) if outside else words.nobody}."


class _Plane:
    """From sizes and values to places on the page. Sizes are spread by tenfolds, for areas differ so much in them."""

    def __init__(self, points: Sequence[FunnelPoint], limits: Sequence[FunnelLimits], average: float) -> None:
        self.limits = limits
        sizes = [point.size for point in points]
        self.smallest, self.largest = min(sizes), max(sizes)
        values = [average, *(point.value for point in points)]
        least, most = min(values), max(values)
        # Limits of a very small area are so wide that they would press all others flat.
        far = 0.25 * (most - least) if most > least else INFINITE
        lowest = max(min(least, *(each.low_inner for each in limits)), least - far)
        highest = min(max(most, *(each.high_inner for each in limits)), most + far)
        room = (highest - lowest or abs(highest) or 1.0) * 0.05
        self.lowest = lowest - (room if lowest > room else max(lowest, 0.0))
        self.highest = highest + room

    def x(self, size: float) -> float:
        whole = log10(self.largest / self.smallest)
        return LEFT + 8 + (RIGHT - LEFT - 16) * (log10(size / self.smallest) / whole if whole else 0.5)

    def y(self, value: float) -> float:
        return UNDER - HEIGHT * (value - self.lowest) / (self.highest - self.lowest)

    def curve(self, which: str) -> str:
        """As far as it lies within the plot."""
        places = [
            f"{self.x(each.size):.1f} {self.y(getattr(each, which)):.1f}"
            for each in self.limits
            if self.lowest <= getattr(each, which) <= self.highest
        ]
        return f"M{'L'.join(places)}" if len(places) > 1 else ""

    def value_ticks(self) -> list[float]:
        step = _step((self.highest - self.lowest) / (TICKS - 1))
        first = floor(self.lowest / step)
        ticks = [(first + at) * step for at in range(3 * TICKS)]
        return [tick for tick in ticks if self.lowest - step * 1e-6 <= tick <= self.highest]

    def size_ticks(self) -> list[float]:
        tens = range(floor(log10(self.smallest)), floor(log10(self.largest)) + 1)
        for steps in (STEPS, STEPS[:1]):
            ticks = [step * 10.0**ten for ten in tens for step in steps]
            inside = [tick for tick in ticks if self.smallest <= tick <= self.largest]
            if 2 <= len(inside) <= TICKS:
                return inside
        return [self.smallest] if self.smallest == self.largest else [self.smallest, self.largest]


def _step(about: float) -> float:
    """1, 2 or 5 times a power of ten, and not below `about`."""
    power: float = 10.0 ** floor(log10(about))
    return next((step * power for step in STEPS if step * power >= about * (1 - 1e-9)), 10 * power)


def _drawing(
    points: Sequence[FunnelPoint],
    plane: _Plane,
    average: float,
    say: Callable[[float], str],
    words: FunnelWords,
) -> str:
    drawn = []
    for tick in plane.value_ticks():
        drawn.append(_line(LEFT, plane.y(tick), RIGHT, plane.y(tick), "rule", 1))
        drawn.append(_text(LEFT - 6, plane.y(tick) + 4, say(tick), "quiet", 13, "end"))
    for tick in plane.size_ticks():
        anchor = "end" if plane.x(tick) > RIGHT - 30 else "middle"
        drawn.append(_text(plane.x(tick), UNDER + 18, f"{tick:,.0f}", "quiet", 13, anchor))
    drawn.append(_text(RIGHT, UNDER + 36, words.size, "quiet", 13, "end"))
    drawn.append(_line(LEFT, plane.y(average), RIGHT, plane.y(average), "ink", 1.4))
    for which, dashes in (("low_inner", "4 3"), ("high_inner", "4 3"), ("low_outer", ""), ("high_outer", "")):
        drawn.append(_path(plane.curve(which), dashes))
    by_distance = sorted(points, key=lambda point: point.beyond)  # who stands out lies above all others
    drawn += [_sign(point.beyond, plane.x(point.size), plane.y(point.value)) for point in by_distance]
    drawn += _names(points, plane)
    legend = [
        (_line(0, 8, 18, 8, "ink", 1.4), words.average.format(say(average))),
        (_path("M0 8L18 8", "4 3"), words.inner),
        (_path("M0 8L18 8", ""), words.outer),
        *(
            (_sign(beyond, 9, 8), said)
            for beyond, said in enumerate((words.inside, words.beyond_inner, words.beyond_outer))
        ),
    ]
    under = UNDER + 54
    drawn += [
        f'<g transform="translate(0 {under + at * LINE:g})">{sign}{_text(28, 13, said, "ink", 15)}</g>'
        for at, (sign, said) in enumerate(legend)
    ]
    width = max(WIDTH, 36 + WIDTH_OF_LETTER * max(len(said) for _, said in legend))
    height = under + len(legend) * LINE
    return f'<svg viewBox="0 0 {width:.0f} {height:.0f}"><g font-family="{SANS}">{"".join(drawn)}</g></svg>'


def _sign(beyond: int, x: float, y: float) -> str:
    """Told apart by shape and by fill, so that nobody needs to see a colour."""
    if beyond == INSIDE:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="none" stroke="{ink("field")}" stroke-width="1.3"/>'
    fill = ink("paper" if beyond == BEYOND_INNER else "ink")
    return (
        f'<path d="M{x:.1f} {y - 6:.1f}L{x + 6:.1f} {y:.1f}L{x:.1f} {y + 6:.1f}L{x - 6:.1f} {y:.1f}Z" '
        f'fill="{fill}" stroke="{ink("ink")}" stroke-width="1.5"/>'
    )


def _names(points: Sequence[FunnelPoint], plane: _Plane) -> list[str]:
    """Of those beyond the outer limits, where there is room beside the sign; the table names all."""
    signs = [(plane.x(point.size), plane.y(point.value)) for point in points]
    drawn, taken = [], list[tuple[float, float, float]]()
    far = [point for point in points if point.beyond == BEYOND_OUTER]
    for point in sorted(far, key=lambda point: (-point.size, point.name))[:MOST_NAMES]:
        name = clean(point.name)
        name = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}\u2026"
        x, y, wide = plane.x(point.size), plane.y(point.value), LETTER * len(name)
        for begins, at, anchor in ((x + 10, x + 10, "start"), (x - 10 - wide, x - 10, "end")):
            ends = begins + wide
            names_there = any(abs(y - down) < APART and begins < e and ends > b for down, b, e in taken)
            signs_there = any(
                abs(y - down) < APART - 2 and begins - 4 < across < ends + 4 for across, down in signs
            )
            if begins >= LEFT and ends <= WIDTH and not names_there and not signs_there:
                taken.append((y, begins, ends))
                drawn.append(_text(at, y + 4, name, "ink", 13, anchor))
                break
    return drawn


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{ink(colour)}" '
        f'stroke-width="{width:g}"/>'
    )


def _path(path: str, dashes: str) -> str:
    if not path:
        return ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{ink("quiet")}" stroke-width="1.3"{dashed}/>'


def _text(x: float, y: float, text: str, colour: str, size: int, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{ink(colour)}">'
        f"{escape(clean(text))}</text>"
    )
