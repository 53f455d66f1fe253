"""Altair and vl-convert, and nothing else of ours, meet here."""

from __future__ import annotations

import json
from functools import lru_cache

import altair
import vl_convert

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.errors import DocumentError
from saidanddone.document.fonts import SANS, register_for_charts
from saidanddone.document.palette import ink
from saidanddone.document.pictures.svg import finished

LOOK = {
    "background": None,
    "font": SANS,
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelFont": SANS,
        "labelFontSize": 13,
        "labelColor": ink("quiet"),
        "titleColor": ink("quiet"),
        "gridColor": ink("rule"),
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "legend": {
        "orient": "top",
        "title": None,
        "labelFont": SANS,
        "labelFontSize": 14,
        "labelColor": ink("ink"),
        "labelLimit": 360,
        "symbolType": "square",
        "symbolSize": 160,
        "symbolStrokeWidth": 0,
        "offset": 12,
    },
    "text": {"font": SANS, "fontSize": 14, "fill": ink("ink")},
}


def picture(
    chart: altair.TopLevelMixin, *, key: str, title: str, caption: str, alt: str, table: Table
) -> Picture:
    """Draw a chart whose colours are all `ink(NAME)`: those of paper in print, those of the page on a screen."""
    asked = {**chart.to_dict(), "config": LOOK}
    return finished(
        _drawn(json.dumps(asked, sort_keys=True)), key=key, title=title, caption=caption, alt=alt, table=table
    )


@lru_cache(maxsize=64)
def _drawn(chart: str) -> str:
    """A chart takes half a second to draw the first time; a page that shows it again should not wait."""
    register_for_charts()
    try:
        return str(vl_convert.vegalite_to_svg(chart))
    except ValueError as wrong:
        raise DocumentError(f"A picture could not be drawn: {str(wrong).splitlines()[0]}") from wrong
