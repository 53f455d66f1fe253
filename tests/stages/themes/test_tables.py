from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"
TABLES = ("themes", "codes", "codings", "recommendations")


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
    codings = folder / "codings.csv"
    codings.write_text(codings.read_text().replace("i002,", "a001,"))
    programme = load_folder(folder, by=None)
    assert programme.texts.get(key="a001").codings.count() == 1
