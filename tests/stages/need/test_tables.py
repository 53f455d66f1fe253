from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"


@pytest.mark.parametrize("table", ["indicators", "indicator_values", "decisions"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


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
        ("decisions", ",1,", ",2,", 2, "first"),
        ("decisions", "E09000012", "E09000033", 2, "areas"),
        ("decisions", "2021-01-15", "January", 2, "decided_on"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(db, tmp_path, table, old, new, line, column):
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
    assert (found.file, found.line, found.column) == (f"{table}.csv", line, column)
    assert found.allowed
