"""An age group as people write it."""

from __future__ import annotations

import re

from ..cells import bad, text_of
from ..read import Table, TableRow

# What a spreadsheet makes of 5-9 and 10-14 unless the cells are text.
A_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d\d")
BETWEEN = re.compile(r"\s*(?:-|‐|‑|–|—|\bto\b)\s*")
BEFORE_PLUS = re.compile(r"\s+(?=\+)")
LEADING_NOUGHTS = re.compile(r"\b0+(?=\d)")


def age_of(table: Table, row: TableRow, column: str) -> str:
    """05-09, 5 to 9 and 5–9 are one age group, as are 90+ and 90 +."""
    cell = text_of(row, column)
    if not cell:
        bad(table, row, column, "the cell is blank", "an age group such as 5-9")
    if A_DATE.fullmatch(cell):
        bad(
            table,
            row,
            column,
            f"“{cell}” is a date, which spreadsheets make of an age group",
            "an age group such as 5-9, in a cell of text",
        )
    return LEADING_NOUGHTS.sub("", BETWEEN.sub("-", BEFORE_PLUS.sub("", cell)))
