"""Programmes from folders and back: whole or not at all, and nothing of another programme touched."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.files import BadTable
from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Area, Programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.website.loading import export_folder, load_folder, tables

SECOND = Path(__file__).parents[1] / "second_programme"
OUTCOME = "o{0},Outcome {0},It was done.,,service,All,A group,led-to,,,2021,participant,not-asked,,,,,,,,"


@pytest.fixture
def folder(tmp_path) -> Path:
    """The second programme under another address, ready to be loaded beside it."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in SECOND.glob("*.csv"):
        (copy / path.name).write_bytes(path.read_bytes())
    change(copy, "programme", "\nsecond,", "\ncopy,")
    return copy


def change(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def add(folder: Path, table: str, line: str) -> int:
    """The number of the line that was added at the end."""
    path = folder / f"{table}.csv"
    path.write_text(path.read_text() + line + "\n")
    return len(path.read_text().splitlines())


def rows_everywhere() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def refused(folder: Path) -> BadTable:
    """The sentence that stopped the load; not one row of any table is there afterwards."""
    before = rows_everywhere()
    with pytest.raises(BadTable) as why:
        load_folder(folder, by=None)
    assert rows_everywhere() == before
    assert "Traceback" not in str(why.value)
    return why.value


def where(why: BadTable) -> tuple[str, int | None, str | None]:
    return why.file, why.line, why.column


# What comes in goes out unchanged


def test_every_table_is_written_back_byte_for_byte(second, tmp_path):
    Area.objects.update(tile_row=None, tile_column=None, provenance="", note="")
    export_folder(second, tmp_path / "out")
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    given = {path.name: path.read_bytes() for path in SECOND.glob("*.csv")}
    assert written.keys() == given.keys()
    for name in given:
        assert written[name] == given[name], name


def test_what_was_written_can_be_loaded_and_written_again(second, folder, tmp_path):
    copy = load_folder(folder, by=None)
    export_folder(copy, tmp_path / "out")
    export_folder(second, tmp_path / "first")
    for path in (tmp_path / "first").iterdir():
        expected = path.read_bytes()
        if path.name == "programme.csv":
            expected = expected.replace(b"\nsecond,", b"\ncopy,")
        assert (tmp_path / "out" / path.name).read_bytes() == expected, path.name


def test_words_with_signs_lines_and_other_scripts_come_back_as_they_were(folder, second, tmp_path):
    odd = "=1+1, \"quoted\"; 'so' — łódź\nsecond line\t🙂 \u202eright to left"
    with (folder / "ideas.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("text")] = odd
    with (folder / "ideas.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    export_folder(load_folder(folder, by=None), tmp_path / "out")
    assert (tmp_path / "out" / "ideas.csv").read_bytes() == (folder / "ideas.csv").read_bytes()


def test_a_table_that_is_not_given_is_written_with_its_header_alone(db, tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    for name in ("programme", "areas"):
        (folder / f"{name}.csv").write_bytes((SECOND / f"{name}.csv").read_bytes())
    change(folder, "programme", "\nsecond,", "\nsmall,")
    small = load_folder(folder, by=None)
    export_folder(small, tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == len(list(tables()))
    for path in (tmp_path / "out").iterdir():
        lines = path.read_text().splitlines()
        assert len(lines) == {"programme.csv": 2, "areas.csv": 3}.get(path.name, 1), path.name


def test_the_database_knows_how_many_rows_its_tables_have_once_a_programme_is_loaded(folder, second):
    load_folder(folder, by=None)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'ideas_idea' LIMIT 1")
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'ideas_idea'")
        (known,) = cursor.fetchone()
    assert int(str(known).split()[0].split(".")[0]) == Idea.objects.count()


def test_every_table_ends_with_where_its_rows_come_from():
    for table in tables():
        assert table.columns[-2:] == ["provenance", "note"], table.name


def test_a_rows_label_comes_in_with_it(second):
    labelled = [model for model in apps.get_models() if hasattr(model, "provenance")]
    assert len(labelled) > 15
    for model in labelled:
        if model is not Area:
            assert set(model._base_manager.values_list("provenance", flat=True)) != {""}, model


# Beside another programme


def test_a_second_load_touches_no_row_of_the_first(second, folder, tmp_path):
    export_folder(second, tmp_path / "before")
    load_folder(folder, by=None)
    export_folder(second, tmp_path / "after")
    for path in (tmp_path / "before").iterdir():
        assert (tmp_path / "after" / path.name).read_bytes() == path.read_bytes()


def test_areas_are_shared_and_not_doubled(second, folder):
    before = Area.objects.count()
    load_folder(folder, by=None)
    assert Area.objects.count() == before


def test_the_same_programme_is_not_loaded_twice(second):
    why = refused(SECOND)
    assert where(why) == ("programme.csv", 2, "slug")
    assert "is loaded already" in str(why)


def test_loading_is_on_the_trail_of_who_did_it(folder, team_of, second):
    lead = team_of(second).lead
    load_folder(folder, by=lead)
    rows = AuditRow.objects.filter(programme_slug="copy")
    assert rows.count() > 10
    # Answers given under a promise of anonymity leave no row that ties them to a person or moment.
    assert {row.actor for row in rows} == {lead}
    assert not [row for row in rows if "Secondwords" in str(vars(row))]


def test_loading_costs_a_number_of_queries_that_does_not_grow_with_the_rows(folder, second):
    with CaptureQueriesContext(connection) as spent:
        load_folder(folder, by=None)
    few = len(spent)
    change(folder, "programme", "\ncopy,", "\nlarger,")
    for number in range(100):
        add(folder, "ideas", f"i{number + 100},hackney,,idea,resident,,Words {number}.,en,note,2,,")
        add(folder, "open_answers", f"a{number + 100},participants,p001,what-changed,Words.,en,no,,")
        add(folder, "extracts", f"x{number + 100},interview-1,Words.,en,no,,")
        add(folder, "outcomes", OUTCOME.format(number))
    with CaptureQueriesContext(connection) as spent:
        load_folder(folder, by=None)
    assert len(spent) <= few + 20, "some statements are sent in parts, none a row"


def test_progress_names_every_table_with_its_rows(folder, second, tmp_path):
    said: list[tuple[str, int]] = []
    copy = load_folder(folder, by=None, progress=lambda name, rows: said.append((name, rows)))
    assert dict(said)["ideas"] == 3
    assert [name for name, _ in said] == [table.name for table in tables()]
    said.clear()
    export_folder(copy, tmp_path / "out", progress=lambda name, rows: said.append((name, rows)))
    assert dict(said)["ideas"] == 3


# What is wrong stops all of it


@pytest.mark.parametrize("name", ["idea.csv", "Ideas.csv", "ideas.CSV", "extra.csv", "ideas.xlsx"])
def test_a_file_that_would_be_passed_over_in_silence_stops_the_load(folder, second, name):
    (folder / name).write_text("key\n")
    why = refused(folder)
    assert where(why) == (name, None, None)
    assert "ideas.csv" in why.allowed


@pytest.mark.parametrize("name", ["README.md", ".gitignore", "notes.txt", "picture.png"])
def test_what_is_no_table_may_lie_beside_the_tables(folder, second, name):
    (folder / name).write_text("anything")
    assert load_folder(folder, by=None).slug == "copy"


@pytest.mark.parametrize("name", ["programme", "areas"])
def test_a_programme_needs_itself_and_its_areas(folder, second, name):
    (folder / f"{name}.csv").unlink()
    why = refused(folder)
    assert where(why) == (f"{name}.csv", None, None)
    assert "at least programme.csv and areas.csv" in str(why)


def test_a_table_that_others_name_rows_of_is_missed_where_it_is_named(folder, second):
    (folder / "conversations.csv").unlink()
    for name in ("agenda", "attendance"):
        (folder / f"{name}.csv").unlink()
    why = refused(folder)
    assert where(why) == ("ideas.csv", 2, "conversation")
    assert "none is loaded" in str(why)


@pytest.mark.parametrize("table", [table.name for table in tables()])
def test_a_bad_last_row_of_any_table_leaves_nothing_behind(folder, second, table):
    """A cell too many: every table refuses it, whatever its columns."""
    width = len((folder / f"{table}.csv").read_text().splitlines()[0].split(","))
    line = add(folder, table, "," * (width - 1) + "x,y")
    assert where(refused(folder))[:2] == (f"{table}.csv", line)


@pytest.mark.parametrize("table", [table.name for table in tables()])
def test_a_label_that_there_is_not_stops_the_load_where_it_stands(folder, second, table):
    path = folder / f"{table}.csv"
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    rows[-1][rows[0].index("provenance")] = "invented"
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    why = refused(folder)
    assert (why.file, why.column) == (f"{table}.csv", "provenance")
    assert "illustrative" in why.allowed


@pytest.mark.parametrize("table", [table.name for table in tables()])
def test_a_missing_column_is_named(folder, second, table):
    path = folder / f"{table}.csv"
    header, *_ = path.read_text().splitlines()
    first = header.split(",")[0]
    path.write_text(header.partition(",")[2] + "\n")
    assert where(refused(folder)) == (f"{table}.csv", 1, first)


def test_rows_put_off_to_the_end_are_undone_as_well(folder, second):
    """The last thing that is loaded is what names rows of a later table."""
    line = add(folder, "sections", "extra,9,case-study,Extra,Words.,no-such-outcome,,,")
    assert where(refused(folder)) == ("sections.csv", line, "outcomes")


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ("areas", "E09000012,Hackney again,,,,", "code"),
        ("areas", "X1,Somewhere,13,1,,", "tile_row"),
        ("areas", "X1,Somewhere,1_0,1,,", "tile_row"),
        ("areas", "X1,,1,1,,", "name"),
        ("sources", "Second Report,T,P,,,,,,", "key"),
        ("aspirations", "Take The Lead,A,,,", "key"),
        ("aspirations", "take-the-lead,Again,,,", "key"),
        ("aspirations", "none,None,,,", "key"),
        ("programme", "third,T,T,T,T,,,,", "slug"),
        ("speakers", "hackney-03,resident,E09999999,yes,yes,yes,yes,,,,2021-03-01,paper,,", "area"),
        ("speakers", "hackney-03,resident,,yes,yes,yes,perhaps,,,,2021-03-01,paper,,", "quoted"),
        ("speakers", "hackney-01,resident,,yes,yes,yes,yes,,,,2021-03-01,paper,,", "key"),
    ],
)
def test_a_bad_row_is_refused_where_it_stands(folder, second, table, line, column):
    number = add(folder, table, line)
    assert where(refused(folder)) == (f"{table}.csv", number, column)


def test_two_areas_do_not_lie_on_one_tile(folder, second):
    change(folder, "areas", "Hackney,,", "Hackney,4,7")
    change(folder, "areas", "Lambeth,,", "Lambeth,4,7")
    assert where(refused(folder)) == ("areas.csv", 3, "tile_column")


def test_one_code_means_one_place_in_every_programme(folder, second):
    change(folder, "areas", ",Hackney,", ",Hackney Wick,")
    why = refused(folder)
    assert where(why) == ("areas.csv", 2, "name")
    assert why.allowed == "Hackney"


@pytest.mark.parametrize("slug", ["static", "help-now", "Copy", "a b", "x" * 61])
def test_a_bad_address_is_refused_in_its_own_cell(folder, second, slug):
    change(folder, "programme", "\ncopy,", f"\n{slug},")
    assert where(refused(folder)) == ("programme.csv", 2, "slug")


def test_a_date_that_the_calendar_lacks_is_refused(folder, second):
    change(folder, "programme", ",2021-01-01,", ",2021-02-30,")
    assert where(refused(folder)) == ("programme.csv", 2, "began_on")


def test_after_a_refused_load_the_mended_folder_loads(folder, second):
    change(folder, "ideas", ",hackney,", ",hackney-nowhere,")
    refused(folder)
    change(folder, "ideas", ",hackney-nowhere,", ",hackney,")
    assert load_folder(folder, by=None) == Programme.objects.get(slug="copy")
