"""A map of areas as they lie, each filled with its class; an area without data is an outline in dashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.fonts import SANS
from saidanddone.document.palette import ink
from saidanddone.document.pictures.svg import finished
from saidanddone.document.pictures.tiles import LINE, WIDTH_OF_LETTER, MapWords, Sign, drawn_sign

WIDTH = 340.0  # as wide as a phone
LEVELS = 5
EDGE = 0.6  # of a line between two areas
EDGES = 100  # of more areas the lines are finer, or they would cover what lies between

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Shape:
    name: str
    rings: tuple[Ring, ...]  # degrees, or metres where a number is beyond 180
    level: int | None  # from 1 up, darkest last; none: no data
    shown: str  # the value in words


def area_map(
    shapes: Sequence[Shape],
    *,
    key: str,
    title: str,
    caption: str,
    legend: Sequence[str],
    words: MapWords | None = None,
) -> Picture:
    """`legend` says what each class holds, lightest first: one to five of them."""
    if not shapes or not any(shape.rings for shape in shapes):
        raise DocumentError(f"The map '{title}' has no areas.")
    if not 0 < len(legend) <= LEVELS:
        raise DocumentError(f"The map '{title}' has {len(legend)} classes; allowed: 1 to {LEVELS}.")
    words = words or MapWords()
    signs = [Sign(_shade(level, len(legend)), says) for level, says in enumerate(legend, start=1)]
    if any(shape.level is None for shape in shapes):
        signs.append(Sign(None, words.no_data))
    highest = [shape.name for shape in shapes if shape.level == len(legend)]
    by_name = sorted(shapes, key=lambda shape: shape.name)
    return finished(
        _drawing(shapes, signs, len(legend)),
        key=key,
        title=title,
        caption=caption,
        alt=f"{title}. {legend[-1]}: {', '.join(highest)}." if highest else title,
        table=Table(
            title, (words.place, words.value), tuple((s.name, s.shown) for s in by_name), frozenset({1})
        ),
    )


def _shade(level: int, of: int) -> int:
    """Few classes are spread over all shades, so that the darkest is the highest."""
    return LEVELS if of == 1 else 1 + round((level - 1) * (LEVELS - 1) / (of - 1))


def _drawing(shapes: Sequence[Shape], signs: Sequence[Sign], classes: int) -> str:
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(xs), max(ys)
    in_degrees = max(map(abs, xs)) <= 180 and max(map(abs, ys)) <= 90
    narrow = cos(radians((max(ys) + min(ys)) / 2)) if in_degrees else 1.0
    scale = WIDTH / max((max(xs) - left) * narrow, (top - min(ys)) * 1.0, 1e-12)
    down = (top - min(ys)) * scale
    width = max(WIDTH, 36 + WIDTH_OF_LETTER * max(len(sign.says) for sign in signs))
    edge = EDGE * min(1.0, EDGES / len(shapes))
    drawn = []
    for shape in shapes:
        path = "".join(
            _ring([((x - left) * narrow * scale, (top - y) * scale) for x, y in ring]) for ring in shape.rings
        )
        drawn.append(f'<path d="{path}" {_paint(shape.level, classes, edge)}/>')
    under = round(down) + 16
    drawn += [drawn_sign(sign, under + place * LINE) for place, sign in enumerate(signs)]
    height = under + len(signs) * LINE
    return f'<svg viewBox="0 0 {width:.0f} {height}"><g font-family="{SANS}">{"".join(drawn)}</g></svg>'


def _ring(points: Sequence[tuple[float, float]]) -> str:
    """Points nearer than a tenth of a pixel are one; a ring that shrinks to nothing is not drawn."""
    kept: list[str] = []
    for x, y in points:
        said = f"{x:.1f} {y:.1f}"
        if not kept or kept[-1] != said:
            kept.append(said)
    return f"M{'L'.join(kept)}Z" if len(kept) > 2 else ""


def _paint(level: int | None, classes: int, width: float) -> str:
    edge = f'stroke="{ink("paper")}" stroke-width="{width:.2g}" fill-rule="evenodd"'
    if level is None:
        return f'fill="none" stroke="{ink("field")}" stroke-width="1" stroke-dasharray="3 3"'
    return f'fill="{ink(f"level-{_shade(level, classes)}")}" {edge}'
