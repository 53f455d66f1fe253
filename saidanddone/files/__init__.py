"""Tables read and written with line and column, so that an error can say exactly where it is."""

from .check import CheckedRow, check_rows
from .problems import BadTable
from .read import Table, TableRow, read_table, table_of

__all__ = ["BadTable", "CheckedRow", "Table", "TableRow", "check_rows", "read_table", "table_of"]
