from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"
TABLES = ("frameworks", "measures", "readings")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


@pytest.fixture
def folder(db, tmp_path):
    """The second programme under another address, to be spoilt."""
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = (tmp_path / "programme.csv").read_text().replace("\nsecond,", "\nspoilt,")
    (tmp_path / "programme.csv").write_text(programme)
    return tmp_path


def spoil(folder: Path, table: str, old: str, new: str) -> BadTable:
    path = folder / f"{table}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    return refused.value


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("frameworks", "second-framework,", "readings,", 2, "key"),
        ("frameworks", "second-outcome", "no-such-outcome", 2, "outcome"),
        ("measures", "higher-is-better", "higher", 2, "direction"),
        ("measures", "second-framework,", "no-such,", 2, "framework"),
        ("readings", "2021,6,12", "2021,13,12", 2, "k"),
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
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    assert (refused.value.file, refused.value.line) == ("readings.csv", 3)
