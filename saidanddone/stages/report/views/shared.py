"""The report as it is read on this site, section by section: a release, or the draft of the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Document, Heading
from saidanddone.document.html import render_blocks
from saidanddone.pages.door import Here
from saidanddone.stages import STAGES, Stage

from .. import queries


def figure_addresses(here: Here) -> str:
    """Where a figure's key leads on this site; the key takes the place of the braces."""
    return f"/{here.programme.slug}/figures/{{}}/"


def figures_by_stage(figures: list[dict[str, Any]]) -> list[tuple[Stage, list[dict[str, Any]]]]:
    by_stage = [(stage, [each for each in figures if each["stage"] == stage.label]) for stage in STAGES]
    return [(stage, rows) for stage, rows in by_stage if rows]


@dataclass(frozen=True)
class Reading:
    here: Here
    document: Document
    section_page: str  # the name of the address of one section
    holes: dict[str, Any] = field(default_factory=dict)  # of that address, besides programme and section

    @property
    def figure_address(self) -> str:
        """A release's figures lead to pages that say whether they still stand as it printed them."""
        number = self.holes.get("number")
        return figure_addresses(self.here) + (f"?release={number}" if number else "")

    def section_address(self, key: str) -> str:
        return self.here.address(self.section_page, section=key, **self.holes)

    @property
    def contents(self) -> list[tuple[Heading, str]]:
        """Every section with its page."""
        return [
            (heading, self.section_address(heading.key))
            for heading, _blocks in queries.sections_in(self.document)
        ]

    def section(self, key: str, page: str | None) -> dict[str, Any]:
        """What the page of a section shows: one at a time, so that a phone need not load the whole."""
        sections = queries.sections_in(self.document)
        keys = [heading.key for heading, _blocks in sections]
        if key not in keys:
            raise Http404(_("The report has no such section."))
        at = keys.index(key)
        heading, blocks = sections[at]
        contents = self.contents
        part = Paginator(queries.pages_in(blocks), 1).get_page(page)
        return {
            "heading": heading,
            "part": part,
            "body": self.drawn(part.object_list[0]),
            "before": contents[at - 1] if at else None,
            "after": contents[at + 1] if at + 1 < len(contents) else None,
        }

    def drawn(self, blocks: Any, top: int = 2) -> str:
        """Sections stand on pages of their own here, so a link to another section leads to its page."""
        body = render_blocks(
            blocks, figure_address=self.figure_address, top=top, wording=self.document.wording
        )
        for heading, its_address in self.contents:
            body = body.replace(f'href="#section-{heading.key}"', f'href="{its_address}"')
        return body


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
