"""What every renderer asks of a tree before it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Document,
    FigureLink,
    FigureList,
    Heading,
    Inline,
    Notice,
    Numbers,
    Paragraph,
    Picture,
    Quotation,
    Table,
    inlines,
)
from saidanddone.document.errors import DocumentError

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DEEPEST = 4
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def check(document: Document) -> None:
    """Raise one sentence that says what to put right, or nothing."""
    if not document.title.strip():
        raise DocumentError("The report has no title.")
    if not LANGUAGE.fullmatch(document.language):
        raise DocumentError(f"'{document.language}' is not a language code, such as en-GB.")
    _check_headings(document.blocks)
    _check_keys(document.blocks)
    _check_figures(document.blocks)
    _check_tables(document.blocks)


def _check_headings(blocks: Sequence[Block]) -> None:
    above = 0
    for heading in (block for block in blocks if isinstance(block, Heading)):
        if not heading.text.strip():
            raise DocumentError(f"The heading with the key '{heading.key}' has no text.")
        if not 1 <= heading.level <= min(above + 1, DEEPEST):
            raise DocumentError(
                f"The heading '{heading.text}' is at level {heading.level}, but the one before it is at "
                f"level {above}: go down one level at a time, {DEEPEST} at most."
            )
        above = heading.level


def _check_keys(blocks: Sequence[Block]) -> None:
    listed = [item.key for block in blocks if isinstance(block, FigureList) for item in block.items]
    kinds = (
        ("heading", [block.key for block in blocks if isinstance(block, Heading)]),
        ("picture", [block.key for block in blocks if isinstance(block, Picture)]),
        ("figure", listed),
    )
    for kind, keys in kinds:
        for key in keys:
            if not KEY.fullmatch(key):
                raise DocumentError(
                    f"'{key}' cannot be the key of a {kind}: use letters, digits, full stops, hyphens and underscores."
                )
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise DocumentError(f"The key '{twice[0]}' stands for more than one {kind}.")


def _check_figures(blocks: Sequence[Block]) -> None:
    listed = {item.key for block in blocks if isinstance(block, FigureList) for item in block.items}
    for key in figures_spoken_of(blocks):
        if key not in listed:
            raise DocumentError(f"The figure '{key}' is spoken of, but it is not in the list of figures.")


def _check_tables(blocks: Sequence[Block]) -> None:
    for table in tables_of(blocks):
        if not table.header:
            raise DocumentError(f"The table '{table.caption}' has no columns.")
        for place, row in enumerate(table.rows, start=1):
            if len(row) != len(table.header):
                raise DocumentError(
                    f"Row {place} of the table '{table.caption}' has {len(row)} cells for {len(table.header)} columns."
                )


def tables_of(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield block.table


def figures_spoken_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The key of every figure that the text leads to, in the order of reading."""
    for block in blocks:
        if isinstance(block, Numbers):
            yield from (item.key for item in block.items if item.key)
        else:
            yield from (part.key for part in inlines_of(block) if isinstance(part, FigureLink))


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every run of text in a paragraph, a list or a table; the other blocks have none."""
    if isinstance(block, Paragraph):
        yield from block.inlines
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from inlines_of(item) if isinstance(item, Bullets) else inlines(item)
    elif isinstance(block, Table | Picture):
        for table in tables_of([block]):
            yield from (part for row in table.rows for cell in row for part in inlines(cell))


def labels_of(document: Document) -> tuple[str, ...]:
    """Every kind of label that the report bears, in the order in which labels are explained."""
    borne = set(document.labels)
    for block in document.blocks:
        if isinstance(block, Numbers | FigureList):
            borne |= {kind for item in block.items for kind in item.labels}
        elif isinstance(block, Quotation):
            borne.add(block.label)
        elif isinstance(block, Notice):
            borne.add(block.kind)
    known = [label.kind for label in document.wording.labels]
    ordered = [kind for kind in known if kind in borne] + sorted(borne - set(known))
    return tuple(kind for kind in ordered if kind and kind != "published")
