from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, spoil


@pytest.mark.parametrize("table", ["organisers", "conversations", "agenda", "attendance"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


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
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", 2, column)


def test_a_role_counted_twice_at_one_conversation_stops_the_load(folder):
    refused = spoil(folder, "attendance", "hackney,carer", "hackney,resident")
    assert (refused.line, refused.column) == (3, "role")
