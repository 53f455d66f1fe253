"""A row an area: a dot at its rank, and a line over the ranks that other defensible choices give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.palette import ink
from saidanddone.document.pictures.charts import picture
from saidanddone.document.text import clean

WIDTH = 480  # half a sheet of paper
NAMES = 190  # of it, for the names
ROW = 20
LETTERS = 27


@dataclass(frozen=True)
class RankSpan:
    name: str
    rank: int
    low: int  # the smaller rank: nearer to the top
    high: int
    says: str  # "in the first 7 in 91 of 100"


def rank_spans(
    spans: Sequence[RankSpan],
    *,
    first: int,
    of: int,
    key: str,
    title: str,
    caption: str,
    columns: tuple[str, str, str, str] = ("Area", "Rank", "5th to 95th percentile", "Among the first"),
) -> Picture:
    """Areas in the order given, with a line where the first so many end. `of`: how many are ranked in all."""
    if not spans:
        raise DocumentError(f"The picture '{title}' has nothing to draw.")
    rows = tuple((span.name, str(span.rank), _between(span), span.says) for span in spans)
    alt = "; ".join(f"{span.name}, {span.rank}, {_between(span)}, {span.says}" for span in spans)
    return picture(
        _chart(spans, first, of, title),
        key=key,
        title=title,
        caption=caption,
        alt=f"{title}: {alt}.",
        table=Table(title, columns, rows, numeric=frozenset({1, 2, 3})),
    )


def _between(span: RankSpan) -> str:
    return str(span.low) if span.low == span.high else f"{span.low} to {span.high}"


def _chart(spans: Sequence[RankSpan], first: int, of: int, title: str) -> altair.TopLevelMixin:
    height = ROW * len(spans)
    data = [
        {
            "name": _short(clean(span.name)),
            "y": ROW * at + ROW / 2,
            "rank": span.rank,
            "low": span.low,
            "high": span.high,
            "cut": first + 0.5,
        }
        for at, span in enumerate(spans)
    ]
    base: Any = altair.Chart({"values": data}).encode(
        y=altair.Y("y:Q", scale=altair.Scale(domain=[0, height], range=[0, height], zero=False), axis=None)
    )
    inside = base.transform_filter(f"datum.rank <= {first}")
    outside = base.transform_filter(f"datum.rank > {first}")
    layers = (
        base.mark_text(align="left", fontSize=13, color=ink("ink")).encode(x=altair.value(0), text="name:N"),
        altair.Chart({"values": data[:1]})
        .mark_rule(strokeDash=[3, 3], color=ink("quiet"))
        .encode(x=_at("cut:Q", of)),
        base.mark_rule(strokeWidth=5, opacity=0.5, color=ink("level-3")).encode(
            x=_at("low:Q", of), x2="high:Q"
        ),
        inside.mark_circle(size=70, opacity=1, color=ink("ink")).encode(x=_at("rank:Q", of)),
        outside.mark_point(size=60, filled=False, strokeWidth=1.6, color=ink("ink")).encode(
            x=_at("rank:Q", of)
        ),
    )
    whole: altair.TopLevelMixin = altair.layer(*layers).properties(
        width=WIDTH, height=height, title=_heading(title, first)
    )
    return whole


def _heading(title: str, first: int) -> altair.TitleParams:
    """In the drawing itself: it is pasted into papers without the words around it."""
    return altair.TitleParams(
        clean(title),
        subtitle=[
            f"A dot is the rank, full among the first {first}; a bar the ranks that 90 of 100 other ways give.",
            f"The dashed line is where the first {first} end. Rank 1 is the greatest need.",
        ],
        anchor="start",
        color=ink("ink"),
        subtitleColor=ink("quiet"),
        fontSize=14,
        subtitleFontSize=11,
        offset=8,
    )


def _at(field: str, of: int) -> altair.X:
    scale = altair.Scale(domain=[1, max(of, 2)], range=[NAMES, WIDTH - 8], nice=False, zero=False)
    axis = altair.Axis(title=None, grid=True, format="d", tickCount=min(of, 6))
    return altair.X(field, scale=scale, axis=axis)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}\u2026"
