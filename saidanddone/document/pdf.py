"""The tree as a tagged PDF (PDF/UA-1), set by typst. Words reach typst as JSON, never as something to run."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from importlib.resources import files

import typst

from saidanddone.document.blocks import Document
from saidanddone.document.checks import check
from saidanddone.document.errors import DocumentError
from saidanddone.document.print_form import Form, print_form
from saidanddone.document.typesetting import lacking, typeset

MISSING = "\u25a1"
CERTAIN = frozenset(map(chr, range(0x180))) | set("\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u200b")


def render(document: Document) -> bytes:
    """The same tree gives the same bytes: the only date in it is the document's own."""
    check(document)
    form = print_form(document)
    doubtful = set(json.dumps(form, ensure_ascii=False)) - CERTAIN
    dated = datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC)
    absent = lacking(doubtful)
    accents = {letter for letter in doubtful if unicodedata.category(letter).startswith("M")}
    for missing in (absent, absent | accents):  # an accent that we have may still not go with every letter
        with suppress(typst.TypstError):
            return _set(form, missing, dated)
    try:
        return _set(form, frozenset(doubtful), dated)
    except typst.TypstError as wrong:
        raise DocumentError(f"The PDF could not be set: {wrong.message.splitlines()[0]}.") from wrong


def _set(form: Form, missing: frozenset[str], dated: datetime) -> bytes:
    """A letter that no font of ours has is printed as a square, and the report says so."""
    tree = json.dumps({**form, "letters_missing": bool(missing)}, ensure_ascii=False)
    squares = tree.translate({ord(letter): MISSING for letter in missing})
    source = files("saidanddone.document").joinpath("report.typ").read_bytes()
    return typeset(source, {"tree": squares}, dated)
