"""Tables written so that they read back as they were: yes and no, ISO dates, numbers with a point."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # also as wide letters
CELL_AT_MOST = 32_767  # characters in a cell of a workbook
XLSX_ROWS_AT_MOST = 1_048_575  # in a sheet, below its header


def write_csv(target: Path | TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as it is to be loaded again. A path is replaced whole or not at all."""
    if not isinstance(target, Path):
        target.writelines(csv_lines(header, rows))
        return
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}-", delete=False
    ) as new:
        try:
            new.writelines(csv_lines(header, rows))
        except BaseException:
            with suppress(OSError):
                os.unlink(new.name)
            raise
    os.chmod(new.name, 0o644 & ~_umask())
    os.replace(new.name, target)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


class _Handed:
    """Takes each row from the writer and hands it back, ended with a line feed alone.

    The writer puts quotes round a cell that holds a letter of its line ending; only with both letters in it
    does it quote a lone carriage return, which otherwise would end the row when the table is read back.
    """

    def write(self, row: str) -> str:
        return row.removesuffix("\r\n") + "\n"


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, spreadsheet_safe: bool = False
) -> Iterator[str]:
    """The lines of a table, each made as it is asked for, so that a long one need never be held whole.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula; what is to
    be loaded again is written without.
    """
    # What the writer returns is what the stream returns for the row, which the type of it does not say.
    writer: Any = csv.writer(_Handed(), lineterminator="\r\n")
    yield writer.writerow(header)
    for row in rows:
        cells = [as_cell(value) for value in row]
        if spreadsheet_safe:
            cells = [_safe(cell, value) for cell, value in zip(cells, row, strict=True)]
        yield writer.writerow(cells)


def as_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _safe(cell: str, value: object) -> str:
    return f"'{cell}" if isinstance(value, str) and cell.startswith(FORMULA_STARTS) else cell


def write_xlsx(
    target: Path | BinaryIO, header: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str
) -> None:
    """Write a workbook of one sheet. Text stays text: no formula, no link is made of it."""
    from xlsxwriter import Workbook

    book = Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(_sheet_name(sheet))
    bold = book.add_format({"bold": True})
    for column, title in enumerate(header):
        page.write_string(0, column, title, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                page.write_number(line, column, float(value))
            elif value is not None:
                page.write_string(line, column, as_cell(value)[:CELL_AT_MOST])
    book.close()


def _sheet_name(name: str) -> str:
    return "".join(letter for letter in name if letter not in "[]:*?/\\'")[:31] or "rows"
