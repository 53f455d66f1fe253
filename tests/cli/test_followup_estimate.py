from __future__ import annotations

import csv
import json
import random
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

ANSWERS = [
    *(["participant", "yes" if place < 40 else "no"] for place in range(97)),
    *(["organiser", "yes" if place < 13 else "no"] for place in range(16)),
]
BY_ROLE = ("--question", "useful", "--by", "role")


@pytest.fixture
def table(tmp_path: Path):
    def write(rows=ANSWERS, header=("role", "useful"), name="answers.csv") -> Path:
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return tmp_path / name

    return write


# From counts --------------------------------------------------------------------------------------------


def test_forty_of_ninety_seven_of_a_thousand_is_about_412(said) -> None:
    found = said("followup", "estimate", "--yes", 40, "--answered", 97, "--asked", 1000, "--json").json
    assert found["p"] == pytest.approx(40 / 97, abs=1e-9)
    assert (found["total"], found["total_low"], found["total_high"]) == (412, 318, 511)
    assert (found["worst_low"], found["worst_high"]) == (40, 943)
    assert (found["k"], found["n"], found["N"]) == (40, 97, 1000)
    assert "finite population correction" in found["method"]


def test_without_json_the_answer_is_a_table_and_a_sentence(said) -> None:
    done = said("followup", "estimate", "--yes", 40, "--answered", 97, "--asked", 1000)
    assert done.code == 0
    assert done.err == ""
    assert "32.4% to 50.7%" in done.out
    assert "41 in 100 of those who answered said yes: 40 of 97." in done.out
    assert "about 412 of the 1,000 who were asked, and between 318 and 511" in done.out
    assert "at least 40 and at most 943" in done.out


def test_without_the_number_asked_totals_are_null(said) -> None:
    found = said("followup", "estimate", "--yes", 40, "--answered", 97, "--json").json
    assert found["total"] is None and found["worst_high"] is None and found["N"] is None
    assert "not known" in found["sentence"]


def test_a_full_count_has_no_interval(said) -> None:
    found = said("followup", "estimate", "--yes", 13, "--answered", 16, "--asked", 16, "--json").json
    assert found["low"] == found["p"] == found["high"]
    assert "nothing is left to chance" in found["sentence"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--yes", 98, "--answered", 97],
            "k (how many said yes) is 98; allowed: 0 to n, the 97 who answered.",
        ),
        (["--yes", -1, "--answered", 97], "--yes is -1; allowed: a whole number from 0 to 1,000,000,000."),
        (["--yes", "many", "--answered", 97], "--yes is “many”; allowed: a whole number such as 40."),
        (
            ["--yes", 4, "--answered", 97, "--asked", 96],
            "N (how many were asked) is 96; allowed: n, the 97 who answered, or more.",
        ),
        (
            ["--yes", 4, "--answered", 9, "--asked", "a=12"],
            "--asked is “a=12”; allowed: a whole number such as 40.",
        ),
        (
            ["--yes", 0, "--answered", 0],
            "n (how many answered) is 0; allowed: a whole number from 1 to 1,000,000,000.",
        ),
        (
            ["--yes", 4, "--answered", 9, "--level", 95],
            "level is 95.0; allowed: a number between 0 and 1, such as 0.95.",
        ),
        (
            ["--yes", 4, "--answered", 9, "--level", "nan"],
            "level is nan; allowed: a number between 0 and 1, such as 0.95.",
        ),
        (
            ["--yes", 4, "--answered", 9, "--by", "role"],
            "--by speaks of a file of answers; name the file first.",
        ),
        (
            ["--yes", 4, "--answered", 9, "--asked", 10, "--asked", 11],
            "--asked is there twice; without a file there is one number to give.",
        ),
        ([], "give a file of answers and --question, or the counts --yes K --answered n --asked N."),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(refused, options: list, sentence: str) -> None:
    assert refused("followup", "estimate", *options, "--json") == sentence


# From a file --------------------------------------------------------------------------------------------


def test_groups_are_counted_and_compared(said, table) -> None:
    asked = ("--asked", "participant=1000", "--asked", "organiser=16", "--census", "organiser")
    found = said("followup", "estimate", table(), *BY_ROLE, *asked, "--json").json
    participants, organisers = found["groups"]["participant"], found["groups"]["organiser"]
    assert (participants["k"], participants["n"], participants["N"]) == (40, 97, 1000)
    assert (participants["total_low"], participants["total_high"]) == (318, 511)
    assert organisers["low"] == organisers["p"] == organisers["high"] == 13 / 16
    (difference,) = found["differences"]
    assert (difference["a"], difference["b"]) == ("organiser", "participant")
    assert difference["difference"] == pytest.approx(13 / 16 - 40 / 97, abs=1e-9)
    assert difference["low"] == pytest.approx(0.3055, abs=1e-4)
    assert difference["high"] == pytest.approx(0.4887, abs=1e-4)


def test_a_census_needs_no_number_asked(said, table) -> None:
    found = said("followup", "estimate", table(), *BY_ROLE, "--census", "organiser", "--json").json
    assert found["groups"]["organiser"]["N"] == 16
    assert found["groups"]["participant"]["N"] is None


def test_without_a_column_of_groups_there_is_one_group(said, table) -> None:
    found = said("followup", "estimate", table(), "--question", "useful", "--asked", "1016", "--json").json
    assert set(found["groups"]) == {"all"}
    assert (found["groups"]["all"]["k"], found["groups"]["all"]["n"]) == (53, 113)
    assert found["groups"]["all"]["N"] == 1016
    assert found["differences"] == []


def test_blank_cells_are_missing_and_are_counted_as_left_out(said, table) -> None:
    path = table([["a", "yes"], ["a", " "], ["", "yes"], ["a", "no"], [" a ", "yes "]])
    found = said("followup", "estimate", path, *BY_ROLE, "--json").json
    assert (found["groups"]["a"]["k"], found["groups"]["a"]["n"]) == (2, 3)
    assert found["left_out"] == {"no_answer": 1, "no_group": 1}


def test_a_group_in_which_nobody_answered_says_so_and_is_compared_with_none(said, table) -> None:
    path = table([["a", "yes"], ["b", ""], ["c", "no"]])
    done = said("followup", "estimate", path, *BY_ROLE, "--asked", "b=7", "--json")
    silent = done.json["groups"]["b"]
    assert (silent["k"], silent["n"], silent["N"], silent["p"]) == (0, 0, 7, None)
    assert (silent["worst_low"], silent["worst_high"]) == (0, 7)
    assert [(each["a"], each["b"]) for each in done.json["differences"]] == [("a", "c")]
    assert "b: Nobody answered." in said("followup", "estimate", path, *BY_ROLE).out


def test_the_order_of_rows_and_columns_changes_nothing(said, table) -> None:
    before = said("followup", "estimate", table(), *BY_ROLE, "--json").out
    mixed = random.Random(3).sample(ANSWERS, len(ANSWERS))
    path = table([[answer, role] for role, answer in mixed], header=("useful", "role"))
    assert said("followup", "estimate", path, *BY_ROLE, "--json").out == before


def test_a_workbook_gives_what_the_same_table_in_csv_gives(said, table, tmp_path: Path) -> None:
    book = Workbook()
    for row in [("role", "useful"), *ANSWERS]:
        book.active.append(row)
    book.save(tmp_path / "answers.xlsx")
    from_csv = said("followup", "estimate", table(), *BY_ROLE, "--json").json
    assert said("followup", "estimate", tmp_path / "answers.xlsx", *BY_ROLE, "--json").json == from_csv


def test_an_answer_that_nobody_gave_is_remarked_on_beside_the_json(said, table) -> None:
    done = said("followup", "estimate", table(), "--question", "useful", "--yes", "Yes", "--json")
    assert done.code == 0
    assert json.loads(done.out)["groups"]["all"]["k"] == 0
    assert done.err == "Nobody answered “Yes”. The answers are: “no”, “yes”.\n"


def test_square_brackets_in_a_group_are_only_brackets(said, table) -> None:
    done = said(
        "followup", "estimate", table([["[bold]a", "yes"], ["b=c", "no"]]), *BY_ROLE, "--asked", "b=c=4"
    )
    assert done.code == 0
    assert "[bold]a" in done.out
    assert "of the 4 who were asked" in done.out


FILE = "answers.csv"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([FILE], "--question is missing: the column of the file that holds the answers."),
        (
            [FILE, "--question", "use"],
            "answers.csv, line 1, column use: there is no such column; allowed: role, useful.",
        ),
        (
            [FILE, "--question", "useful", "--by", "rôle"],
            "answers.csv, line 1, column rôle: there is no such column; allowed: role, useful.",
        ),
        (
            [FILE, *BY_ROLE, "--asked", "lead=4"],
            "answers.csv, column role: no row is of the group “lead” that --asked names; "
            "allowed: organiser, participant.",
        ),
        (
            [FILE, *BY_ROLE, "--census", "lead"],
            "answers.csv, column role: no row is of the group “lead” that --census names; "
            "allowed: organiser, participant.",
        ),
        (
            [FILE, *BY_ROLE, "--asked", "organiser=15"],
            "answers.csv, group “organiser”: N (how many were asked) is 15; allowed: n, the 16 who answered, or more.",
        ),
        (
            [FILE, *BY_ROLE, "--asked", "organiser=20", "--census", "organiser"],
            "answers.csv, group “organiser”: --census says that everybody answered, but 16 of 20 did.",
        ),
        (
            [FILE, *BY_ROLE, "--asked", "organiser=-4"],
            "--asked is -4; allowed: a whole number from 0 to 1,000,000,000.",
        ),
        ([FILE, *BY_ROLE, "--asked", "1000"], "--asked is “1000”; allowed: GROUP=N, such as organiser=16."),
        (
            [FILE, *BY_ROLE, "--asked", "organiser=16", "--asked", "organiser=17"],
            "--asked names the group “organiser” twice.",
        ),
        ([FILE, *BY_ROLE, "--level", 0], "level is 0.0; allowed: a number between 0 and 1, such as 0.95."),
        ([FILE, *BY_ROLE, "--answered", 4], "--answered goes without a file; a file's answers are counted."),
        (["none.csv", *BY_ROLE], "none.csv: there is no such file."),
        (["home", *BY_ROLE], "home: this is a folder; allowed: CSV or XLSX."),
    ],
)
def test_what_the_file_cannot_answer_is_refused_in_a_sentence(
    refused, table, tmp_path: Path, options: list, sentence: str
) -> None:
    table()
    (tmp_path / "home").mkdir()
    assert refused("followup", "estimate", *options, "--json") == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bad.csv: this file is empty; allowed: a header and rows."),
        (b"role,useful\n", "bad.csv, column useful: no row has an answer."),
        (b"role,useful\na,\n", "bad.csv, column useful: no row has an answer."),
        (
            b"useful,useful\n1,2\n",
            "bad.csv, line 1, column useful: this column is there twice; allowed: each name once.",
        ),
        (
            b"role,useful\na,yes\nb,\xff\n",
            "bad.csv, line 3: this is not text in UTF-8; allowed: CSV in UTF-8, or XLSX.",
        ),
        (
            b"role,useful\na,yes\nb\n",
            "bad.csv, line 3: there are 1 cells; allowed: 2, one for each column of the header.",
        ),
    ],
)
def test_a_file_that_is_no_table_of_answers_is_refused_with_its_line(
    refused, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    assert refused("followup", "estimate", "bad.csv", *BY_ROLE) == sentence


def test_a_hundred_thousand_answers_are_counted_in_seconds(said, tmp_path: Path) -> None:
    rows = "".join(f"group{i % 5},{'yes' if i % 3 else 'no'}\n" for i in range(100_000))
    (tmp_path / "many.csv").write_text("role,useful\n" + rows)
    begin = time.perf_counter()
    found = said("followup", "estimate", "many.csv", *BY_ROLE, "--asked", "group0=1000000", "--json").json
    assert time.perf_counter() - begin < 10
    assert [group["n"] for group in found["groups"].values()] == [20_000] * 5
    assert sum(group["k"] for group in found["groups"].values()) == 66_666
