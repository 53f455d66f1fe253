from __future__ import annotations

import pytest

from saidanddone.stages.groups.models import Group
from saidanddone.website.loading import export_folder, load_folder
from tests.factories.groups import a_cost, a_group, enrolled
from tests.spoiling import LONDON, check_written_back, refusal, spoil

TABLES = ["groups", "group_sessions", "enrolments", "costs"]
A_PART = "a-part,A part,training,second-group,,,,,Part of the other.,,illustrative,\n"


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize("table", TABLES)
def test_london_is_written_back_byte_for_byte(london, tmp_path, table):
    check_written_back(london, tmp_path, table, LONDON)


def test_money_is_written_with_two_digits_or_none_and_an_ending_not_known_as_blank(second, tmp_path):
    group = a_group(second)
    a_cost(group, "33.50")
    a_cost(group, "40.00")
    enrolled(group, None)
    export_folder(second, tmp_path)
    costs = (tmp_path / "costs.csv").read_text().splitlines()
    assert costs[-2:] == ["a-group,Rooms,33.50,GBP,,", "a-group,Rooms,40,GBP,,"]
    assert (tmp_path / "enrolments.csv").read_text().splitlines()[-1] == "a-group,person-01,,,,,"


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("groups", "second-group,", "add,", "key"),
        ("groups", "second-group,", "Second group,", "key"),
        ("groups", ",peer-group,", ",club,", "kind"),
        ("groups", ",peer-group,,", ",peer-group,no-group,", "part_of"),
        ("groups", ",peer-group,,", ",peer-group,second-group,", "part_of"),
        ("groups", ",2021-05,", ",spring,", "began_on"),
        ("groups", ",2021-11,", ",2021-13,", "ended_on"),
        ("groups", ",second-promise,", ",no-promise,", "commitments"),
        ("groups", ",second-promise,", ",second-promise; second-promise,", "commitments"),
        ("group_sessions", "second-group,", "no-group,", "group"),
        ("group_sessions", ",1,session", ",0,session", "position"),
        ("group_sessions", ",session,", ",party,", "kind"),
        ("group_sessions", ",2,illus", ",-2,illus", "attended"),
        ("group_sessions", ",2,illus", ",99999,illus", "attended"),
        ("group_sessions", ",2,illus", ",nan,illus", "attended"),
        ("enrolments", "second-01", "mary-smith", "person"),
        ("enrolments", "second-01", "mary1@example.org", "person"),
        ("enrolments", ",yes,", ",perhaps,", "finished"),
        ("enrolments", ",1,yes", ",1.5,yes", "sessions_attended"),
        ("enrolments", "2021-05-10,1,yes", "2021-05-32,1,yes", "enrolled_on"),
        ("costs", ",120,", ",-120,", "amount"),
        ("costs", ",120,", ",nan,", "amount"),
        ("costs", ",120,", ',"1,200",', "amount"),
        ("costs", ",120,", ",120.5,", "amount"),
        ("costs", ",GBP,", ",pounds,", "currency"),
        ("costs", "second-group,", "no-group,", "group"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", 2, column)


def test_a_person_is_enrolled_once_a_group(folder):
    refused = spoil(folder, "enrolments", "second-02", "second-01")
    assert (refused.line, refused.column) == (3, "person")


def test_a_part_may_stand_before_its_whole(folder):
    table = folder / "groups.csv"
    header, rest = table.read_text().split("\n", 1)
    table.write_text(f"{header}\n{A_PART}{rest}")
    programme = load_folder(folder, by=None)
    assert Group.objects.get(programme=programme, key="a-part").part_of.key == "second-group"


def test_a_part_has_no_parts_of_its_own(folder):
    table = folder / "groups.csv"
    deeper = A_PART.replace("a-part", "deeper").replace("second-group", "a-part")
    table.write_text(table.read_text() + A_PART + deeper)
    refused = refusal(folder)
    assert (refused.line, refused.column) == (4, "part_of")
