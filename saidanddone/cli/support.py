"""The directory of local services, in and out as Open Referral UK 3.0."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import note
from .site import ProgrammeSlug, _programme, _start_django

SHOWN_AT_MOST = 40


class What(StrEnum):
    SERVICES = "services"
    SERVICE_AT_LOCATIONS = "service_at_locations"
    ORGANIZATIONS = "organizations"
    TAXONOMIES = "taxonomies"
    TAXONOMY_TERMS = "taxonomy_terms"


def bring_in(
    slug: ProgrammeSlug,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="JSON: one row, a list, or a page of a list.")
    ],
    save: Annotated[
        bool, typer.Option("--save", help="Keep it. Without this, only what would change is said.")
    ] = False,
) -> None:
    """Bring services in from a file: first say what is new or changed, and with --save keep it, whole or not at all."""
    _start_django()
    from saidanddone.support.actions.directory import record_directory
    from saidanddone.support.queries.comparing import compared
    from saidanddone.support.rules.flat import flattened
    from saidanddone.support.rules.reading import BYTES_AT_MOST, BadDirectory, read_json, rows_of

    programme = _programme(slug)
    try:
        with file.open("rb") as opened:
            directory = flattened(rows_of(read_json(opened.read(BYTES_AT_MOST + 1))))
        comparison = (
            record_directory(programme=programme, directory=directory, by=None)
            if save
            else compared(programme, directory)
        )
    except BadDirectory as why:
        raise ValueError(f"{file.name}, {why}") from why
    for change in comparison.differing[:SHOWN_AT_MOST]:
        said = ", ".join(change.fields) if not change.is_new else ""
        print("\t".join(filter(None, (change.state, change.kind_name, change.name or change.id, said))))
    counts = comparison.count()
    note(
        f"{counts['new']:,} new, {counts['changed']:,} changed, {counts['unchanged']:,} unchanged. "
        + ("Kept." if save else "Nothing is kept; with --save it is.")
    )


def give_out(
    slug: ProgrammeSlug,
    out: Annotated[Path, typer.Option("--out", help="The file to write to.")],
    what: Annotated[What, typer.Option("--what", help="Which list.")] = What.SERVICES,
) -> None:
    """Write a whole list of the directory to a file, each row with all there is of it."""
    _start_django()
    from saidanddone.support.queries.feed import every_row

    rows = list(every_row(what.value, _programme(slug)))
    out.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    note(f"{len(rows):,} rows written to {out}.")
