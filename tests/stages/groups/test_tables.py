from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files import BadTable
from saidanddone.stages.groups.models import Group
from saidanddone.website.loading import export_folder, load_folder
from tests.factories.groups import a_cost, a_group, enrolled

SECOND = Path(__file__).parents[2] / "second_programme"
LONDON = Path(__file__).parents[3] / "saidanddone" / "examples" / "london"
TABLES = ["groups", "group_sessions", "enrolments", "costs"]
A_PART = "a-part,A part,training,second-group,,,,,Part of the other.,,illustrative,\n"


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    export_folder(second, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (SECOND / f"{table}.csv").read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_london_is_written_back_byte_for_byte(london, tmp_path, table):
    export_folder(london, tmp_path)
    assert (tmp_path / f"{table}.csv").read_bytes() == (LONDON / f"{table}.csv").read_bytes()


def test_money_is_written_with_two_digits_or_none_and_an_ending_not_known_as_blank(second, tmp_path):
    group = a_group(second)
    a_cost(group, "33.50")
    a_cost(group, "40.00")
    enrolled(group, None)
    export_folder(second, tmp_path)
    costs = (tmp_path / "costs.csv").read_text().splitlines()
    assert costs[-2:] == ["a-group,Rooms,33.50,GBP,,", "a-group,Rooms,40,GBP,,"]
    assert (tmp_path / "enrolments.csv").read_text().splitlines()[-1] == "a-group,person-01,,,,,"


@pytest.fixture
def folder(db, tmp_path) -> Path:
    """The second programme's files under another address, to be spoilt and loaded."""
    for path in SECOND.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    programme = tmp_path / "programme.csv"
    programme.write_text(programme.read_text().replace("\nsecond,", "\nspoilt,"))
    return tmp_path


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
    spoilt = folder / f"{table}.csv"
    assert old in spoilt.read_text()
    spoilt.write_text(spoilt.read_text().replace(old, new, 1))
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    found = refused.value
    assert (found.file, found.line, found.column) == (f"{table}.csv", 2, column)


def test_a_person_is_enrolled_once_a_group(folder):
    table = folder / "enrolments.csv"
    table.write_text(table.read_text().replace("second-02", "second-01"))
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    assert (refused.value.line, refused.value.column) == (3, "person")


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
    with pytest.raises(BadTable) as refused:
        load_folder(folder, by=None)
    assert (refused.value.line, refused.value.column) == (4, "part_of")
