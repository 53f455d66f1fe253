from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"


@pytest.mark.parametrize("table", ["commitments", "commitment_reviews"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("commitments", "2021-12,", "2021-13,", "due_on"),
        ("commitments", ",kept,,", ",late,,", "reason"),
        ("commitments", ",r01,", ",r01; r99,", "recommendations"),
        ("commitments", ",kept,", ",forgotten,", "state"),
        ("commitment_reviews", ",kept,", ",under-way,", "state"),
        ("commitment_reviews", "2021-12-01", "last winter", "reviewed_on"),
        ("commitment_reviews", "second-promise", "no-such-promise", "commitment"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(db, tmp_path, table, old, new, column):
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = tmp_path / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nspoilt,"))
    spoilt = tmp_path / f"{table}.csv"
    assert old in spoilt.read_text()
    spoilt.write_text(spoilt.read_text().replace(old, new))
    with pytest.raises(BadTable) as refused:
        load_folder(tmp_path, by=None)
    found = refused.value
    assert (found.file, found.line, found.column) == (f"{table}.csv", 2, column)
