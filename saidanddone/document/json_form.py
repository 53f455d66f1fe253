"""The tree as JSON and back: what a release keeps, and what typst reads."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any, TypeAlias

from saidanddone.document import blocks, wording
from saidanddone.document.errors import DocumentError

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        blocks.Words,
        blocks.Strong,
        blocks.Link,
        blocks.FigureLink,
        blocks.Heading,
        blocks.Paragraph,
        blocks.Bullets,
        blocks.Table,
        blocks.Picture,
        blocks.Quotation,
        blocks.Number,
        blocks.Numbers,
        blocks.FigureList,
        blocks.Notice,
        blocks.Document,
        wording.Wording,
        wording.LabelWords,
    )
}
NAMES = {kind: name for name, kind in KINDS.items()}


def to_json(document: blocks.Document) -> str:
    return json.dumps(written(document), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> blocks.Document:
    try:
        document = _read(json.loads(text))
    except (ValueError, TypeError, KeyError) as wrong:
        raise DocumentError(f"This is not a report that we wrote: {wrong}.") from wrong
    if not isinstance(document, blocks.Document):
        raise DocumentError("This is not a report that we wrote: it holds no document.")
    return document


def written(value: Any) -> Json:
    """Each block as an object that names its kind under `is`."""
    if type(value) in NAMES:
        parts = {part.name: written(getattr(value, part.name)) for part in fields(value)}
        return {"is": NAMES[type(value)], **parts}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return [written(part) for part in sorted(value)]
    if isinstance(value, tuple):
        return [written(part) for part in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise DocumentError(f"A report cannot hold a {type(value).__name__}.")


def _read(value: Json) -> Any:
    if isinstance(value, list):
        return tuple(_read(part) for part in value)
    if not isinstance(value, dict):
        return value
    parts = {name: _read(part) for name, part in value.items() if name != "is"}
    kind = KINDS[str(value["is"])]
    if kind is blocks.Document:
        parts["dated"] = date.fromisoformat(parts["dated"])
    if kind is blocks.Table:
        parts["numeric"] = frozenset(parts["numeric"])
    return kind(**parts)
