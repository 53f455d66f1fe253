from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.website.loading import export_folder, load_folder

SECOND = Path(__file__).parents[2] / "second_programme"


@pytest.mark.parametrize("table", ["sections", "cited_figures"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("case,3,case-study", "case,3,poem", 4, "kind"),
        ("case,3,", "case,third,", 4, "position"),
        ("case,3,", "case,-3,", 4, "position"),
        ("case,3,", "case,32768,", 4, "position"),
        ("second-outcome", "no-such", 4, "outcomes"),
        (",i001,", ",i999,", 4, "ideas"),
        ("\nfigures,4", "\nsummary,4", 5, "key"),
        ("figures,4,figures", "figures,4,numbers", 5, "kind"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(db, tmp_path, old, new, line, column):
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = tmp_path / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nspoilt,"))
    sections = tmp_path / "sections.csv"
    assert old in sections.read_text()
    sections.write_text(sections.read_text().replace(old, new))
    with pytest.raises(BadTable) as refused:
        load_folder(tmp_path, by=None)
    assert (refused.value.file, refused.value.line, refused.value.column) == ("sections.csv", line, column)
