from __future__ import annotations

import pytest

from saidanddone.website.loading import export_folder
from tests.factories.outcomes import a_connection, an_outcome
from tests.spoiling import LONDON, check_written_back, spoil


@pytest.mark.parametrize("table", ["outcomes", "connections"])
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize("table", ["outcomes", "connections"])
def test_london_is_written_back_byte_for_byte(london, tmp_path, table):
    check_written_back(london, tmp_path, table, LONDON)


def test_what_was_entered_by_hand_is_written_out_too(second, tmp_path):
    an_outcome(second, "by-hand", statement="Said, with a comma\nand a line.")
    a_connection(second, "by-hand")
    export_folder(second, tmp_path)
    assert '"Said, with a comma\nand a line."' in (tmp_path / "outcomes.csv").read_text()
    assert "by-hand,A resident met an officer." in (tmp_path / "connections.csv").read_text()


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("outcomes", "second-outcome,", "connections,", "key"),
        ("outcomes", "second-outcome,", "Second Outcome,", "key"),
        ("outcomes", ",E09000012,", ",E09999999,", "area"),
        ("outcomes", ",service,", ",miracle,", "change_type"),
        ("outcomes", ",led-to,", ",caused,", "contribution"),
        ("outcomes", ",2021,", ",last year,", "happened"),
        ("outcomes", ",participant,", ",somebody,", "said_by"),
        ("outcomes", ",not-asked,", ",yes,", "confirmed"),
        ("outcomes", ",second-promise,", ",no-promise,", "commitments"),
        ("outcomes", ",r01,", ",r01; r01,", "recommendations"),
        ("outcomes", ",second-theme,", ",no-theme,", "themes"),
        ("outcomes", ",i001,", ",i999,", "ideas"),
        ("outcomes", ",second-report,", ",no-report,", "source"),
        ("connections", ",carer,", ",Mary,", "between_role"),
        ("connections", ",2021,", ",2021-13,", "happened"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", 2, column)
