"""The one font that is registered: Source Sans, from a PyPI package and never from the machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_source_sans_pro
import vl_convert

SANS = "Source Sans Pro"
SERIF = "Libertinus Serif"  # typst brings it along


@cache
def folder() -> Path:
    return Path(font_source_sans_pro.__file__).parent / "files"


@cache
def register_for_charts() -> None:
    vl_convert.register_font_directory(str(folder()))


def files_for_print() -> list[str]:
    """The cuts we set in, each as one file: the package holds every cut twice, as TTF and as OTF."""
    return [str(folder() / f"SourceSansPro-{cut}.ttf") for cut in ("Regular", "It", "Semibold", "Bold")]
