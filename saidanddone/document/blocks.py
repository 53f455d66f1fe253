"""The tree a report is made of. It is built once, and every renderer and checker reads the same tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from saidanddone.document.wording import Wording

# In running text


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Link:
    """A way out of the report, or within it when the address is `#section-KEY`."""

    text: str
    address: str


@dataclass(frozen=True)
class FigureLink:
    """A number in running text that leads to its "how we know"."""

    text: str
    key: str


Inline: TypeAlias = Words | Strong | Link | FigureLink
Inlines: TypeAlias = tuple[Inline, ...]
Cell: TypeAlias = str | Inlines  # a plain string is one run of Words


# Blocks


@dataclass(frozen=True)
class Heading:
    """Level 1 is a section of the report; the title of the report stands above all levels."""

    level: int
    text: str
    key: str
    kicker: str = ""  # a few words above it: "Case study, Hackney"
    opens_page: bool = False  # in print; level 1 does where little of the page is left


@dataclass(frozen=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True)
class Bullets:
    """A list among the items belongs under the item before it."""

    items: tuple[Cell | Bullets, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()  # columns set to the right, in figures of one width
    row_headers: bool = True  # the first cell of each row names the row
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """Made by `pictures.picture` and nowhere else: a renderer trusts the drawings as they are."""

    key: str
    title: str  # the finding, as a sentence
    caption: str  # who was asked and how many answered
    alt: str
    table: Table
    screen_svg: str
    print_svg: str


@dataclass(frozen=True)
class Quotation:
    words: str
    who: str
    language: str = "en"
    label: str = ""
    address: str = ""  # of the idea it comes from, for those who may read it
    key: str = ""  # of the text it quotes, so that a consent withdrawn later is honoured


@dataclass(frozen=True)
class Number:
    """A figure with its base. The interval is drawn on a line from 0 to `full` where it lies within it."""

    shown: str
    title: str
    base: str
    sentence: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    labels: tuple[str, ...] = ()
    key: str = ""
    method: str = ""
    caution: str = ""
    full: float = 1.0

    @property
    def has_whisker(self) -> bool:
        """Where everybody answered both ends are the value itself, and there is nothing to draw."""
        if self.value is None or self.low is None or self.high is None:
            return False
        return self.low < self.high and 0 <= self.low <= self.value <= self.high <= self.full


@dataclass(frozen=True)
class Numbers:
    """Figures shown large, a few at a time. Each leads to its row in the list of figures."""

    items: tuple[Number, ...]


@dataclass(frozen=True)
class FigureList:
    """Every figure of the report, each with how we know: where figure links arrive."""

    items: tuple[Number, ...]


@dataclass(frozen=True)
class Notice:
    """What the reader must know about what follows: illustrative, reconstructed, estimate, assumed, gap,
    small-base, undecided. Without a text the label's own sentence is printed."""

    kind: str
    text: str = ""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Picture | Quotation | Numbers | FigureList | Notice


# The whole


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    level: int
    text: str
    key: str


@dataclass(frozen=True)
class Document:
    title: str
    subtitle: str
    publisher: str
    language: str  # "en-GB"
    dated: date
    blocks: tuple[Block, ...]
    labels: tuple[str, ...] = ()  # every kind of label among the rows it speaks of
    abstract: str = ""
    edition: str = ""  # "Release 2", or "Draft"
    citation: str = ""
    address: str = ""  # where the report stands on the web
    wording: Wording = field(default_factory=Wording)

    def contents(self, deepest: int = 2) -> tuple[Entry, ...]:
        return tuple(
            Entry(block.level, block.text, block.key)
            for block in self.blocks
            if isinstance(block, Heading) and block.level <= deepest
        )


def inlines(cell: Cell) -> Inlines:
    return (Words(cell),) if isinstance(cell, str) else cell


def plain(cell: Cell) -> str:
    """The text alone, as a reader hears it."""
    return "".join(part.text for part in inlines(cell))


def paragraph(*parts: str | Inline) -> Paragraph:
    """`paragraph("We asked ", FigureLink("97", "asked"), " people.")`"""
    return Paragraph(tuple(Words(part) if isinstance(part, str) else part for part in parts))
