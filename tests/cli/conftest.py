"""The command as a person runs it: a process of its own, in a folder of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "said"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
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
