from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, refusal, spoil

TABLES = ("frameworks", "measures", "readings")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("frameworks", "second-framework,", "readings,", 2, "key"),
        ("frameworks", "second-outcome", "no-such-outcome", 2, "outcome"),
        ("measures", "higher-is-better", "higher", 2, "direction"),
        ("measures", "second-framework,", "no-such,", 2, "framework"),
        ("readings", "2021,6,12", "2021,13,12", 2, "k"),
        ("readings", ",everyone,", ',"every\none",', 2, "group"),
        ("readings", "2021,6,12", "2021,0,0", 2, "n"),
        ("readings", "2021,6,12", "2021,-6,12", 2, "k"),
        ("readings", "2021,6,12", "21,6,12", 2, "year"),
        ("readings", "2021,6,12", "2021,6,nan", 2, "n"),
        ("readings", "second-measure", "no-such", 2, "measure"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, line, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", line, column)


def test_one_group_has_one_reading_a_year(folder):
    path = folder / "readings.csv"
    path.write_text(path.read_text() + "second-measure,everyone,2021,7,14,,\n")
    refused = refusal(folder)
    assert (refused.file, refused.line) == ("readings.csv", 3)
