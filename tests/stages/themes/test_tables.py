from __future__ import annotations

import pytest

from saidanddone.website.loading import load_folder
from tests.spoiling import change, check_written_back, spoil

TABLES = ("themes", "codes", "codings", "recommendations")


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("themes", "second-theme,", "recommendations,", 2, "key"),
        ("themes", "take-the-lead", "no-such-aspiration", 2, "aspiration"),
        ("codes", "second-code,second-theme", "second-code,no-such-theme", 2, "theme"),
        ("codings", "i002,", "i999,", 3, "text"),
        ("codings", "i002,second-code,coder-1,,", "i002,second-code,coder-1,5,900", 3, "end"),
        ("codings", "i002,second-code,coder-1,,", "i002,second-code,coder-1,5,", 3, "end"),
        ("recommendations", ",i001,", ",i001; i999,", 2, "ideas"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, line, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", line, column)


def test_a_coding_may_name_an_open_answer_which_a_later_table_brings(folder):
    change(folder, "codings", "i002,", "a001,")
    programme = load_folder(folder, by=None)
    assert programme.texts.get(key="a001").codings.count() == 1
