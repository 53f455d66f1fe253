from __future__ import annotations

import re

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.document.blocks import Number
from saidanddone.thread.figures import BaseIs, Cited, Figure


def as_number(figure: Figure) -> Number:
    """A figure as the report prints it."""
    labels = list(figure.labels)
    if figure.N_is is BaseIs.ASSUMED:
        labels.append("assumed")
    if figure.estimate is not None:
        labels.append("estimate")
    return Number(
        shown=figure.shown,
        title=figure.title,
        base=cited_from(figure.cited) if figure.cited else figure.base,
        sentence=figure.sentence,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        labels=tuple(dict.fromkeys(labels)),
        key=figure.key,
        method=figure.method,
        caution=figure.caution,
    )


def cited_from(cited: Cited) -> str:
    """Publisher, title, page and date, as much of it as is known."""
    parts = (cited.publisher, cited.title, pages_said(cited.page), cited.published_on)
    return ", ".join(part for part in parts if part)


def pages_said(pages: str) -> str:
    """Where in a source, as a table names it: “2; 14-15” is read as “pages 2 and 14–15”."""
    words = pages_in_words(pages)
    several = len(_parts(pages)) > 1 or "–" in words
    return ngettext("page %(pages)s", "pages %(pages)s", 1 + several) % {"pages": words} if words else ""


def pages_in_words(pages: str) -> str:
    """The pages alone: “2 and 14–15”."""
    return get_text_list([re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", part) for part in _parts(pages)], _("and"))


def _parts(pages: str) -> list[str]:
    return [part.strip() for part in pages.split(";") if part.strip()]
