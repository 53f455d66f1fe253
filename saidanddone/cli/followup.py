"""`said followup`: how many said yes, and how sure that is, from counts or from a file of answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import note, print_json, print_table

if TYPE_CHECKING:
    from .estimates import Compared, Counted, Estimates

Responses = Annotated[
    Path | None,
    typer.Argument(
        help="A table of answers, one row a person: CSV in UTF-8 or XLSX. Without it, give counts."
    ),
]
Question = Annotated[str | None, typer.Option(help="The column that holds the answers.")]
Yes = Annotated[
    str | None,
    typer.Option(help="How many said yes; with a file, the answer that counts as yes (default: yes)."),
]
Answered = Annotated[int | None, typer.Option(help="How many answered.")]
By = Annotated[str | None, typer.Option(help="The column that names each person's group.")]
Asked = Annotated[
    list[str] | None,
    typer.Option(help="How many were asked: N or, of a group in a file, GROUP=N. May be repeated."),
]
Census = Annotated[
    list[str] | None, typer.Option(help="A group of which everybody who was asked answered. May be repeated.")
]
Level = Annotated[float, typer.Option(help="How sure an interval is, between 0 and 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def estimate(
    responses: Responses = None,
    question: Question = None,
    yes: Yes = None,
    answered: Answered = None,
    by: By = None,
    asked: Asked = None,
    census: Census = None,
    level: Level = 0.95,
    as_json: AsJson = False,
) -> None:
    """How many said yes, of those who answered and of all who were asked, with how sure that is."""
    # NumPy, SciPy and the readers of tables: a third of a second that --help does without.
    from .estimates import Options, from_counts, from_table

    options = Options(question, yes, answered, by, tuple(asked or ()), tuple(census or ()), level)
    if responses is None:
        counted = from_counts(options)
        if as_json:
            print_json(counted.as_json())
        else:
            _show([counted], level)
        return
    found = from_table(responses, options)
    _note_what_is_odd(found)
    if as_json:
        print_json(found.as_json())
        return
    _show(found.groups, level)
    _show_differences(found.differences)


def _note_what_is_odd(found: Estimates) -> None:
    if found.other_answers and not any(group.k for group in found.groups):
        there = ", ".join(f"“{answer}”" for answer in found.other_answers[:10])
        note(f"Nobody answered “{found.yes}”. The answers are: {there}.")


def _show(groups: list[Counted], level: float) -> None:
    print_table(
        "Said yes",
        ["Group", "Yes", "Answered", "Asked", "Share", f"{level * 100:g}% interval"],
        [group.as_cells() for group in groups],
    )
    for group in groups:
        print(f"{group.name}: {group.sentence()}" if len(groups) > 1 else group.sentence())


def _show_differences(differences: list[Compared]) -> None:
    if differences:
        print_table(
            "The first group less the second, in points of a hundred",
            ["Groups", "Difference", "Interval", "Fisher's p"],
            [compared.as_cells() for compared in differences],
        )
