"""The report as a file by itself, away from the site's pages of figures."""

from __future__ import annotations

from dataclasses import replace

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    FigureLink,
    FigureList,
    Inlines,
    Numbers,
    Paragraph,
    Picture,
    Table,
    Words,
)
from saidanddone.document.html import render as render_html
from saidanddone.document.pdf import render as render_pdf


def page_of(document: Document) -> bytes:
    return render_html(_by_itself(document)).encode()


def print_of(document: Document) -> bytes:
    return render_pdf(_by_itself(document))


def _by_itself(document: Document) -> Document:
    """Where no section lists the figures, a file has no place for its links to lead to: their words are left."""
    if any(isinstance(block, FigureList) for block in document.blocks):
        return document
    return replace(document, blocks=tuple(map(_without_links, document.blocks)))


def _without_links(block: Block) -> Block:
    match block:
        case Paragraph():
            return Paragraph(_plain(block.inlines))
        case Bullets():
            return _bullets(block)
        case Table():
            return _table(block)
        case Picture():
            return replace(block, table=_table(block.table))
        case Numbers():
            return Numbers(tuple(replace(item, key="") for item in block.items))
    return block


def _bullets(bullets: Bullets) -> Bullets:
    items = (_bullets(item) if isinstance(item, Bullets) else _cell(item) for item in bullets.items)
    return replace(bullets, items=tuple(items))


def _table(table: Table) -> Table:
    return replace(table, rows=tuple(tuple(map(_cell, row)) for row in table.rows))


def _cell(cell: Cell) -> Cell:
    return cell if isinstance(cell, str) else _plain(cell)


def _plain(inlines: Inlines) -> Inlines:
    return tuple(Words(part.text) if isinstance(part, FigureLink) else part for part in inlines)
