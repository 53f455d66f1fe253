"""The tree of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from typer.main import get_command

from . import followup, need, site, support

MAIN_HELP = "From what people said to what was done about it. Every command answers to --help."


def _tree() -> typer.Typer:
    top = _group(MAIN_HELP)
    for name, function in site.COMMANDS.items():
        top.command(name)(function)
    need_group = _group("Where need is greatest: an index, comparisons, clusters on the map.")
    for name, function in need.COMMANDS.items():
        need_group.command(name)(function)
    top.add_typer(need_group, name="need")
    asked_later = _group("Answers given months later: how many, and how sure that is.")
    asked_later.command("estimate")(followup.estimate)
    top.add_typer(asked_later, name="followup")
    audit = _group("The trail of who did what.")
    audit.command("verify")(site.verify_audit)
    top.add_typer(audit, name="audit")
    keys = _group("What seals the details of people.")
    keys.command("rotate")(site.rotate_keys)
    top.add_typer(keys, name="keys")
    directory = _group("Where to turn: the directory of local services.")
    directory.command("import")(support.bring_in)
    directory.command("export")(support.give_out)
    top.add_typer(directory, name="support")
    report = _group("The published report.")
    report.command("build")(site.build_report)
    top.add_typer(report, name="report")
    top.callback(invoke_without_command=True)(_help_or_version)
    return top


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(
        help=help_text,
        callback=_help_where_nothing_is_asked,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,  # the formatted help takes a third of a second to import
        pretty_exceptions_enable=False,
    )


def _help_where_nothing_is_asked(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def _help_or_version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        print(f"said {installed('said-and-done')}")
        raise typer.Exit
    _help_where_nothing_is_asked(context)


def command(arguments: list[str] | None = None) -> Callable[[], object]:
    """The command line, ready to run: the given arguments, or the ones `said` was started with."""
    tree = get_command(_tree())
    return lambda: tree.main(args=arguments, prog_name="said", standalone_mode=False)
