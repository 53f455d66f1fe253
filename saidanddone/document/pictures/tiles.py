"""A map of tiles, one a place, drawn plainly: its short name on its class, and a mark where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.fonts import SANS
from saidanddone.document.palette import ink, on_level
from saidanddone.document.pictures.svg import finished
from saidanddone.document.text import clean

SIDE = 44
GAP = 4
LINE = 24
WIDTH_OF_LETTER = 7.6


@dataclass(frozen=True)
class Tile:
    name: str
    short: str  # as much as fits on a tile: three letters
    row: int  # from 1, like the column
    column: int
    level: int | None  # 1 to 5, darkest last; none: no data
    shown: str  # the value in words
    mark: str = ""  # "A conversation was held here"


@dataclass(frozen=True)
class MapWords:
    """Heads of the table twin, and the legend's words."""

    place: str = "Place"
    value: str = "Value"
    mark: str = "Marked"
    no_data: str = "No data"


def tile_map(
    tiles: Sequence[Tile],
    *,
    key: str,
    title: str,
    caption: str,
    legend: tuple[str, str, str, str, str],
    words: MapWords | None = None,
) -> Picture:
    """`legend` says what each of the five classes holds, lightest first."""
    if not tiles:
        raise DocumentError(f"The map '{title}' has no places.")
    words = words or MapWords()
    return finished(
        _drawing(tiles, _legend(tiles, legend, words)),
        key=key,
        title=title,
        caption=caption,
        alt=_alt(tiles, title, legend),
        table=_table(tiles, title, words),
    )


def _alt(tiles: Sequence[Tile], title: str, legend: Sequence[str]) -> str:
    """The finding, and who is in the highest class; the table twin has every place."""
    highest = max((tile.level for tile in tiles if tile.level is not None), default=None)
    if highest is None:
        return title
    names = ", ".join(tile.name for tile in tiles if tile.level == highest)
    return f"{title}. {legend[highest - 1]}: {names}."


def _table(tiles: Sequence[Tile], title: str, words: MapWords) -> Table:
    """A mark that the value's own words tell needs no column beside them."""
    by_name = sorted(tiles, key=lambda tile: tile.name)
    if all(tile.mark in tile.shown for tile in tiles):
        numeric = frozenset[int]() if any(tile.mark for tile in tiles) else frozenset({1})
        return Table(title, (words.place, words.value), tuple((t.name, t.shown) for t in by_name), numeric)
    rows = tuple((tile.name, tile.shown, tile.mark) for tile in by_name)
    return Table(title, (words.place, words.value, words.mark), rows, frozenset({1}))


@dataclass(frozen=True)
class Sign:
    level: int | None
    says: str
    marked: bool = False


def _legend(tiles: Sequence[Tile], legend: Sequence[str], words: MapWords) -> list[Sign]:
    signs = [Sign(level, says) for level, says in enumerate(legend, start=1)]
    if any(tile.level is None for tile in tiles):
        signs.append(Sign(None, words.no_data))
    marks = dict.fromkeys(tile.mark for tile in tiles if tile.mark)
    return signs + [Sign(1, mark, marked=True) for mark in marks]


def _drawing(tiles: Sequence[Tile], signs: Sequence[Sign]) -> str:
    top, left = min(tile.row for tile in tiles), min(tile.column for tile in tiles)
    down = max(tile.row for tile in tiles) - top + 1
    across = max(tile.column for tile in tiles) - left + 1
    width = max(
        across * (SIDE + GAP) - GAP, 36 + round(WIDTH_OF_LETTER * max(len(sign.says) for sign in signs))
    )
    under = down * (SIDE + GAP) + 12
    drawn = [_tile(tile, tile.column - left, tile.row - top) for tile in tiles]
    drawn += [drawn_sign(sign, under + place * LINE) for place, sign in enumerate(signs)]
    height = under + len(signs) * LINE
    return f'<svg viewBox="0 0 {width} {height}"><g font-family="{SANS}">{"".join(drawn)}</g></svg>'


def _tile(tile: Tile, across: int, down: int) -> str:
    x, y = across * (SIDE + GAP), down * (SIDE + GAP)
    colour = ink("quiet" if tile.level is None else on_level(tile.level))
    mark = _mark(x, y, SIDE) if tile.mark else ""
    return (
        f"<g>{_square(x, y, SIDE, tile.level)}{mark}"
        f'<text x="{x + SIDE / 2:g}" y="{y + SIDE / 2 + 5:g}" text-anchor="middle" font-size="15" fill="{colour}">'
        f"{escape(clean(tile.short))}</text></g>"
    )


def _square(x: int, y: int, side: int, level: int | None) -> str:
    """A place without data is an outline in dashes, so that it cannot be taken for a low value."""
    if level is None:
        return (
            f'<rect x="{x + 0.75:g}" y="{y + 0.75:g}" width="{side - 1.5:g}" height="{side - 1.5:g}" rx="4" '
            f'fill="none" stroke="{ink("field")}" stroke-width="1.5" stroke-dasharray="3 3"/>'
        )
    return f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="4" fill="{ink(f"level-{level}")}"/>'


def _mark(x: int, y: int, side: int) -> str:
    """The thread's own colour: here begins a thread that can be followed."""
    return (
        f'<rect x="{x + 1.5:g}" y="{y + 1.5:g}" width="{side - 3}" height="{side - 3}" rx="3" fill="none" '
        f'stroke="{ink("paper")}" stroke-width="3"/>'
        f'<rect x="{x + 1.25:g}" y="{y + 1.25:g}" width="{side - 2.5:g}" height="{side - 2.5:g}" rx="3" fill="none" '
        f'stroke="{ink("thread")}" stroke-width="2.5"/>'
    )


def drawn_sign(sign: Sign, y: int) -> str:
    drawn = _mark(0, y, 18) if sign.marked else _square(0, y, 18, sign.level)
    return f'{drawn}<text x="28" y="{y + 14}" font-size="15" fill="{ink("ink")}">{escape(clean(sign.says))}</text>'
