"""A programme from a folder of tables, whole or not at all, and back into a folder unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.db import connection, transaction

from saidanddone.files import BadTable, check_rows, read_table
from saidanddone.files.write import write_csv
from saidanddone.people.models import Account
from saidanddone.programme import tables as programme_tables
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, TableOf
from saidanddone.stages import STAGES
from saidanddone.words import tables as words_tables

from .around import ROOMS

Progress = Callable[[str, int], None]


def tables() -> Iterator[TableOf]:
    """Every table of a programme, in the order in which they must be loaded."""
    yield from programme_tables.TABLES
    yield from words_tables.TABLES
    for room in ROOMS:
        if find_spec(f"saidanddone.{room.label}.tables"):
            yield from import_module(f"saidanddone.{room.label}.tables").TABLES
    for stage in STAGES:
        yield from import_module(f"saidanddone.stages.{stage.label}.tables").TABLES


def renew_statistics() -> None:
    """Let the database count its rows anew: what it knows of them decides in which order it looks them up."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def load_folder(
    folder: Path, *, by: Account | None, progress: Progress = lambda name, rows: None
) -> Programme:
    """Load every table of a folder in one transaction; the first bad row stops it and nothing is kept.

    Raises BadTable with the file, line, column and what is allowed there.
    """
    known = {table.name: table for table in tables()}
    expected = {f"{name}.csv" for name in known}
    stray = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in {".csv", ".xlsx"} and path.name not in expected
    )
    if stray:
        raise BadTable(
            file=stray[0],
            line=None,
            column=None,
            problem="no table of a programme has this name",
            allowed=", ".join(f"{name}.csv" for name in known),
        )
    checked = {}
    for name, table in known.items():
        path = folder / f"{name}.csv"
        if path.exists():
            checked[name] = check_rows(read_table(path), table.row)
        elif name in {"programme", "areas"}:
            raise BadTable(
                file=f"{name}.csv",
                line=None,
                column=None,
                problem=f"there is no such file in {folder.name}",
                allowed="a folder with at least programme.csv and areas.csv",
            )
    loading = Loading(by=by)
    with transaction.atomic():
        for name, rows in checked.items():
            known[name].load(loading, rows)
            progress(name, len(rows))
        loading.finish()
        renew_statistics()
    return loading.programme


def export_folder(
    programme: Programme, folder: Path, *, progress: Progress = lambda name, rows: None
) -> None:
    """Write every table as it would be loaded again. A table without rows has its header alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables():
        rows = list(table.dump(programme))
        write_csv(folder / f"{table.name}.csv", table.columns, rows)
        progress(table.name, len(rows))
