from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, spoil


@pytest.mark.parametrize("table", ["indicators", "indicator_values", "index_methods", "decisions"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("indicators", "higher-is-worse", "higher", 2, "direction"),
        ("indicators", "Things,1,", "Things,0,", 2, "weight"),
        ("indicators", "Things,1,", "Things,nan,", 2, "weight"),
        ("indicators", "Things,1,", "Things,,", 2, "weight"),
        ("indicators", "second-report", "no-report", 2, "source"),
        ("indicators", "\nsecond-indicator,", "\ndecide,", 2, "code"),
        ("indicator_values", ",4,ok", ",four,ok", 2, "value"),
        ("indicator_values", ",4,ok", ",,ok", 2, "value"),
        ("indicator_values", ",4,ok", ",4,missing", 2, "value"),
        ("indicator_values", ",4,ok", ",4,lost", 2, "status"),
        ("indicator_values", "2020,2.5", "20,2.5", 3, "year"),
        ("indicator_values", "E09000022", "E09000012", 3, "year"),
        ("indicator_values", "E09000022", "E09000033", 3, "area"),
        ("index_methods", "minmax", "rank", 2, "normalise"),
        ("index_methods", ",no,", ",perhaps,", 2, "treat"),
        ("index_methods", "2020-11-01", "", 2, "chosen_on"),
        ("decisions", ",1,", ",2,", 2, "first"),
        ("decisions", "E09000012", "E09000033", 2, "areas"),
        ("decisions", "2021-01-15", "January", 2, "decided_on"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, line, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", line, column)
    assert refused.allowed or "Choose another" in refused.problem
