"""A bar a row with its name above, its number beside it, and its interval drawn across its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

import altair

from saidanddone.document.blocks import Cell, FigureLink, Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.palette import GROUPS, ink
from saidanddone.document.pictures.charts import picture
from saidanddone.document.text import clean

WIDTH = 340  # as wide as a phone, so that the words stay as large as the text around them
BAR = 14
LINE = 17
BETWEEN = 14  # from one bar to the name of the next
LETTERS = 34  # of a name on one line, beside its number
LINES = 3


@dataclass(frozen=True)
class Bar:
    name: str
    value: float
    shown: str  # "41%"
    base: str  # "40 of 97"
    low: float | None = None
    high: float | None = None
    interval: str = ""  # "32% to 51%"
    group: str = ""
    key: str = ""  # of its figure, to which the table twin leads


def bars_with_intervals(
    bars: Sequence[Bar],
    *,
    key: str,
    title: str,
    caption: str,
    columns: tuple[str, str, str, str] = ("What", "Figure", "Of whom", "95% interval"),
    full: float = 1.0,
    axis_format: str = "%",
) -> Picture:
    """Bars in the order given, on one line from 0 to `full`. `columns` head the table twin."""
    if not bars:
        raise DocumentError(f"The picture '{title}' has nothing to draw.")
    return _picture(tuple(bars), key, title, caption, columns, full, axis_format)


@lru_cache(maxsize=64)
def _picture(
    bars: tuple[Bar, ...],
    key: str,
    title: str,
    caption: str,
    columns: tuple[str, str, str, str],
    full: float,
    axis_format: str,
) -> Picture:
    """To describe a chart takes as long as to draw it; a release draws what its draft has drawn."""
    return picture(
        _chart(bars, full, axis_format),
        key=key,
        title=title,
        caption=caption,
        alt=_alt(bars, title),
        table=_table(bars, title, columns),
    )


def _alt(bars: Sequence[Bar], title: str) -> str:
    return f"{title}: " + "; ".join(f"{_name(bar)}, {_says(bar)}" for bar in bars) + "."


def _name(bar: Bar) -> str:
    return f"{bar.name} ({bar.group})" if bar.group else bar.name


def _says(bar: Bar) -> str:
    """The number, its base and its interval, with as many of them as there are."""
    return ", ".join(part for part in (bar.shown, bar.base, bar.interval) if part)


def _table(bars: Sequence[Bar], title: str, columns: tuple[str, str, str, str]) -> Table:
    rows = tuple((_named(bar), bar.shown, bar.base, bar.interval) for bar in bars)
    return Table(title, columns, rows, numeric=frozenset({1, 2, 3}))


def _named(bar: Bar) -> Cell:
    return (FigureLink(_name(bar), bar.key),) if bar.key else _name(bar)


@dataclass(frozen=True)
class _Row:
    """A bar with its place: the name's lines, then the bar from `top` down."""

    bar: Bar
    lines: list[str]
    top: int


def _rows(bars: Sequence[Bar]) -> list[_Row]:
    rows: list[_Row] = []
    down = 0
    for bar in bars:
        lines = wrap(clean(bar.name), LETTERS, max_lines=LINES, placeholder="\u2026") or [""]
        down += LINE * len(lines) + 3
        rows.append(_Row(bar, lines, down))
        down += BAR + BETWEEN
    return rows


def _chart(bars: Sequence[Bar], full: float, axis_format: str) -> altair.TopLevelMixin:
    rows = _rows(bars)
    height = rows[-1].top + BAR + 4
    base: Any = altair.Chart({"values": [_datum(row, full) for row in rows]})
    at_middle = base.encode(y=_down("middle:Q", height))
    line = {"color": ink("ink")}
    layers = (
        _strip(base, height, color=ink("raised")).encode(x=_across("zero:Q", full, axis_format), x2="full:Q"),
        _bars(base, bars, height),
        at_middle.mark_rule(strokeWidth=1.6, **line).encode(x="low:Q", x2="high:Q"),
        *(at_middle.mark_tick(thickness=1.6, size=10, **line).encode(x=end) for end in ("low:Q", "high:Q")),
        at_middle.mark_circle(size=46, opacity=1, **line).encode(x="value:Q"),
        *(_words(base, f"line{up}", height, up, at=0, align="left", fontWeight=600) for up in range(LINES)),
        _words(base, "shown", height, 0, at=WIDTH, align="right"),
    )
    whole: altair.TopLevelMixin = altair.layer(*layers).properties(width=WIDTH, height=height)
    return whole


def _datum(row: _Row, full: float) -> dict[str, object]:
    bar, upwards = row.bar, [*reversed(row.lines), *[""] * LINES]
    return {
        **{f"line{up}": upwards[up] for up in range(LINES)},
        "shown": clean(", ".join(part for part in (bar.shown, bar.base) if part)),
        "top": row.top,
        "middle": row.top + BAR / 2,
        "bottom": row.top + BAR,
        "zero": 0,
        "full": full,
        "value": bar.value,
        "low": bar.value if bar.low is None else bar.low,
        "high": bar.value if bar.high is None else bar.high,
        "group": clean(bar.group),
    }


def _across(field: str, full: float, axis_format: str) -> altair.X:
    axis = altair.Axis(
        title=None, grid=False, format=axis_format, values=[full * part / 4 for part in range(5)]
    )
    return altair.X(field, scale=altair.Scale(domain=[0, full], nice=False), axis=axis)


def _down(field: str, height: int) -> altair.Y:
    """Rows are set by hand, because a name of two lines needs more room than one of one."""
    scale = altair.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return altair.Y(field, scale=scale, axis=None)


def _strip(base: Any, height: int, **look: object) -> Any:
    return base.mark_rect(**look).encode(y=_down("top:Q", height), y2="bottom:Q")


def _bars(base: Any, bars: Sequence[Bar], height: int) -> Any:
    groups = list(dict.fromkeys(clean(bar.group) for bar in bars if bar.group))
    if not groups:
        return _strip(base, height, color=ink("level-2")).encode(x="zero:Q", x2="value:Q")
    colours = [ink(f"group-{1 + at % len(GROUPS)}") for at in range(len(groups))]
    colour = altair.Color("group:N", scale=altair.Scale(domain=groups, range=colours))
    return _strip(base, height, opacity=0.55).encode(x="zero:Q", x2="value:Q", color=colour)


def _words(base: Any, which: str, height: int, up: int, *, at: int, **look: object) -> Any:
    """Above its bar, so that names may be as long as the picture is wide."""
    marks = base.mark_text(
        dy=-3 - up * LINE, baseline="bottom", fontSize=14, color=ink("ink"), limit=WIDTH, **look
    )
    return marks.encode(x=altair.value(at), y=_down("top:Q", height), text=f"{which}:N")
