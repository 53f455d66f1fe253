"""One drawing in named colours becomes two: literal colours for print, CSS variables for the screen."""

from __future__ import annotations

import re
from html import escape

from saidanddone.document.blocks import Picture, Table
from saidanddone.document.fonts import SANS
from saidanddone.document.palette import PRINT
from saidanddone.document.text import clean

OUTER = re.compile(r"<svg\b[^>]*>")
SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
NOISE = re.compile(r'\s(?:role|aria-[a-z]+|class|style|pointer-events|xmlns:xlink)="[^"]*"')
NAMED_COLOUR = re.compile(r"var\(--([a-z0-9-]+)\)")
NAMED = re.compile(r'(\sid="|url\(#|href="#)')


def finished(drawing: str, *, key: str, title: str, caption: str, alt: str, table: Table) -> Picture:
    """`drawing` is an SVG whose colours are all `palette.ink(NAME)`."""
    bare = _own_names(NOISE.sub("", drawing), key)
    return Picture(key, title, caption, alt, table, _for_screen(bare, alt), _for_print(bare))


def _own_names(drawing: str, key: str) -> str:
    """Names within the drawing begin with its key: a page may hold two drawings."""
    return NAMED.sub(rf"\g<1>picture-{key}-", drawing)


def _size(drawing: str) -> tuple[str, str]:
    found = SIZE.search(drawing)
    if found is None:
        raise ValueError("A drawing has no viewBox.")
    return found[1], found[2]


def _for_print(drawing: str) -> str:
    width, height = _size(drawing)
    return OUTER.sub(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        NAMED_COLOUR.sub(lambda found: PRINT[found[1]], drawing),
        count=1,
    )


def _for_screen(drawing: str, alt: str) -> str:
    width, height = _size(drawing)
    body = OUTER.sub("", drawing, count=1).replace(f' font-family="{SANS}"', "")
    body = NAMED_COLOUR.sub(lambda found: f"var(--{found[1]}, {PRINT[found[1]]})", body)
    return (
        f'<svg class="picture-drawn" role="img" aria-label="{escape(clean(alt))}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{body}'
    )
