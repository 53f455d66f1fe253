"""No cell is longer than what its column in the database holds: said with its line, on every database."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db import transaction

from saidanddone.files import BadTable, check_rows, read_table
from saidanddone.programme.tables import Loading, TableOf
from saidanddone.website.loading import tables

SECOND = Path(__file__).parents[1] / "second_programme"
MAY_BE_LONG = {
    "alert", "attribution", "body", "definition", "description", "example", "memo", "not_when", "note", "reason", "reasons",
    "said", "statement", "steps", "summary", "text", "use_when", "what", "what_came", "why_chosen", "words", "words_after", "words_before",
    "agreement", "basis_note", "dpo_contact", "measure", "policy_document", "recipients", "security", "transfers",
    "what_for", "which_data", "whose",
}  # fmt: skip
# What a service says in the standard's own form has no column of its own, and so no length.
IN_THE_STANDARDS_FORM = (
    "phones", "opening", "fees", "eligibility", "how_to_ask", "address", "town", "county", "postcode",
    "how_to_get_there", "getting_in",
)  # fmt: skip
LONG_HERE_ALONE = {("privacy_organisations", "address"), ("area_maps", "strangers")} | {
    ("support_services", column) for column in IN_THE_STANDARDS_FORM
}


def load(table: TableOf, path: Path, loading: Loading) -> Loading:
    """One table on top of those that are loaded, with what it puts off to the end."""
    copied = {kind: {**rows} for kind, rows in loading.rows.items()}
    trial = Loading(by=None, programme=loading.programme, rows=copied)
    table.load(trial, check_rows(read_table(path), table.row))
    trial.finish()
    return trial


def refuses_long_cells(table: TableOf, path: Path, loading: Loading) -> int:
    """How many columns were tried, each with a first cell that is too long."""
    good = path.read_text()
    with path.open(newline="") as rows:
        header, first, *others = csv.reader(rows)
    tried = 0
    for place, column in enumerate(header):
        if column in MAY_BE_LONG and (table.name, column) != ("codings", "text"):
            continue
        if (table.name, column) in LONG_HERE_ALONE:
            continue
        cells = [*first]
        cells[place] = "x" * 5000
        with path.open("w", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([header, cells, *others])
        with pytest.raises(BadTable) as refused, transaction.atomic():
            load(table, path, loading)
        assert refused.value.line is not None and refused.value.column, (table.name, column)
        assert len(str(refused.value)) < 6000
        tried += 1
    path.write_text(good)
    return tried


def test_a_cell_that_is_too_long_is_refused_with_its_line_and_column(db, tmp_path):
    """Each table is tried on top of those before it; one that names rows of later tables, on top of all."""
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = tmp_path / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nlong,"))
    loading, tried = Loading(by=None), 0
    last = {"codings", "corrections"}
    for table in sorted(tables(), key=lambda table: table.name in last):
        path = tmp_path / f"{table.name}.csv"
        tried += refuses_long_cells(table, path, loading)
        loading = load(table, path, loading)
    assert tried > 300
