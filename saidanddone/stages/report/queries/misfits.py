"""Where the words of the report and its figures do not say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from saidanddone.document.blocks import Document, FigureLink
from saidanddone.document.checks import inlines_of

from ..rules import Misfit, words_fit
from .releases import sections_in


def misfits(document: Document, figures: Iterable[Mapping[str, Any]]) -> tuple[Misfit, ...]:
    """In the order of reading. A link that is the figure's own title says nothing of its number."""
    known = {figure["key"]: figure for figure in figures}
    found = []
    for heading, blocks in sections_in(document):
        for part in (part for block in blocks for part in inlines_of(block) if isinstance(part, FigureLink)):
            figure = known[part.key]
            if part.text != figure["title"] and not words_fit(part.text, figure):
                says = ", ".join(part for part in (figure["shown"], figure["base"]) if part)
                found.append(Misfit(heading.key, heading.text, part.text, part.key, figure["title"], says))
    return tuple(found)
