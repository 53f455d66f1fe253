from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from saidanddone.cli.ending import ended
from saidanddone.files import BadTable
from saidanddone.people.rules import Refused
from tests.cli.conftest import COMMAND


def raising(why: BaseException):
    def run() -> None:
        raise why

    return run


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (ValueError("the count is 4;\n allowed: 5"), "the count is 4; allowed: 5.\n"),
        (
            BadTable(file="a.csv", line=3, column="b", problem="“x” is no number", allowed="a number"),
            "a.csv, line 3, column b: “x” is no number; allowed: a number.\n",
        ),
        (Refused("Only the programme lead may do this."), "Only the programme lead may do this.\n"),
        (PermissionError(13, "Permission denied", "answers.csv"), "answers.csv: Permission denied.\n"),
        (OSError("the disk is gone"), "the disk is gone.\n"),
    ],
)
def test_what_a_command_raises_becomes_one_sentence_and_2(capsys, why: Exception, sentence: str) -> None:
    assert ended(raising(why)) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", sentence)


def test_a_fault_of_our_own_is_said_to_be_one(capsys, monkeypatch) -> None:
    monkeypatch.setenv("SAID_DEBUG", "0")
    assert ended(raising(RuntimeError("broken"))) == 2
    err = capsys.readouterr().err
    assert "a fault in said itself (RuntimeError: broken)" in err
    assert "Traceback" not in err


def test_a_fault_of_our_own_shows_where_to_whoever_looks_for_it(monkeypatch) -> None:
    monkeypatch.setenv("SAID_DEBUG", "1")
    with pytest.raises(RuntimeError):
        ended(raising(RuntimeError("broken")))


def test_a_database_without_its_tables_says_what_to_run(capsys) -> None:
    from django.db import OperationalError

    assert ended(raising(OperationalError("no such table: programme_programme"))) == 2
    assert "said migrate" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "DATABASE_URL names no database that can be used"),
        ("mysql://reader:open-sesame@there/said", "DATABASE_URL names no database that can be used"),
        ("postgres://reader:open-sesame@there:port/said", "DATABASE_URL names no database that can be used"),
        ("postgres://reader:open-sesame@127.0.0.1:5432/", "DATABASE_URL names no database that can be used"),
        ("postgres://reader:open-sesame@127.0.0.1:1/said", "No database answers where DATABASE_URL says"),
        ("postgres://reader:open-sesame@no.such.host.invalid/said", "No database answers"),
        ("postgres://reader:open-sesame@127.0.0.1:5432/said?sslmode=bogus", "No database answers"),
        ("sqlite:////no-such-folder/said.sqlite3", "No database answers where DATABASE_URL says"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_sentence_without_the_password(
    tmp_path: Path, address: str, sentence: str
) -> None:
    done = subprocess.run(
        [COMMAND, "migrate"],
        env=os.environ | {"SAID_HOME": str(tmp_path), "DATABASE_URL": address},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert sentence in done.stderr
    assert "open-sesame" not in done.stderr + done.stdout


@pytest.mark.parametrize("why", [KeyboardInterrupt(), typer.Abort()])
def test_ctrl_c_ends_quietly(capsys, why: BaseException) -> None:
    assert ended(raising(why)) == 130
    assert capsys.readouterr() == ("", "")


def test_a_commands_own_exit_code_is_kept() -> None:
    assert ended(lambda: 1) == 1
    assert ended(lambda: None) == 0


def test_a_closed_pipe_ends_quietly() -> None:
    closing = f"{COMMAND} followup estimate --yes 4 --answered 9 --json"
    done = subprocess.run(
        ["bash", "-c", f"{closing} | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.strip() in {"0", "1"}  # 0 where it had written before the pipe was closed


def test_a_pipe_closed_before_anything_is_written_ends_quietly_with_1(tmp_path: Path) -> None:
    program = (
        "import os, sys, time\n"
        "from saidanddone.cli import command, ended\n"
        "reading, writing = os.pipe()\n"
        "os.dup2(writing, 1); os.close(writing); os.close(reading)\n"
        "sys.exit(ended(command(['followup', 'estimate', '--yes', '4', '--answered', '9'])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nope"], "No such command 'nope'."),
        (["followup", "nope"], "No such command 'nope'."),
        (["followup", "estimate", "--nope"], "No such option: --nope."),
        (["followup", "estimate", "--yes"], "Option '--yes' requires an argument."),
    ],
)
def test_a_mistyped_command_is_answered_in_one_sentence(refused, arguments: list[str], sentence: str) -> None:
    assert refused(*arguments) == sentence


@pytest.mark.parametrize("arguments", [["load"], ["load", "nowhere"], ["report", "build", "london"]])
def test_a_command_that_lacks_something_says_so_in_one_sentence(refused, arguments: list[str]) -> None:
    assert refused(*arguments)
