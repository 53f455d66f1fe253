"""A table as text cells with their line numbers, from CSV (UTF-8) or XLSX. A blank cell is None."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources.abc import Traversable
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .problems import BadTable

UNPACKED_AT_MOST = 500_000_000  # bytes; a small XLSX can be made to unpack to anything
CELL_AT_MOST = 1_000_000  # characters

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


def read_table(path: Path | Traversable) -> Table:
    """Read a table with a header row. Raises BadTable where it is none."""
    name = path.name
    if not path.is_file():
        raise BadTable(file=name, line=None, column=None, problem="there is no such file")
    data = path.read_bytes()
    lines = _xlsx_lines(name, data) if name.lower().endswith(".xlsx") else _csv_lines(name, data)
    return _table(name, lines)


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


def _xlsx_lines(name: str, data: bytes) -> Iterator[Line]:
    # Imported where it is needed: it takes a third of a second, and most commands read CSV.
    from openpyxl import load_workbook

    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_AT_MOST:
                raise BadTable(file=name, line=None, column=None, problem="this workbook unpacks to too much")
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_as_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except (BadZipFile, KeyError, ValueError, IndexError, SyntaxError, OSError) as why:
        if isinstance(why, BadTable):
            raise
        raise BadTable(
            file=name,
            line=None,
            column=None,
            problem="this cannot be read as a workbook",
            allowed="XLSX, or CSV in UTF-8",
        ) from why
    width = max((_width(row) for row in rows[:1]), default=0)
    for number, row in enumerate(rows, start=1):
        yield number, row[: max(width, _width(row))]


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
    rows = []
    for line, cells in filled:
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
            if "\x00" in cell:
                raise BadTable(
                    file=name,
                    line=line,
                    column=column,
                    problem="there is a character in the cell that no text holds (NUL)",
                    allowed="letters, figures and signs",
                )
        kept = (cell if cell.strip() else None for cell in cells)
        rows.append(TableRow(line, dict(zip(columns, kept, strict=True))))
    return Table(name, columns, tuple(rows))


def _check_header(name: str, line: int, columns: tuple[str, ...]) -> None:
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
