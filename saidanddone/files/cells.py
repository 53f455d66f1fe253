"""One cell of a table as text or as a number, and the sentence where it is neither. Knows no Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import nan
from pathlib import Path
from typing import NoReturn

from .problems import BadTable
from .read import Table, TableRow, read_table

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
A_NUMBER = "a number with a point, such as 12.5, or blank where it is missing"
LARGEST = 1e100  # so that its square is a number still


def read(path: Path) -> Table:
    if path.is_dir():
        raise BadTable(
            file=path.name, line=None, column=None, problem="this is a folder", allowed="CSV or XLSX"
        )
    return read_table(path)


def columns_of(table: Table, wanted: Sequence[str], also: Sequence[str]) -> None:
    for column in wanted:
        if column not in table.columns:
            raise BadTable(
                file=table.file,
                line=1,
                column=column,
                problem="this column is missing",
                allowed=", ".join([*wanted, *also]),
            )
    for column in table.columns:
        if column not in wanted and column not in also:
            no_column(table, column, [*wanted, *also])


def no_column(table: Table, column: str, allowed: Sequence[str] | None = None) -> NoReturn:
    raise BadTable(
        file=table.file,
        line=1,
        column=column,
        problem="there is no such column",
        allowed=", ".join(allowed or table.columns),
    )


def text_of(row: TableRow, column: str) -> str:
    return (row.cells.get(column) or "").strip()


def number_of(table: Table, row: TableRow, column: str) -> float:
    """NaN for a blank cell, and for a column that is not there."""
    cell = text_of(row, column)
    if not cell:
        return nan
    if not NUMBER.fullmatch(cell):
        bad(table, row, column, f"“{cell}” is no number", A_NUMBER)
    number = float(cell)
    if abs(number) > LARGEST:
        bad(table, row, column, f"“{cell}” is too large", f"{LARGEST:g} at most")
    return number


def bad(table: Table, row: TableRow, column: str, problem: str, allowed: str) -> NoReturn:
    raise BadTable(file=table.file, line=row.line, column=column, problem=problem, allowed=allowed)


def some(codes: Sequence[str], most: int = 12) -> str:
    return ", ".join(codes[:most]) + (f" and {len(codes) - most} more" if len(codes) > most else "")
