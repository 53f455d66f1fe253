"""A sheet to hand out: two sides of A4 in large type, tagged for those who listen to it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import files

import typst

from saidanddone.document.errors import DocumentError
from saidanddone.document.pdf import CERTAIN, MISSING
from saidanddone.document.typesetting import lacking, typeset


@dataclass(frozen=True)
class Entry:
    name: str
    number: str  # large, beside the name
    said: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    title: str
    intro: str
    language: str  # "en-GB"
    publisher: str
    dated: date
    sections: tuple[Section, ...]
    foot: str


def render(sheet: Sheet) -> bytes:
    """The same sheet gives the same bytes. A letter that no font of ours has is printed as a square."""
    language, _dash, region = sheet.language.partition("-")
    form = asdict(sheet) | {
        "sections": [asdict(each) for each in sheet.sections if each.entries],
        "lang": language,
        "region": region or None,
        "dated": [sheet.dated.year, sheet.dated.month, sheet.dated.day],
    }
    tree = json.dumps(form, ensure_ascii=False)
    doubtful = frozenset(tree) - CERTAIN
    dated = datetime(sheet.dated.year, sheet.dated.month, sheet.dated.day, tzinfo=UTC)
    source = files("saidanddone.document").joinpath("sheet.typ").read_bytes()
    for missing in (lacking(doubtful), doubtful):
        with suppress(typst.TypstError):
            squares = tree.translate({ord(letter): MISSING for letter in missing})
            return typeset(source, {"tree": squares}, dated)
    raise DocumentError("The sheet could not be set.")
