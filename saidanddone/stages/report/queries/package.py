"""The tables of the data package: what the report stands on and everybody may have."""

from __future__ import annotations

import csv
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import StringIO
from typing import Any, Union, get_args, get_origin

from saidanddone.files.write import write_csv
from saidanddone.programme import tables as programme_tables
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, TableOf, several
from saidanddone.stages import STAGES
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Text
from saidanddone.words.queries import quotable_condition

# Tables that hold single people's words, answers or small counts stay here, whatever else is given away.
OPEN_TABLES = frozenset(
    {
        "programme",
        "areas",
        "sources",
        "aspirations",
        "indicators",
        "indicator_values",
        "decisions",
        "conversations",
        "agenda",
        "attendance",
        "themes",
        "codes",
        "recommendations",
        "commitments",
        "commitment_reviews",
        "outcomes",
        "connections",
        "groups",
        "group_sessions",
        "costs",
        "surveys",
        "questions",
        "frameworks",
        "measures",
    }
)
FIGURE_COLUMNS = {
    "key": "string",
    "title": "string",
    "shown": "string",
    "sentence": "string",
    "k": "integer",
    "n": "integer",
    "N": "integer",
    "N_is": "string",
    "value": "number",
    "low": "number",
    "high": "number",
    "unit": "string",
    "method": "string",
    "caution": "string",
}
QUOTATION_COLUMNS = ("key", "words", "language", "role", "area", "aspiration", "kind", "provenance")


@dataclass(frozen=True)
class Resource:
    """A table as a file of the package, with nothing in it that may not be shown to everybody today."""

    name: str
    fields: list[dict[str, str]]
    content: bytes

    @property
    def path(self) -> str:
        return f"{self.name}.csv"


def resources(programme: Programme, figures: list[dict[str, Any]]) -> list[Resource]:
    tables = (_table(table, programme) for table in _tables() if table.name in OPEN_TABLES)
    return [
        replace(each, content=without_withheld(each.path, each.content, programme))
        for each in (_figures(figures), *tables, _quotations(programme))
    ]


def _tables() -> Iterable[TableOf]:
    """This stage's own tables are no part of the package: the report itself tells what they hold."""
    yield from programme_tables.TABLES
    for stage in STAGES[:-1]:
        yield from import_module(f"saidanddone.stages.{stage.label}.tables").TABLES


def _table(table: TableOf, programme: Programme) -> Resource:
    fields = [
        {"name": name, "type": _type_of(table.row.model_fields[name].annotation)} for name in table.columns
    ]
    return Resource(table.name, fields, _csv(table.columns, table.dump(programme)))


def _csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    write_csv(text, columns, [list(row) for row in rows])
    return text.getvalue().encode()


def _type_of(annotation: Any) -> str:
    """The Frictionless type of a column; text where it is none of the others."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(each for each in get_args(annotation) if each is not type(None))
    # Checked cells are annotated types: the first argument is what they hold.
    held = get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation
    # Yes and no are written as words, so a yes-or-no column is text.
    return {int: "integer", float: "number", Decimal: "number", date: "date"}.get(held, "string")


def _figures(figures: list[dict[str, Any]]) -> Resource:
    fields = [{"name": name, "type": kind} for name, kind in FIGURE_COLUMNS.items()]
    rows = ([figure[name] for name in FIGURE_COLUMNS] for figure in figures)
    return Resource("figures", fields, _csv(list(FIGURE_COLUMNS), rows))


def _quotations(programme: Programme) -> Resource:
    """Ideas whose speakers agree to be quoted today, without the speakers' keys."""
    ideas = (
        Idea.objects.filter(quotable_condition("text__"), text__programme=programme)
        .select_related("text__area", "aspiration")
        .order_by("id")
    )
    rows = (
        (
            idea.text.key, idea.text.words, idea.text.language, idea.text.role,
            idea.text.area.code if idea.text.area else None,
            idea.aspiration.key if idea.aspiration else None, idea.kind, idea.text.provenance,
        )
        for idea in ideas
    )  # fmt: skip
    fields = [{"name": name, "type": "string"} for name in QUOTATION_COLUMNS]
    return Resource("quotations", fields, _csv(QUOTATION_COLUMNS, rows))


# What may not be quoted today


def without_withheld(path: str, content: bytes, programme: Programme) -> bytes:
    """A table less the quotations, and the keys of ideas, that may not be shown to everybody today."""
    lines = csv.DictReader(StringIO(content.decode(), newline=""))
    columns = list(lines.fieldnames or [])
    if path != "quotations.csv" and "ideas" not in columns:
        return content
    shown = set(Text.objects.filter(quotable_condition(), programme=programme).values_list("key", flat=True))
    rows = [line for line in lines if path != "quotations.csv" or line["key"] in shown]
    for row in rows:
        if "ideas" in row:
            row["ideas"] = SEVERAL.join(key for key in several(row["ideas"]) if key in shown)
    return _csv(columns, ([row[column] for column in columns] for row in rows))
