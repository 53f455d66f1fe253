"""A bar a row with its name above, its number beside it, and its interval drawn across its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair

from saidanddone.document.blocks import Cell, FigureLink, Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.palette import GROUPS, ink
from saidanddone.document.pictures.charts import picture

WIDTH = 420  # as wide as a phone, so that the words stay as large as the text around them
BAR = 14
ROW = 46
LINE = 17
LETTERS = 44  # of a name on one line, beside its number
LINES = 2


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


def _chart(bars: Sequence[Bar], full: float, axis_format: str) -> altair.TopLevelMixin:
    names = [_wrapped(bar.name) for bar in bars]
    row = ROW + LINE * (max(map(len, names)) - 1)
    data = [_datum(place, bar, name, full) for place, (bar, name) in enumerate(zip(bars, names, strict=True))]
    base: Any = altair.Chart({"values": data}).encode(y=altair.Y("place:O", axis=None))
    low = row / 2 - BAR  # from the middle of a row down to its bar
    line = {"color": ink("ink"), "yOffset": low}
    layers = (
        base.mark_bar(height=BAR, yOffset=low, color=ink("raised")).encode(
            x=_across("full:Q", full, axis_format)
        ),
        _bars(base, bars, low),
        base.mark_rule(strokeWidth=1.6, y2Offset=low, **line).encode(x="low:Q", x2="high:Q"),
        *(base.mark_tick(thickness=1.6, size=10, **line).encode(x=end) for end in ("low:Q", "high:Q")),
        base.mark_circle(size=46, opacity=1, **line).encode(x="value:Q"),
        *(
            _words(base, f"line{up}:N", low - up * LINE, at=0, align="left", fontWeight=600)
            for up in range(LINES)
        ),
        _words(base, "shown:N", low, at=WIDTH, align="right"),
    )
    whole: altair.TopLevelMixin = altair.layer(*layers).properties(width=WIDTH, height=altair.Step(row))
    return whole


def _datum(place: int, bar: Bar, name: list[str], full: float) -> dict[str, object]:
    return {
        "place": place,
        **{f"line{up}": text for up, text in enumerate([*reversed(name), *[""] * LINES][:LINES])},
        "shown": ", ".join(part for part in (bar.shown, bar.base) if part),
        "full": full,
        "value": bar.value,
        "low": bar.value if bar.low is None else bar.low,
        "high": bar.value if bar.high is None else bar.high,
        "group": bar.group,
    }


def _wrapped(name: str) -> list[str]:
    """A name longer than its lines is cut; the table twin keeps it whole."""
    return wrap(name, LETTERS, max_lines=LINES, placeholder="\u2026") or [""]


def _across(field: str, full: float, axis_format: str) -> altair.X:
    axis = altair.Axis(
        title=None, grid=False, format=axis_format, values=[full * part / 4 for part in range(5)]
    )
    return altair.X(field, scale=altair.Scale(domain=[0, full], nice=False), axis=axis)


def _bars(base: Any, bars: Sequence[Bar], low: float) -> Any:
    groups = list(dict.fromkeys(bar.group for bar in bars if bar.group))
    if not groups:
        return base.mark_bar(height=BAR, yOffset=low, color=ink("level-2")).encode(x="value:Q")
    colours = [ink(f"group-{1 + at % len(GROUPS)}") for at in range(len(groups))]
    colour = altair.Color("group:N", scale=altair.Scale(domain=groups, range=colours))
    return base.mark_bar(height=BAR, yOffset=low, opacity=0.55).encode(x="value:Q", color=colour)


def _words(base: Any, which: str, low: float, *, at: int, **look: object) -> Any:
    """Above its bar, so that names may be as long as the picture is wide."""
    above = low - BAR / 2 - 3
    return base.mark_text(
        dy=above, baseline="bottom", fontSize=14, color=ink("ink"), limit=WIDTH, **look
    ).encode(x=altair.value(at), text=which)
