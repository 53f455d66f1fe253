"""The tree as `report.typ` reads it: JSON in which all that can be worked out beforehand is worked out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from saidanddone.document.addresses import is_safe
from saidanddone.document.alike import Alike, alike
from saidanddone.document.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    FigureList,
    Heading,
    Inline,
    Link,
    Notice,
    Number,
    Numbers,
    Paragraph,
    Picture,
    Quotation,
    Strong,
    Table,
    inlines,
    plain,
)
from saidanddone.document.checks import LANGUAGE, labels_of
from saidanddone.document.palette import PRINT, label_colour
from saidanddone.document.text import clean, interval
from saidanddone.document.wording import Wording

LONGEST_WORD = 36  # letters of usual width that surely fit on a line of running text
LONGEST_IN_HEADING = 26
LONGEST_IN_NUMBER = 30
LONGEST_IN_BASE = 22
LONGEST_SHOWN = 15
LONGEST_REPEATED = 800  # letters
COVER = ((46, 14, 40), (34, 20, 80))  # points for a title of words and of a whole no longer than this
COVER_SMALLEST, COVER_BREAKS = 26, 16
WIDE_LETTERS = frozenset("mwMW@%")
LETTERS_ACROSS = 92  # of a table as wide as the page
LETTERS_ACROSS_SMALL = 108
BETWEEN_COLUMNS = 2.5  # letters
LONGEST_NAME = 60
SHORT_TITLE, SHORT_HEADING = 32, 74  # letters at the head of a page
WHOLE_ROWS, WHOLE_LETTERS = 12, 1200  # a table no longer than this stays on one page
MANY_COLUMNS = 6  # more than these are set smaller
MM_A_PIXEL = 0.23
WIDEST, HIGHEST = 156.0, 190.0  # of a picture, in mm
WITHIN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"
BREAK = "\u200b"
SOFT_HYPHEN = "\u00ad"  # typst would print it where a link breaks, and stumble

Form = dict[str, Any]


def print_form(document: Document) -> Form:
    language, _, region = document.language.partition("-")
    wording = document.wording
    cover_title, cover_size = _cover_title(clean(document.title))
    return {
        "title": clean(document.title).replace("\n", " "),
        "running_title": _short(document.title, SHORT_TITLE),
        "cover_title": cover_title,
        "cover_size": cover_size,
        "subtitle": _text(document.subtitle),
        "publisher": _line(document.publisher),
        "abstract": _text(document.abstract),
        "edition": _line(document.edition),
        "citation": _text(document.citation),
        "address": _address(document.address) if is_safe(document.address) else "",
        "address_words": _text(document.address),
        "lang": language.lower(),
        "region": region if re.fullmatch("[A-Za-z]{2}", region) else None,
        "year": document.dated.year,
        "month": document.dated.month,
        "day": document.dated.day,
        "dated_words": wording.day(document.dated),
        "colours": PRINT,
        "wording": _wording(wording),
        "contents": bool(document.contents()),
        "cover_chips": _chips(document.labels, wording),
        "meanings": [_meaning(kind, wording) for kind in labels_of(document)],
        "blocks": _Form(document).all(document.blocks),
        "tables_of_pictures": _twins(document),
        "letters_missing": False,
    }


def _text(text: str, longest: float = LONGEST_WORD) -> str:
    return breakable(clean(text).replace(SOFT_HYPHEN, ""), longest)


def _line(text: str, longest: float = LONGEST_WORD) -> str:
    return _text(text, longest).replace("\n", " ")


def _short(text: str, most: int) -> str:
    """On one line at the head of each page."""
    return _line(shorten(_text(text), most, placeholder="\u2026"))


def breakable(text: str, longest: float) -> str:
    """A word longer than its line may break, at places where no letter is torn from its accents."""
    return re.sub(r"\S+", lambda word: _broken(word[0], longest), text)


def _broken(word: str, longest: float) -> str:
    pieces, width = [""], 0.0
    for letter in word:
        belongs = unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Sk")
        width += 0 if belongs else _width_of(letter)
        if width > longest and not belongs:
            pieces.append("")
            width = _width_of(letter)
        pieces[-1] += letter
    return BREAK.join(pieces)


def _width_of(letter: str) -> float:
    """In letters of usual width, roughly and rather too much."""
    if letter in WIDE_LETTERS or unicodedata.east_asian_width(letter) in "WF":
        return 1.7
    return 1.25 if letter.isupper() else 1.0


def _cover_title(title: str) -> tuple[str, int]:
    """The title and its size: as large as its longest word allows."""
    longest = max(map(len, title.split()), default=0)
    for size, word, whole in COVER:
        if longest <= word and len(title) <= whole:
            return _line(title), size
    return _line(title, COVER_BREAKS), COVER_SMALLEST


def _address(address: str) -> str:
    return quote(address, safe=WITHIN_ADDRESS)


def _wording(wording: Wording) -> Form:
    names = ("contents", "how_we_know", "worked_out", "cannot_say", "table_of", "labels_title", "cite")
    more = ("published_by", "page_of", "follow", "letters_missing")
    return {name: clean(getattr(wording, name)) for name in (*names, *more)}


def _meaning(kind: str, wording: Wording) -> Form:
    words = wording.label(kind)
    return {"name": _line(words.name), "sentence": _text(words.sentence), "colour": label_colour(kind)}


def _chips(kinds: Iterable[str], wording: Wording) -> list[Form]:
    return [_meaning(kind, wording) for kind in kinds if kind and kind != "published"]


def _heading(heading: Heading, opens: bool) -> Form:
    return {
        "is": "Heading",
        "level": heading.level,
        "text": _line(heading.text, LONGEST_IN_HEADING),
        "key": heading.key,
        "short": _short(heading.text, SHORT_HEADING),
        "kicker": _line(heading.kicker),
        "opens": opens,
    }


def _leads(block: Block, then: Block | None) -> Form:
    """Whether a page may end below it: not where it speaks of what follows."""
    if isinstance(block, Notice):
        return {"leads": then is not None and not isinstance(then, Heading)}
    if isinstance(block, Paragraph):
        heads = all(isinstance(part, Strong) for part in block.inlines)
        return {"leads": heads or isinstance(then, Bullets)}
    return {}


class _Form:
    """Blocks one after the other: whether a heading opens a page depends on what stands above it."""

    def __init__(self, document: Document) -> None:
        self.wording = document.wording
        self.language = document.language
        self.sections = {block.key for block in document.blocks if isinstance(block, Heading)}
        self.at_top = False  # of a page, with nothing but headings above

    def all(self, blocks: Sequence[Block]) -> list[Form]:
        return [self.block(block) | _leads(block, then) for block, then in zip_longest(blocks, blocks[1:])]

    def block(self, block: Block) -> Form:
        if isinstance(block, Heading):
            opens = block.level == 1 or (block.opens_page and not self.at_top)
            self.at_top = self.at_top or opens
            return _heading(block, opens)
        self.at_top = False
        return {"is": type(block).__name__, **self.parts(block)}

    def parts(self, block: Block) -> Form:
        match block:
            case Paragraph():
                return {"inlines": self.inlines(block.inlines)}
            case Bullets():
                return self.bullets(block)
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case Quotation():
                return self.quotation(block)
            case Numbers():
                return {"items": [self.number(item) for item in block.items]}
            case FigureList():
                return {"groups": [self.alike(those) for those in alike(block.items)]}
            case Notice():
                meaning = _meaning(block.kind, self.wording)
                return {**meaning, "kind": block.kind, "text": _text(block.text) or meaning["sentence"]}
            case Heading():
                return _heading(block, opens=False)

    def inlines(self, cell: Cell, longest: float = LONGEST_WORD) -> list[Form]:
        return [self.inline(part, longest) for part in inlines(cell)]

    def inline(self, part: Inline, longest: float) -> Form:
        form: Form = {"is": type(part).__name__, "text": _text(part.text, longest)}
        if not isinstance(part, Link):
            return form | ({"key": part.key} if hasattr(part, "key") else {})
        if part.address.startswith("#section-") and part.address.removeprefix("#section-") in self.sections:
            return form | {"address": part.address}
        if is_safe(part.address) and not part.address.startswith("#"):
            return form | {"address": _address(part.address)}
        return form | {"is": "Words"}

    def bullets(self, bullets: Bullets) -> Form:
        items = [
            self.bullets(item) if isinstance(item, Bullets) else self.inlines(item) for item in bullets.items
        ]
        return {"items": items, "ordered": bullets.ordered}

    def table(self, table: Table) -> Form:
        widths = _widths(table)
        across = LETTERS_ACROSS if len(table.header) <= MANY_COLUMNS else LETTERS_ACROSS_SMALL
        longest = [max(3.0, across * width / sum(widths) - BETWEEN_COLUMNS) for width in widths]
        return {
            "caption": _text(table.caption),
            "header": [_text(name, most) for name, most in zip(table.header, longest, strict=True)],
            "rows": [
                [self.inlines(cell, most) for cell, most in zip(row, longest, strict=True)]
                for row in table.rows
            ],
            "numeric": sorted(table.numeric),
            "names_strong": table.row_headers and _are_names([plain(row[0]) for row in table.rows]),
            "note": _text(table.note),
            "widths": widths,
            "whole": _is_short(table),
        }

    def picture(self, picture: Picture) -> Form:
        return {
            "key": picture.key,
            "title": _text(picture.title),
            "caption": _text(picture.caption),
            "alt": clean(picture.alt),
            "print_svg": picture.print_svg,
            "width": _width(picture.print_svg),
        }

    def quotation(self, quotation: Quotation) -> Form:
        spoken = quotation.language if LANGUAGE.fullmatch(quotation.language) else self.language
        return {
            "words": _text(quotation.words),
            "who": _text(quotation.who),
            "lang": spoken.partition("-")[0].lower(),
            "chips": _chips([quotation.label], self.wording),
            "address": _address(quotation.address) if is_safe(quotation.address) else "",
        }

    def alike(self, those: Alike) -> Form:
        """What the figures share is printed again on every page that they reach, unless it would fill it."""
        return {
            "method": _text(those.method),
            "caution": _text(those.caution),
            "chips": _chips(those.labels, self.wording),
            "repeats": len(those.method) + len(those.caution) <= LONGEST_REPEATED,
            "items": [self.number(figure) for figure in those.figures],
        }

    def number(self, number: Number) -> Form:
        ends = (number.low, number.value, number.high)
        return {
            "shown": _text(number.shown, LONGEST_SHOWN),
            "title": _text(number.title, LONGEST_IN_NUMBER),
            "base": _text(number.base, LONGEST_IN_BASE),
            "sentence": _text(number.sentence),
            "caution": _text(number.caution),
            "key": number.key,
            "interval": interval(number, self.wording),
            "whisker": [(end or 0) / number.full for end in ends] if number.has_whisker else [],
            "chips": _chips(number.labels, self.wording),
        }


def _widths(table: Table) -> list[float]:
    """Columns as wide as their longest word and, up to a point, as what stands in them."""
    columns = zip(table.header, *([plain(cell) for cell in row] for row in table.rows), strict=True)
    return [_need([clean(said) for said in column]) for column in columns]


def _is_short(table: Table) -> bool:
    letters = sum(len(plain(cell)) for row in table.rows for cell in row)
    return len(table.rows) <= WHOLE_ROWS and letters <= WHOLE_LETTERS


def _are_names(column: Sequence[str]) -> bool:
    """Strong where the first cell is a name; whole sentences in strong type tire the eye."""
    return max(map(len, column), default=0) <= LONGEST_NAME


def _need(column: Sequence[str]) -> float:
    longest = max(map(len, column))
    usual = (sum(map(len, column)) / len(column) + longest) / 2  # most cells stay on one line
    return round(max(4.0, min(longest, 16) + 5.0, min(usual, 58.0)), 2)


def _width(drawing: str) -> float:
    """In mm: words in a picture come out about as large as those around it, and none is taller than a page."""
    found = re.search(r'width="([0-9.]+)" height="([0-9.]+)"', drawing)
    wide, high = (float(found[1]), float(found[2])) if found else (WIDEST, HIGHEST)
    return round(min(WIDEST, wide * MM_A_PIXEL, HIGHEST * wide / high), 2)


def _twins(document: Document) -> list[Form]:
    """The table of each picture, at the end, where its caption leads."""
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    form = _Form(document)
    heading = _heading(Heading(1, document.wording.tables_of_pictures, "tables-of-pictures."), opens=True)
    return [
        {"key": each.key, "first": place == 0, "heading": heading, "table": form.table(each.table)}
        for place, each in enumerate(pictures)
    ]
