"""Archives, workbooks and tables that are not meant well: each is refused in one sentence, in little room."""

from __future__ import annotations

import struct
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook

from saidanddone.files import BadTable, archives, read, read_table
from saidanddone.files.archives import BadArchive, Limits, check_office_file, check_xml, open_archive

SMALL = Limits(members=5, member=20_000, total=50_000, ratio=50)


def packed(members: dict[str, bytes] | list[tuple[ZipInfo | str, bytes]], how: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", how) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return made.getvalue()


def refused(data: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(BadArchive) as why:
        read_all(data, limits)
    assert "\n" not in str(why.value)
    return str(why.value)


def read_all(data: bytes, limits: Limits) -> None:
    with open_archive(data, limits) as archive:
        for name in archive.names:
            archive.read(name)


def named(name: str, kind: int = 0) -> ZipInfo:
    member = ZipInfo("placeholder")
    member.filename = name  # the constructor would mend it
    member.external_attr = kind << 16
    return member


def patched(data: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    """The archive with something else at a place of its last header of this kind."""
    start = data.rindex(mark) + at
    return data[:start] + value + data[start + len(value) :]


def test_what_is_meant_well_is_opened():
    with open_archive(packed({"a.txt": b"one", "in/b.txt": b"two", "empty/": b""}), SMALL) as archive:
        assert archive.names == ("a.txt", "in/b.txt")
        assert archive.read("in/b.txt") == b"two"
        with pytest.raises(BadArchive, match="there is no “c"):
            archive.read("c.txt")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../out",
        "in/../../out",
        "..\\out",
        "in\\..\\..\\out",
        "C:\\x",
        "c:/x",
        "\\\\host\\x",
        "a\nb",
        "",
        "a/" * 13 + "b",
        "n" * 301,
    ],
)
def test_a_name_that_leads_out_is_refused(name):
    assert refused(packed([(named(name), b"x")])) == "a name in this archive leads out of it"


def test_a_name_cut_off_by_a_nul_is_refused():
    assert "leads out" in refused(packed({"ab.txt": b"x"}).replace(b"ab.txt", b"a\0.txt"))


@pytest.mark.parametrize("kind", [0o120777, 0o010644, 0o060644])
def test_a_link_or_device_is_refused(kind):
    assert (
        refused(packed([(named("link", kind), b"/etc/passwd")]))
        == "this archive holds something that is no file"
    )


def test_a_locked_archive_is_refused():
    assert "password" in refused(patched(packed({"a": b"x"}), b"PK\x01\x02", 8, b"\x01\x00"))


def test_an_unusual_packing_is_refused():
    assert "unusual" in refused(packed({"a": b"x"}, ZIP_BZIP2))


def test_two_parts_of_one_name_are_refused():
    assert "one name" in refused(packed([(named("a.txt"), b"x"), (named("A.TXT"), b"y")]))


def test_too_many_parts_are_refused():
    assert refused(packed({f"{n}": b"" for n in range(6)})) == "there are more than 5 parts in this archive"


@pytest.mark.parametrize(
    "inner", [packed({"a": b"x"}), b"\x1f\x8b\x08rest", b"7z\xbc\xaf\x27\x1crest"], ids=["zip", "gzip", "7z"]
)
def test_an_archive_inside_an_archive_is_refused(inner):
    assert refused(packed({"inner": inner})) == "there is an archive inside this archive"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"no archive", packed({"a": b"x" * 99})[:40]],
    ids=["nothing", "a beginning", "words", "cut off"],
)
def test_what_is_no_archive_is_refused(data):
    assert refused(data) == "this is no archive that can be opened"


@pytest.mark.parametrize("place", [45, 60])
def test_a_broken_part_is_refused(place):
    data = bytearray(packed({"a": bytes(range(256)) * 4}, ZIP_STORED))
    data[place] ^= 0xFF
    assert refused(bytes(data)) == "a part of this archive is broken"


# Bombs


def test_a_part_that_unpacks_to_too_much_is_refused():
    assert refused(packed({"a": bytes(20_001)})) == "this archive unpacks to too much"


def test_parts_that_together_unpack_to_too_much_are_refused():
    assert refused(packed({f"{n}": bytes(15_000) for n in range(4)})) == "this archive unpacks to too much"


def test_far_more_than_it_holds_is_refused_even_below_the_limit(monkeypatch):
    monkeypatch.setattr(archives, "RATIO_COUNTS_FROM", 1_000)
    assert "far more than it holds" in refused(packed({"a": bytes(19_000)}))


def test_a_bomb_is_refused_in_little_room():
    bomb = packed({"a": bytes(100_000_000)})
    assert len(bomb) < 200_000
    tracemalloc.start()
    try:
        assert "far more than it holds" in refused(bomb, Limits())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_header_that_lies_about_its_size_gains_nothing():
    """It says 10 bytes and holds a hundred million: no more than ten are unpacked, and they do not add up."""
    bomb = packed({"a": bytes(100_000_000)})
    lying = patched(bomb, b"PK\x01\x02", 24, struct.pack("<I", 10))
    tracemalloc.start()
    try:
        assert refused(lying) == "a part of this archive is broken"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_parts_that_lie_on_top_of_each_other_are_refused():
    """Many names over one kernel of data: https://www.bamsoftware.com/hacks/zipbomb/"""
    data = packed({"a": bytes(10_000)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entries = [data[start:end].replace(b"a", letter) for letter in (b"a", b"b", b"c")]
    directory = b"".join(entries)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 3, 3, len(directory), start, 0)
    assert refused(data[:start] + directory + tail) == "parts of this archive lie on top of each other"


# Workbooks

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def a_workbook(*rows: list[object]) -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows or (["key"], ["a"]):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return packed(members | {name: part})


def with_sheet(sheet: bytes, before: bytes = b"") -> bytes:
    return with_part(a_workbook(), "xl/worksheets/sheet1.xml", before + SHEET % sheet)


def why_not(tmp_path: Path, data: bytes, name: str = "rows.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadTable) as why:
        read_table(path)
    assert "\n" not in str(why.value)
    return str(why.value)


@pytest.mark.parametrize(
    "declared", [LAUGHS, OUTSIDE, b"<!DOCTYPE html>"], ids=["multiplies", "reads a file", "plain"]
)
def test_a_workbook_that_declares_entities_is_refused(tmp_path, declared):
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    assert "declares a document type" in why_not(tmp_path, with_sheet(cell, declared))


def test_so_it_is_in_another_encoding_and_under_another_name(tmp_path):
    wide = LAUGHS.decode().replace('"1.0"', '"1.0" encoding="utf-16"') + "<l/>"
    for part in (wide.encode("utf-16"), b"\n \n" + OUTSIDE.partition(b"?>")[2] + b"<l/>"):
        assert "declares a document type" in why_not(tmp_path, with_part(a_workbook(), "xl/hidden.bin", part))


def test_a_document_is_checked_alike_and_may_hold_the_workbook_of_a_chart():
    check_office_file(packed({"word/document.xml": b"<w/>", "word/embeddings/sheet.xlsx": a_workbook()}))
    with pytest.raises(BadArchive, match="declares a document type"):
        check_office_file(packed({"word/document.xml": LAUGHS + b"<w>&j;</w>"}))


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path):
    bomb = with_part(a_workbook(), "xl/media/image1.bin", bytes(60_000_000))
    assert "unpacks to far more than it holds" in why_not(tmp_path, bomb)


def test_xml_that_never_begins_is_not_read_to_its_end():
    read = []

    def pieces():
        for _piece in range(1_000):
            read.append(True)
            yield b"0" * (1 << 16)

    with pytest.raises(BadArchive, match="cannot be read"):
        check_xml(pieces())
    assert len(read) < 20


def test_a_large_honest_table_is_no_bomb():
    """Equal numbers in every cell, the most that any honest sheet can be packed."""
    cells = b"".join(b'<c r="%c%d"><v>0</v></c>' % (65 + n % 20, 1 + n // 20) for n in range(400_000))
    check_office_file(with_sheet(cells))


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(tmp_path):
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert "there are 16384 cells; allowed: 1" in why_not(tmp_path, with_sheet(far))


def test_a_line_beyond_the_end_of_a_sheet_is_refused(tmp_path):
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>2</v></c></row>'
    assert "beyond the last that a sheet can have" in why_not(tmp_path, with_sheet(far))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_whose_parts_are_nonsense_is_refused(tmp_path, part):
    assert "cannot be read as a workbook" in why_not(tmp_path, with_part(a_workbook(), part, b"<nonsense/>"))


# Tables


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    header = ",".join(f"c{n}" for n in range(201)).encode()
    assert (
        why_not(tmp_path, header + b"\n", "rows.csv")
        == "rows.csv, line 1: there are 201 columns; allowed: 200"
    )
    wide = a_workbook([f"c{n}" for n in range(201)])
    assert "there are 201 columns; allowed: 200" in why_not(tmp_path, wide)


def test_a_table_of_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "ROWS_AT_MOST", 1_000)
    data = b"key\n" + b"a\n" * 1_001
    assert (
        why_not(tmp_path, data, "rows.csv")
        == "rows.csv, line 1002: this table has too many rows; allowed: 1,000"
    )
    assert "too many rows" in why_not(tmp_path, a_workbook(["key"], *[["a"]] * 1_001))


def test_a_cell_that_never_ends_is_refused(tmp_path):
    assert "field larger than field limit" in why_not(tmp_path, b'key\n"' + b"a" * 1_000_001, "rows.csv")


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "BYTES_AT_MOST", 2_000_000)
    assert "this file is too large; allowed: 2 million bytes" in why_not(
        tmp_path, bytes(2_000_001), "rows.csv"
    )
