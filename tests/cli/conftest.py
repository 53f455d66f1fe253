"""The command as a person runs it, in a folder of their own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from saidanddone.cli import command, ended

COMMAND = Path(sys.executable).parent / "said"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


# They read files and print: in this process they do all that they do in one of their own, a second sooner each.
IN_THIS_PROCESS = {"followup", "need"}


@pytest.fixture
def said(tmp_path: Path, monkeypatch) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
        if arguments and arguments[0] in IN_THIS_PROCESS:
            monkeypatch.chdir(tmp_path)
            out, err = StringIO(), StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                code = ended(command([*map(str, arguments)]))
            return Ran(code, out.getvalue(), err.getvalue())
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            env={**os.environ, "SAID_HOME": str(tmp_path / "home")},
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def refused(said) -> Callable[..., str]:
    """Run a command that must be refused: 2, nothing printed, one sentence, which is given back."""

    def run(*arguments: object) -> str:
        done = said(*arguments)
        assert done.code == 2
        assert done.out == ""
        assert "Traceback" not in done.err
        assert done.err.endswith(".\n") and done.err.count("\n") == 1
        return done.err.strip()

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of a person's own."""

    def write(text: str, name: str = "counts.csv") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def two_files(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """VALUES and INDICATORS, from rows."""

    def write(values: list[list[str]], indicators: list[list[str]]) -> tuple[Path, Path]:
        for name, rows in (("values.csv", values), ("indicators.csv", indicators)):
            with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
        return tmp_path / "values.csv", tmp_path / "indicators.csv"

    return write


def changed(rows: list[list[str]], line: int, column: str, cell: str) -> list[list[str]]:
    """The rows with one cell written anew; line 1 is the header, as an editor counts."""
    copied = [list(row) for row in rows]
    copied[line - 1][rows[0].index(column)] = cell
    return copied
