"""A table as text cells with their line numbers, from CSV (UTF-8) or XLSX. A blank cell is None."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from importlib.resources.abc import Traversable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from .archives import BadArchive, check_office_file
from .problems import BadTable

BYTES_AT_MOST = 500_000_000
CELL_AT_MOST = 1_000_000  # characters
COLUMNS_AT_MOST = 200
ROWS_AT_MOST = 1_000_000  # that are filled; a longer table is several
SHEET_ENDS = 1_048_576  # the last line that a workbook can have
NOT_IN_TEXT = re.compile("[\x00\ud800-\udfff]")  # NUL, and halves of letters, which no database keeps

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class TableRow:
    line: int
    cells: dict[str, str | None]


@dataclass(frozen=True)
class Table:
    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""  # of a workbook


def read_table(path: Path | Traversable) -> Table:
    """Read a table with a header row. Raises BadTable where it is none."""
    name = path.name
    if not path.is_file():
        raise BadTable(file=name, line=None, column=None, problem="there is no such file")
    return table_of(name, _bytes_of(path))


def table_of(name: str, data: bytes) -> Table:
    """The same from bytes that somebody sent under a file's name."""
    if not name.lower().endswith(".xlsx"):
        return _table(name, _csv_lines(name, data))
    with _reading_a_workbook(name):
        sheet = _first_sheet(data)
    return replace(_table(name, _sheet_lines(name, sheet)), sheet=sheet.title)


def _bytes_of(path: Path | Traversable) -> bytes:
    with path.open("rb") as opened:
        data: bytes = opened.read(BYTES_AT_MOST + 1)
    if len(data) > BYTES_AT_MOST:
        raise BadTable(
            file=path.name,
            line=None,
            column=None,
            problem="this file is too large",
            allowed=f"{BYTES_AT_MOST // 1_000_000:,} million bytes",
        )
    return data


def _csv_lines(name: str, data: bytes) -> Iterator[Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        raise BadTable(
            file=name,
            line=line,
            column=None,
            problem="this is not text in UTF-8",
            allowed="CSV in UTF-8, or XLSX",
        ) from why
    csv.field_size_limit(CELL_AT_MOST)
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as why:
        raise BadTable(
            file=name, line=begins, column=None, problem=f"this line cannot be read as CSV ({why})"
        ) from why


def _first_sheet(data: bytes) -> Any:
    # Imported where it is needed: it takes a third of a second, and most commands read CSV.
    from openpyxl import load_workbook

    check_office_file(data)
    return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False).worksheets[0]


def _sheet_lines(name: str, sheet: Any) -> Iterator[Line]:
    with _reading_a_workbook(name):
        sheet.reset_dimensions()  # a sheet may claim any size; only cells that are there count
        width = 0
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > SHEET_ENDS:
                raise _no_workbook(name, "this workbook has lines beyond the last that a sheet can have")
            cells = [_as_text(cell) for cell in row]
            filled = _width(cells)
            width = width or filled
            yield number, cells[: max(width, filled)]


@contextmanager
def _reading_a_workbook(name: str) -> Iterator[None]:
    try:
        yield
    except BadTable:
        raise
    except BadArchive as why:
        raise _no_workbook(name, f"this cannot be read as a workbook: {why}") from why
    except (
        Exception
    ) as why:  # what a library raises at a file that only calls itself a workbook is its own affair
        raise _no_workbook(name, "this cannot be read as a workbook") from why


def _no_workbook(name: str, problem: str) -> BadTable:
    return BadTable(file=name, line=None, column=None, problem=problem, allowed="XLSX, or CSV in UTF-8")


def _width(row: list[str]) -> int:
    """Cells up to the last that is filled: sheets are often wider than their table."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _table(name: str, lines: Iterable[Line]) -> Table:
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    first = next(filled, None)
    if first is None:
        raise BadTable(
            file=name, line=None, column=None, problem="this file is empty", allowed="a header and rows"
        )
    columns = tuple(cell.strip() for cell in first[1])
    _check_header(name, first[0], columns)
    rows: list[TableRow] = []
    for line, cells in filled:
        if len(rows) == ROWS_AT_MOST:
            raise BadTable(
                file=name,
                line=line,
                column=None,
                problem="this table has too many rows",
                allowed=f"{ROWS_AT_MOST:,}",
            )
        if len(cells) < len(columns) and name.lower().endswith(".xlsx"):
            cells = cells + [""] * (len(columns) - len(cells))
        if len(cells) != len(columns):
            raise BadTable(
                file=name,
                line=line,
                column=None,
                problem=f"there are {len(cells)} cells",
                allowed=f"{len(columns)}, one for each column of the header",
            )
        for column, cell in zip(columns, cells, strict=True):
            if NOT_IN_TEXT.search(cell):
                raise BadTable(
                    file=name,
                    line=line,
                    column=column,
                    problem="there is a character in the cell that no text holds",
                    allowed="letters, figures and signs",
                )
        kept = (cell if cell.strip() else None for cell in cells)
        rows.append(TableRow(line, dict(zip(columns, kept, strict=True))))
    return Table(name, columns, tuple(rows))


def _check_header(name: str, line: int, columns: tuple[str, ...]) -> None:
    if len(columns) > COLUMNS_AT_MOST:
        raise BadTable(
            file=name,
            line=line,
            column=None,
            problem=f"there are {len(columns):,} columns",
            allowed=f"{COLUMNS_AT_MOST:,}",
        )
    if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
        raise BadTable(
            file=name,
            line=line,
            column=None,
            problem=f"its columns are parted by {'semicolons' if ';' in columns[0] else 'tabs'}",
            allowed="CSV with commas, or XLSX",
        )
    for place, column in enumerate(columns, start=1):
        if not column:
            raise BadTable(
                file=name, line=line, column=str(place), problem="this column has no name", allowed="a name"
            )
        if columns.index(column) != place - 1:
            raise BadTable(
                file=name,
                line=line,
                column=column,
                problem="this column is there twice",
                allowed="each name once",
            )
