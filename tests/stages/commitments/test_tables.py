from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, spoil


@pytest.mark.parametrize("table", ["commitments", "commitment_reviews"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


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
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", 2, column)
