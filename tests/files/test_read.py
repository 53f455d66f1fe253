from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pydantic import BaseModel

from saidanddone.files import BadTable, check_rows, read_table
from saidanddone.files.types import IsoDate, Number, Whole, YesNo
from saidanddone.files.write import csv_lines, write_csv, write_xlsx


class Row(BaseModel):
    key: str
    when: IsoDate | None = None
    agreed: YesNo
    people: Whole
    share: Number | None = None


HEADER = "key,when,agreed,people,share\n"


def table(tmp_path: Path, text: str | bytes, name: str = "rows.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(path: Path) -> BadTable:
    with pytest.raises(BadTable) as refused:
        check_rows(read_table(path), Row)
    return refused.value


def test_rows_come_in_with_their_types_and_lines(tmp_path):
    found = check_rows(read_table(table(tmp_path, HEADER + "a,2018-03-04,yes,12,0.5\n\nb,,no,0,\n")), Row)
    assert [(at.line, at.row) for at in found] == [
        (2, Row(key="a", when=date(2018, 3, 4), agreed=True, people=12, share=0.5)),
        (4, Row(key="b", when=None, agreed=False, people=0, share=None)),
    ]


def test_a_row_after_words_that_span_lines_still_has_its_own_line(tmp_path):
    path = table(tmp_path, HEADER + '"one\ntwo\nthree",,yes,1,\nb,,maybe,1,\n')
    assert refusal(path).line == 5


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert read_table(table(tmp_path, "\ufeff" + HEADER + "a,,yes,1,\n")).columns[0] == "key"


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ("a,04/03/2018,yes,1,", "when", "“04/03/2018” is no date; allowed: a date such as 2018-03-04"),
        ("a,2018-02-30,yes,1,", "when", "is no date"),
        ("a,,true,1,", "agreed", "“true” is neither yes nor no; allowed: yes or no"),
        ("a,,,1,", "agreed", "the cell is blank; allowed: yes or no"),
        (",,yes,1,", "key", "the cell is blank; allowed: a text"),
        ("a,,yes,1.5,", "people", "“1.5” is no whole number"),
        ("a,,yes,1_000,", "people", "is no whole number"),
        ("a,,yes,,", "people", "the cell is blank"),
        ("a,,yes,1,nan", "share", "“nan” is no number"),
        ("a,,yes,1,1e9999", "share", "is no number"),
        ('a,,yes,1,"1,5"', "share", "is no number; allowed: a number with a point"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_with_what_is_allowed(tmp_path, cells, column, says):
    refused = refusal(table(tmp_path, HEADER + cells + "\n"))
    assert (refused.file, refused.line, refused.column) == ("rows.csv", 2, column)
    assert says in str(refused)
    assert str(refused).startswith(f"rows.csv, line 2, column {column}: ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this file is empty"),
        ("key;agreed\na;yes\n", "its columns are parted by semicolons; allowed: CSV with commas, or XLSX"),
        ("key\tagreed\na\tyes\n", "its columns are parted by tabs"),
        ("\n\n", "this file is empty"),
        ("key,key\n", "line 1, column key: this column is there twice"),
        ("key,,agreed\n", "line 1, column 2: this column has no name"),
        (HEADER + "a,,yes\n", "line 2: there are 3 cells; allowed: 5"),
        (HEADER + "a,,yes,1,,extra\n", "line 2: there are 6 cells"),
        ("key,agreed\na,yes\n", "line 1, column people: this column is missing"),
        (HEADER.replace("\n", ",more\n"), "column more: there is no such column"),
        (HEADER + 'a,"never closed\n', "line 2: this line cannot be read as CSV"),
        (b"key\nfine\n\xff\xfe\n", "line 3: this is not text in UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path, text, says):
    refused = refusal(table(tmp_path, text))
    assert says in str(refused)
    assert "\n" not in str(refused)


def test_a_character_that_no_database_holds_is_refused_where_it_stands(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("key,name\na,A\nb,B\x00\n")
    with pytest.raises(BadTable) as refused:
        read_table(path)
    assert (refused.value.line, refused.value.column) == (3, "name")


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadTable, match="there is no such file"):
            read_table(path)


def test_a_workbook_reads_like_the_same_csv(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["key", "when", "agreed", "people", "share"])
    sheet.append(["a", date(2018, 3, 4), True, 12, 0.5])
    sheet.append(["b", None, "no", 3.0, None])
    sheet.cell(row=9, column=9).value = None
    book.save(tmp_path / "rows.xlsx")
    same = table(tmp_path, HEADER + "a,2018-03-04,yes,12,0.5\nb,,no,3,\n")
    assert [row.cells for row in read_table(tmp_path / "rows.xlsx").rows] == [
        row.cells for row in read_table(same).rows
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"key,agreed\n"])
def test_what_only_calls_itself_a_workbook_is_refused(tmp_path, content):
    with pytest.raises(BadTable, match="cannot be read as a workbook"):
        read_table(table(tmp_path, content, "rows.xlsx"))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_reads_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("files") / "rows.csv"
    write_csv(path, ["a", "b"], rows)
    expected = [
        (a if a.strip() else None, b if b.strip() else None) for a, b in rows if a.strip() or b.strip()
    ]
    assert [tuple(row.cells.values()) for row in read_table(path).rows] == expected


def test_values_are_written_as_they_are_read(tmp_path):
    path = tmp_path / "rows.csv"
    write_csv(path, ["a", "b", "c", "d", "e"], [[True, date(2018, 3, 4), 4.0, 2.5, None]])
    assert path.read_text() == "a,b,c,d,e\nyes,2018-03-04,4,2.5,\n"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "rows.csv"
    write_csv(path, ["a"], [["old"]])

    def rows():
        yield ["new"]
        raise RuntimeError("the rows stop here")

    with pytest.raises(RuntimeError):
        write_csv(path, ["a"], rows())
    assert path.read_text() == "a\nold\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-5", "@cmd", "\tx"])
def test_a_spreadsheet_runs_nothing_that_it_gets_from_us(tmp_path, cell):
    path = tmp_path / "rows.csv"
    path.write_text("".join(csv_lines(["a"], [[cell], [-5]], spreadsheet_safe=True)))
    assert [row.cells["a"] for row in read_table(path).rows] == [f"'{cell}", "-5"]
    book = tmp_path / "rows.xlsx"
    write_xlsx(book, ["a"], [[cell]], sheet="a/b[c]")
    assert read_table(book).rows[0].cells["a"] == cell
