from __future__ import annotations

from saidanddone.document.blocks import Number
from saidanddone.programme.queries import pages_said
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
