"""What a command prints: one JSON object, or a table with its sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

NAME_AT_LEAST = 12  # letters


def print_json(found: Mapping[str, object]) -> None:
    print(json.dumps(found, indent=2, allow_nan=False))


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column is a name, the others are numbers. Square brackets in a name are only brackets."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = [*rows]
    table = Table(title=Text(title), title_justify="left")
    for place, name in enumerate(header):
        longest = max((len(row[place]) for row in lines), default=0)
        if place == 0:
            table.add_column(Text(name), overflow="fold", min_width=min(longest, NAME_AT_LEAST))
        else:
            words = max(map(len, name.split()), default=0)
            table.add_column(Text(name), justify="right", min_width=max(longest, words))
    for row in lines:
        table.add_row(*map(Text, row))
    # On a narrow screen names and headings are folded; nothing is cut off, or left without its name.
    Console(highlight=False).print(table, crop=False)


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    print(text, file=sys.stderr)
