"""Text as it may stand on a page, and numbers as a reader sees them."""

from __future__ import annotations

import re

from saidanddone.document.blocks import Number
from saidanddone.document.wording import Wording

# Control characters, halves of characters, and code points that Unicode keeps out of text.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]")


def clean(text: str) -> str:
    """Without what no page can show; tabs become spaces, and the ends of lines stay."""
    return NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def interval(number: Number, wording: Wording) -> str:
    """ "95% interval: 32% to 51%", where there is one that can be drawn."""
    if not number.has_whisker or number.low is None or number.high is None:
        return ""
    ends = wording.range.format(_end(number.low, number.full), _end(number.high, number.full))
    return f"{wording.interval}: {ends}"


def _end(value: float, full: float) -> str:
    """On a line to 1 the ends are shares, and read best in a hundred."""
    return f"{100 * value:.0f}%" if full == 1.0 else f"{value:,.0f}"
