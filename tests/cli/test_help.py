from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_command

from saidanddone.cli.app import _tree

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


def every_command(command, path: str = "said") -> Iterator[tuple[str, object]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, below in command.commands.items():
        yield from every_command(below, f"{path} {name}")


COMMANDS = dict(every_command(get_command(_tree())))


def section(path: str) -> str:
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[path]


def test_the_page_of_commands_has_every_command_and_no_other() -> None:
    headings = set(re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE))
    assert headings == {"said", *COMMANDS}


@pytest.mark.parametrize("path", COMMANDS)
def test_the_page_of_commands_has_every_option(path: str) -> None:
    text = section(path)
    for parameter in COMMANDS[path].params:
        for option in [*parameter.opts, *parameter.secondary_opts]:
            if option != "--help" and option.startswith("-"):
                assert f"`{option}" in text, option
        if parameter.param_type_name == "argument":
            assert f"`{parameter.name.upper()}`" in text


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_says_what_it_does_and_every_option_what_it_means(path: str) -> None:
    assert COMMANDS[path].help
    assert all(parameter.help for parameter in COMMANDS[path].params if parameter.name != "help")


def test_every_method_is_on_the_page_of_methods() -> None:
    page = (PROJECT / "docs" / "reference" / "methods.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (PROJECT / "saidanddone" / "methods").glob("[a-z]*.py")}
    assert modules == set(re.findall(r"^## (\w+)$", page, flags=re.MULTILINE))


def test_help_names_the_stages_that_have_commands(said) -> None:
    done = said("--help")
    assert done.code == 0
    assert "need" in done.out and "followup" in done.out


def test_help_imports_neither_numpy_nor_django() -> None:
    assert imported("--help") == set()


def test_a_file_command_never_starts_django() -> None:
    assert imported("followup", "estimate", "--yes", "4", "--answered", "9") == {"numpy", "scipy"}


def imported(*arguments: str) -> set[str]:
    program = (
        "import sys\n"
        "from saidanddone.cli import command, ended\n"
        f"assert ended(command({list(arguments)!r})) == 0\n"
        "print(*{name for name in ('numpy', 'scipy', 'django') if name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [[], ["followup"], ["report"]])
def test_a_group_without_a_command_lists_its_commands(said, arguments: list[str]) -> None:
    done = said(*arguments)
    assert done.code == 0
    assert "Commands:" in done.out


def test_the_version_is_the_installed_one(said) -> None:
    assert said("--version").out == f"said {version('said-and-done')}\n"


def test_nothing_in_the_package_reads_what_lies_beside_the_project() -> None:
    for path in (PROJECT / "saidanddone").rglob("*.py"):
        assert "../shared" not in path.read_text(encoding="utf-8"), path
