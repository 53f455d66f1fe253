"""Typst with our fonts and no others, and what those fonts have no letters for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from saidanddone.document.fonts import SANS, SERIF, files_for_print

STANDARD: Final = "ua-1"
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
PROBE = f"""
#set document(title: "x")
#set text(lang: "en", font: ("{SERIF}", "{SANS}"))
#sys.inputs.letters
#set text(font: ("{SANS}", "{SERIF}"))
#sys.inputs.letters
#set text(weight: "semibold")
#sys.inputs.letters
""".encode()


@cache
def _folder() -> TemporaryDirectory[str]:
    """Typst reads whole folders, and the package's holds every cut twice: ours holds each that we use once."""
    folder = TemporaryDirectory(prefix="said-fonts-")
    for file in map(Path, files_for_print()):
        (Path(folder.name) / file.name).symlink_to(file)
    return folder


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_folder().name])


def typeset(source: bytes, inputs: Mapping[str, str], dated: datetime) -> bytes:
    """A tagged PDF for everyone: `source` is ours alone, and words come in as `inputs`."""
    compiler = typst.Compiler(source, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=dict(inputs))
    made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=dated)
    return made if isinstance(made, bytes) else b""


def lacking(letters: Iterable[str]) -> frozenset[str]:
    """Those of the letters that none of our fonts can show."""
    return frozenset(_lacking(sorted(letters)))


def _lacking(letters: Sequence[str]) -> list[str]:
    """By halves: most letters are there, so few sheets are set to find those that are not."""
    if not letters or _can_show("".join(letters)):
        return []
    if len(letters) == 1:
        return list(letters)
    half = len(letters) // 2
    return _lacking(letters[:half]) + _lacking(letters[half:])


@lru_cache(maxsize=4096)
def _can_show(letters: str) -> bool:
    try:
        typeset(PROBE, {"letters": " ".join(letters)}, FIXED)
    except typst.TypstError:
        return False
    return True
