"""The second programme's tables: written back as they were loaded, and refused where somebody has spoilt them."""

from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.programme.models import Programme
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parent / "second_programme"
LONDON = Path(__file__).parents[1] / "saidanddone" / "examples" / "london"


def check_written_back(programme: Programme, folder: Path, table: str, loaded_from: Path = SECOND) -> None:
    """What is exported has the same bytes as the file that the programme was loaded from."""
    export_folder(programme, folder)
    assert (folder / f"{table}.csv").read_bytes() == (loaded_from / f"{table}.csv").read_bytes()


def copy_of_second(folder: Path) -> Path:
    """The second programme's files under another address, so that they can be loaded beside it."""
    for path in SECOND.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    change(folder, "programme", "\nsecond,", "\nspoilt,")
    return folder


def change(folder: Path, table: str, old: str, new: str) -> None:
    """Write something else where it first stands in a table."""
    path = folder / f"{table}.csv"
    written = path.read_text()
    assert old in written
    path.write_text(written.replace(old, new, 1))


def refusal(folder: Path) -> BadTable:
    """What stops a folder from being loaded."""
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    return refused.value


def spoil(folder: Path, table: str, old: str, new: str) -> BadTable:
    """What stops the load once something else is written in a table."""
    change(folder, table, old, new)
    return refusal(folder)
