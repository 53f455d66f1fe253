"""Releases as they were published, and words that have been withdrawn since."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Block, Document, FigureList, Heading, Notice, Quotation
from saidanddone.document.json_form import from_json
from saidanddone.programme.models import Programme
from saidanddone.words.models import Text
from saidanddone.words.queries import quotable_condition

from ..models import Printed, Release

FIGURES_A_PAGE = 40  # a page that a phone loads at once


def releases_of(programme: Programme) -> QuerySet[Release]:
    """Releases are public; the big columns are left out of lists."""
    return Release.objects.filter(programme=programme).defer("document")


def latest_release(programme: Programme) -> Release | None:
    return releases_of(programme).order_by("-number").first()


def release_of(programme: Programme, number: int) -> Release | None:
    return Release.objects.filter(programme=programme, number=number).first()


def document_of(printed: Printed) -> Document:
    """The report as it was built, less the words whose speakers have withdrawn them since.

    Each gap is shown, so that a release stays honest about what it once printed.
    """
    document = from_json(printed.document)
    keys = {block.key for block in document.blocks if isinstance(block, Quotation) and block.key}
    still = set(
        Text.objects.filter(
            Q(programme=printed.programme_id, key__in=keys) & quotable_condition()
        ).values_list("key", flat=True)
    )
    return replace(document, blocks=tuple(_unless_withdrawn(block, still) for block in document.blocks))


def _unless_withdrawn(block: Block, still: set[str]) -> Block:
    if not isinstance(block, Quotation) or not block.key or block.key in still:
        return block
    return Notice("gap", _("Words stood here. The person who said them no longer agrees to be quoted."))


def sections_in(document: Document) -> list[tuple[Heading, tuple[Block, ...]]]:
    """The report's sections, each with its blocks, to be read one at a time."""
    sections: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append((block, []))
        elif sections:
            sections[-1][1].append(block)
    return [(heading, tuple(blocks)) for heading, blocks in sections]


def pages_in(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """A section in pages to be read one at a time: a long list of figures is cut, all else stays together."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if not isinstance(block, FigureList):
            pages[-1].append(block)
            continue
        for start in range(0, len(block.items), FIGURES_A_PAGE):
            if start:
                pages.append([])
            pages[-1].append(FigureList(block.items[start : start + FIGURES_A_PAGE]))
    return [tuple(page) for page in pages]
