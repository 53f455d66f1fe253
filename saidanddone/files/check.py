"""Rows of a table against a description of a row (a pydantic model): typed rows, or one exact sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from .problems import BadTable
from .read import Table, TableRow

R = TypeVar("R", bound=BaseModel)

ALLOWED = {
    "string_type": "a text",
    "int_type": "a whole number such as 12",
    "int_parsing": "a whole number such as 12",
    "float_type": "a number with a point, such as 12.5",
    "float_parsing": "a number with a point, such as 12.5",
    "decimal_parsing": "a number with a point, such as 12.50",
    "decimal_type": "a number with a point, such as 12.50",
    "date_type": "a date such as 2018-03-04",
}


@dataclass(frozen=True)
class CheckedRow(Generic[R]):
    file: str
    line: int
    row: R


def check_rows(table: Table, model: type[R]) -> list[CheckedRow[R]]:
    """Every row as the model, in order. Raises BadTable at the first cell that does not fit."""
    _check_columns(table, model)
    return [CheckedRow(table.file, row.line, _checked(table, row, model)) for row in table.rows]


def _check_columns(table: Table, model: type[BaseModel]) -> None:
    wanted = list(model.model_fields)
    for column in table.columns:
        if column not in wanted:
            raise BadTable(
                file=table.file,
                line=1,
                column=column,
                problem="there is no such column",
                allowed=", ".join(wanted),
            )
    for column in wanted:
        if column not in table.columns and model.model_fields[column].is_required():
            raise BadTable(
                file=table.file,
                line=1,
                column=column,
                problem="this column is missing",
                allowed=", ".join(wanted),
            )


def _checked(table: Table, row: TableRow, model: type[R]) -> R:
    try:
        return model.model_validate(row.cells)
    except ValidationError as why:
        first: Any = why.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else None
        problem, allowed = _in_words(first, row.cells.get(column or ""))
        raise BadTable(
            file=table.file, line=row.line, column=column, problem=problem, allowed=allowed
        ) from why


def _in_words(error: Any, cell: str | None) -> tuple[str, str]:
    context = error.get("ctx", {})
    if error["type"] == "refused_cell":
        return context["problem"], context["allowed"]
    problem = "the cell is blank" if cell is None else f"“{cell}” is not allowed"
    if error["type"] == "literal_error":
        return problem, re.sub(r"'([^']*)'", r"\1", context["expected"])
    return problem, ALLOWED.get(error["type"], error["msg"])
