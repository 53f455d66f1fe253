"""What staff write in Markdown, as blocks. HTML in it is text like any other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from saidanddone.document.addresses import is_safe
from saidanddone.document.blocks import (
    Block,
    Bullets,
    Cell,
    FigureLink,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    plain,
)
from saidanddone.document.checks import DEEPEST, KEY

FIGURE = "figure:"
CAPTION = "Table: "
DASHES = "\u2013\u2014"


def blocks_from(text: str, *, under: int = 1, key: str = "", language: str = "en") -> tuple[Block, ...]:
    """Headings go below level `under`; their keys begin with `key`, that of the section."""
    return _Reader(under, key, language).blocks(_tree(text).children)


def inlines_from(text: str) -> Inlines:
    """One line of Markdown, for a caption or a cell."""
    return _inlines(_tree(text).children)


def _tree(text: str) -> SyntaxTreeNode:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "code"])
    reader.validateLink = _any_address  # type: ignore[method-assign]
    return SyntaxTreeNode(reader.parse(text))


def _any_address(url: str) -> bool:
    """The parser lets every link pass: `_link` judges it, and keeps the words of one that it drops."""
    return True


class _Reader:
    def __init__(self, under: int, key: str, language: str) -> None:
        self.under, self.key, self.language = under, key, language
        self.level = under
        self.keys: set[str] = set()

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for node in nodes:
            if node.type == "table":
                blocks.append(_table(node, _caption_at_end(blocks)))
            else:
                blocks += self.block(node)
        return tuple(blocks)

    def block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        if node.type == "heading":
            return self.heading(node)
        if node.type == "blockquote":
            return self.quotation(node)
        if node.type in ("bullet_list", "ordered_list"):
            return (_bullets(node),)
        if node.type in ("fence", "code_block", "html_block"):
            return _paragraph((Words(node.content.strip()),))
        return _paragraph(_inlines([node]))

    def heading(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        text = plain(_inlines(node.children)).strip()
        if not text:
            return ()
        self.level = min(self.under + int(node.tag[1]), self.level + 1, DEEPEST)
        return (Heading(self.level, text, self.fresh_key(text)),)

    def fresh_key(self, text: str) -> str:
        """A key from the words, with a number where the words came before."""
        stem = "-".join(part for part in (self.key, slug(text)) if part) or "part"
        key, again = stem, 2
        while key in self.keys:
            key, again = f"{stem}-{again}", again + 1
        self.keys.add(key)
        return key

    def quotation(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """The last line names who said it when it begins with a dash that is no hyphen."""
        said = "\n".join(plain(_inlines([child], line_break="\n")) for child in node.children)
        *lines, last = said.strip().split("\n")
        who = last.lstrip(DASHES + " ") if lines and last.startswith(tuple(DASHES)) else ""
        words = " ".join(lines if who else [*lines, last]).strip()
        return (Quotation(words, who, self.language),) if words else ()


def _paragraph(inlines: Inlines) -> tuple[Block, ...]:
    return (Paragraph(inlines),) if plain(inlines).strip() else ()


def slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60]


def _bullets(node: SyntaxTreeNode) -> Bullets:
    items: list[Cell | Bullets] = []
    for item in node.children:
        lists = [child for child in item.children if child.type.endswith("_list")]
        items.append(_inlines([child for child in item.children if child not in lists]))
        items += [_bullets(child) for child in lists]
    return Bullets(tuple(items), ordered=node.type == "ordered_list")


def _caption_at_end(blocks: list[Block]) -> str:
    """The paragraph before a table is its caption when it begins with `Table: `; it is taken off the end."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not plain(last.inlines).startswith(CAPTION):
        return ""
    blocks.pop()
    return plain(last.inlines).removeprefix(CAPTION)


def _table(node: SyntaxTreeNode, caption: str) -> Table:
    """A cell's alignment says which columns are numbers. The first row names the columns."""
    lines = [line for part in node.children for line in part.children]
    rows = [tuple(_inlines(cell.children) for cell in line.children) for line in lines]
    to_right = [
        place for place, cell in enumerate(lines[0].children) if "right" in str(cell.attrGet("style"))
    ]
    header = tuple(plain(cell) for cell in rows[0])
    return Table(caption, header, tuple(rows[1:]), frozenset(to_right))


def _inlines(nodes: Sequence[SyntaxTreeNode], line_break: str = " ") -> Inlines:
    parts: list[Inline] = []
    for node in nodes:
        if parts and node.type in ("paragraph", "blockquote", "bullet_list", "ordered_list"):
            parts.append(Words(line_break))
        parts += _inline(node, line_break)
    return _joined(parts)


def _inline(node: SyntaxTreeNode, line_break: str) -> Inlines:
    if node.type in ("strong", "em"):
        return _as(Strong, node)
    if node.type == "link":
        return _link(node)
    if node.type == "softbreak":
        return (Words(line_break),)
    if node.type == "hardbreak":
        return (Words("\n"),)
    if node.children:
        return _inlines(node.children, line_break)
    return (Words(node.content),) if node.type != "hr" and node.content else ()


def _as(kind: type[Strong], node: SyntaxTreeNode) -> Inlines:
    """Strong words; a link among them stays a link."""
    return tuple(kind(part.text) if isinstance(part, Words) else part for part in _inlines(node.children))


def _link(node: SyntaxTreeNode) -> Inlines:
    address, words = str(node.attrGet("href") or ""), _inlines(node.children)
    text = plain(words)
    if not text.strip():
        return words
    if address.startswith(FIGURE) and KEY.fullmatch(address.removeprefix(FIGURE)):
        return (FigureLink(text, address.removeprefix(FIGURE)),)
    return (Link(text, address),) if is_safe(address) else words


def _joined(parts: Sequence[Inline]) -> Inlines:
    """Neighbouring plain words as one run."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Words) and isinstance(last, Words):
            joined[-1] = Words(last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)
