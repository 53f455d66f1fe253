from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"


@pytest.mark.parametrize("table", ["organisers", "conversations", "agenda", "attendance"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("conversations", "2021-03-01", "2021-02-30", "held_on"),
        ("conversations", ",1,", ",first,", "number"),
        ("conversations", "E09000012", "E09999999", "area"),
        ("conversations", "organiser-01", "organiser-99", "organiser"),
        ("agenda", "18:00", "24:00", "starts"),
        ("agenda", "hackney", "nowhere", "conversation"),
        ("agenda", ",tables,", ",dancing,", "kind"),
        ("agenda", ",60,", ",0,", "minutes"),
        ("attendance", ",9,", ",-9,", "attended"),
        ("attendance", ",9,", ",some,", "attended"),
        ("attendance", "resident", "passer-by", "role"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(db, tmp_path, table, old, new, column):
    found = refusal(tmp_path, table, old, new)
    assert (found.file, found.line, found.column) == (f"{table}.csv", 2, column)


def test_a_role_counted_twice_at_one_conversation_stops_the_load(db, tmp_path):
    found = refusal(tmp_path, "attendance", "hackney,carer", "hackney,resident")
    assert (found.line, found.column) == (3, "role")


def refusal(folder: Path, table: str, old: str, new: str) -> BadTable:
    for path in SECOND.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    programme = folder / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nspoilt,"))
    spoilt = folder / f"{table}.csv"
    assert old in spoilt.read_text()
    spoilt.write_text(spoilt.read_text().replace(old, new))
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    return refused.value
