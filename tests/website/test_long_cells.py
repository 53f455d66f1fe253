"""No cell is longer than what its column in the database holds: said with its line, on every database."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import load_folder, tables

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


@pytest.mark.parametrize("table", [table.name for table in tables()])
def test_a_cell_that_is_too_long_is_refused_with_its_line_and_column(db, tmp_path, table):
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = tmp_path / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nlong,"))
    path = tmp_path / f"{table}.csv"
    with path.open(newline="") as rows:
        header, first, *others = csv.reader(rows)
    for place, column in enumerate(header):
        if column in MAY_BE_LONG and (table, column) != ("codings", "text"):
            continue
        if (table, column) in LONG_HERE_ALONE:
            continue
        cells = [*first]
        cells[place] = "x" * 5000
        with path.open("w", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([header, cells, *others])
        with pytest.raises(BadTable) as refused:
            load_folder(tmp_path, by=None)
        assert refused.value.line is not None and refused.value.column, (table, column)
        assert len(str(refused.value)) < 6000
