"""`said need compare`, `said need clusters` and `said need map` on a person's own files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def test_proportions_have_wilsons_limits_and_a_verdict_against_the_benchmark(said, written) -> None:
    file = written("area,numerator,denominator\nb,0,10\na,40,97\nc,10,10\nd,,10\n")
    found = said("need", "compare", file, "--kind", "proportion", "--benchmark", 0.25, "--json").json
    assert [area["area"] for area in found["areas"]] == ["a", "b", "c"]
    a, b, c = found["areas"]
    assert (a["low"], a["high"]) == pytest.approx((0.319573, 0.511845), abs=5e-6)
    assert b["low"] == 0 and c["high"] == 1
    assert [area["verdict"] for area in found["areas"]] == ["higher", "similar", "higher"]
    assert found["left_out"] == ["d"]


def test_a_comparison_names_areas_and_says_what_it_cannot(said, written) -> None:
    file = written("area,name,numerator,denominator\nb,Birch,1,97\na,Alder,40,97\n")
    shown = said("need", "compare", file, "--kind", "proportion", "--benchmark", 0.25).out
    assert "Alder (a)" in shown and "Higher: Alder. Lower: Birch." in shown
    assert "For a paper:" in shown and "to be looked into, not blamed" in shown


def test_rates_are_exact_below_ten_events_and_by_byar_from_ten(said, written) -> None:
    file = written("area,numerator,denominator\na,65,100\nb,1,100\nc,9,12.5\n")
    found = said("need", "compare", file, "--kind", "rate", "--multiplier", 100, "--json").json
    assert [area["method"].split()[0] for area in found["areas"]] == ["Byar's", "The", "The"]
    assert found["areas"][0]["low"] == pytest.approx(50.1631877104595, abs=1e-9)
    assert found["areas"][0]["verdict"] is None
    shown = said("need", "compare", file, "--kind", "rate", "--multiplier", 100, "--benchmark", 20)
    assert "2 of 3 areas are higher and 1 lower" in shown.out


def test_counts_that_an_office_held_back_leave_an_area_out_and_millions_are_written_out(
    said, written
) -> None:
    file = written("area,numerator,denominator\na,[c],100\nb,300,1434002\nc,20,12.5\n")
    done = said("need", "compare", file, "--kind", "rate")
    assert "Left out, without counts: a." in done.err
    assert "1,434,002" in done.out and "12.5" in done.out


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("area,numerator\na,1\n", [], "column denominator: this column is missing"),
        ("area,numerator,denominator\na,1.5,10\n", [], "line 2, column numerator: 1.5 is no count"),
        (
            "area,numerator,denominator\na,11,10\n",
            [],
            "line 2, column numerator: 11 is more than its denominator",
        ),
        ("area,numerator,denominator\na,1,0\n", [], "line 2, column denominator: 0 is not above 0"),
        ("area,numerator,denominator\na,many,10\n", [], "line 2, column numerator: “many” is no number"),
        (
            "area,numerator,denominator\na,1,10\na,1,10\n",
            [],
            "line 3, column area: the area “a” is there twice",
        ),
        (
            "area,numerator,denominator\na,1,10\n",
            ["--level", 2],
            "level is 2.0; allowed: a number between 0 and 1",
        ),
        (
            "area,numerator,denominator\na,1,10\n",
            ["--benchmark", 20],
            "--benchmark is 20; allowed: a share from 0 to 1",
        ),
        ("area,numerator,denominator\na,,\n", [], "no area has counts"),
    ],
)
def test_bad_counts_are_one_sentence(said, written, text, options, sentence) -> None:
    done = said("need", "compare", written(text), "--kind", "proportion", *options, "--json")
    assert done.code == 2 and sentence in done.err and done.out == ""


def square(code: str, x: int, y: int) -> dict:
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": f"Square {code}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def board(written) -> Path:
    """Six by six squares, and one on its own."""
    features = [square(f"s{x}{y}", x, y) for x in range(6) for y in range(6)] + [square("far", 50, 50)]
    return written(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


@pytest.fixture
def values(written) -> Path:
    rows = [f"s{x}{y},{10 * (x >= 3) + y % 2}" for x in range(6) for y in range(6)]
    return written("area,score\n" + "\n".join([*rows, "far,4", "elsewhere,3"]) + "\n", "values.csv")


def test_two_halves_of_a_board_are_two_clusters_and_who_stands_alone_is_named(said, board, values) -> None:
    done = said("need", "clusters", values, board, "--column", "score", "--permutations", 999, "--json")
    found = done.json
    by = {area["area"]: area for area in found["areas"]}
    assert found["global"]["I"] > 0.6 and found["global"]["p"] == pytest.approx(0.001)
    assert (by["s00"]["quadrant"], by["s55"]["quadrant"]) == ("LL", "HH")
    assert len(by["s00"]["neighbours"]) == 3 and len(by["s22"]["neighbours"]) == 8
    assert by["far"] == {
        "area": "far",
        "I": None,
        "p": None,
        "quadrant": None,
        "neighbours": [],
        "discovery": False,
    }
    assert found["only_in_values"] == ["elsewhere"]
    assert any("Fewer than 50 areas" in sentence for sentence in found["sentences"])
    assert "elsewhere" in done.err


@pytest.mark.parametrize("mark", ["suppressed", ":", "[c]", ""])
def test_a_mark_in_the_place_of_a_number_leaves_an_area_off_the_map(
    said, written, board, values, mark
) -> None:
    file = written(values.read_text().replace("\nfar,4", f"\nfar,{mark}"), "values.csv")
    asked = (file, board, "--column", "score")
    assert "far" in said("need", "clusters", *asked, "--permutations", 99, "--json").json["only_on_map"]
    assert "far" in said("need", "map", *asked, "--json").json["only_on_map"]


def test_the_same_seed_gives_the_same_answer_and_a_table_for_people(said, board, values) -> None:
    asked = ("need", "clusters", values, board, "--column", "score", "--permutations", 99)
    assert said(*asked, "--json").json == said(*asked, "--json").json
    shown = said(*asked)
    assert "high among high" in shown.out and "Moran's I is" in shown.out
    assert "For a paper:" in shown.out and "A cluster is not a cause" in shown.out


@pytest.mark.parametrize(
    ("shapes", "sentence"),
    [
        ("[", "areas.geojson: this cannot be read as JSON"),
        ("{}", "areas.geojson: this is no FeatureCollection"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "there are 0 features"),
        (
            json.dumps({"type": "FeatureCollection", "features": [square("a", 0, 0)] * 2}),
            "feature 2: the code a is there twice",
        ),
        (
            json.dumps({"type": "FeatureCollection", "features": [{**square("a", 0, 0), "properties": {}}]}),
            "feature 1 has no code",
        ),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [{**square("a", 0, 0), "geometry": {"type": "Point", "coordinates": [0, 0]}}],
                }
            ),
            "the area a is Point; allowed: Polygon or MultiPolygon",
        ),
        (
            json.dumps({"type": "FeatureCollection", "features": [square("q", 0, 0)]}),
            "0 of its areas have a value in values.csv",
        ),
    ],
)
def test_a_map_that_is_none_is_one_sentence(said, written, values, shapes, sentence) -> None:
    done = said("need", "clusters", values, written(shapes, "areas.geojson"), "--column", "score", "--json")
    assert done.code == 2 and sentence in done.err and "Traceback" not in done.err


def test_values_that_cannot_cluster_are_one_sentence(said, written, board, values) -> None:
    assert "there is no such column" in said("need", "clusters", values, board, "--column", "none").err
    same = written("area,score\n" + "".join(f"s{x}0,5\n" for x in range(6)), "same.csv")
    refused = said("need", "clusters", same, board, "--column", "score")
    assert refused.code == 2 and "same.csv, column score: the value is the same in every area" in refused.err


# A map


def test_a_map_has_its_classes_its_table_and_what_did_not_match(said, board, values, tmp_path) -> None:
    done = said(
        "need",
        "map",
        values,
        board,
        "--column",
        "score",
        "--number",
        2,
        "--write",
        tmp_path / "m.svg",
        "--json",
    )
    found = done.json
    assert [each["areas"] for each in found["classes"]] == [18, 19]
    assert {each["area"]: each["class"] for each in found["areas"]}["s55"] == 2
    assert found["only_in_values"] == ["elsewhere"] and "elsewhere" in done.err
    drawing = (tmp_path / "m.svg").read_text()
    assert drawing.count("<path") == 37 and "(19 areas)" in drawing
    assert "score, in 2 classes" in said("need", "map", values, board, "--column", "score", "--number", 2).out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--classes", "pretty"], "--classes is “pretty”; allowed: quantile, equal, fisher-jenks"),
        (["--number", 9], "--number is 9; allowed: 1 to 5"),
    ],
)
def test_a_map_that_cannot_be_drawn_writes_nothing(said, board, values, tmp_path, options, sentence) -> None:
    done = said("need", "map", values, board, "--column", "score", *options, "--write", tmp_path / "m.svg")
    assert done.code == 2 and sentence in done.err and not (tmp_path / "m.svg").exists()


def test_a_multiplier_that_is_none_is_named_by_itself_and_not_by_an_area(written, refused) -> None:
    file = written("area,numerator,denominator\na,4,10\n")
    said = refused("need", "compare", file, "--kind", "rate", "--multiplier", -4)
    assert said.startswith("--multiplier is -4; allowed: above 0")


def test_a_screen_shows_no_more_rows_than_a_person_scrolls_through(said, written) -> None:
    rows = "".join(f"a{at:03},{at},1000\n" for at in range(70))
    shown = said("need", "compare", written(f"area,numerator,denominator\n{rows}"), "--kind", "rate")
    assert "a059" in shown.out and "a060" not in shown.out
    assert "The first 60 of 70; --json has all of them." in shown.err


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_on_a_screen_of_any_width_loses_no_name_and_no_verdict(
    said, written, monkeypatch, columns
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    file = written("area,numerator,denominator\nE09000012,40,1000\nE09000022,1,1000\n")
    shown = said("need", "compare", file, "--kind", "rate", "--benchmark", 2000).out
    for area, verdict in (("E09000012", "higher"), ("E09000022", "lower")):
        assert any(area in line and verdict in line for line in shown.splitlines())
