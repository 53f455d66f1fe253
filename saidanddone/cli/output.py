"""What a command prints: one JSON object, or a table with its sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence


def print_json(found: Mapping[str, object]) -> None:
    print(json.dumps(found, indent=2, allow_nan=False))


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column is a name, the others are numbers. Square brackets in a name are only brackets."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left")
    for place, name in enumerate(header):
        if place == 0:
            table.add_column(Text(name), overflow="fold")
        else:
            table.add_column(Text(name), justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    print(text, file=sys.stderr)
