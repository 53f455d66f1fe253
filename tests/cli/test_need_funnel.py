"""`said need funnel`: which areas lie further out than chance and size explain, on a person's own file."""

from __future__ import annotations

import pytest

HEADER = "area,numerator,denominator"
# Around 30%: a small area and a large one at 36%, and one far below.
ROWS = ["a,36,100", "b,1080,3000", "c,5700,20000", "d,240,1000", "e,310,1000"]


@pytest.fixture
def written(written):
    return lambda rows, header=HEADER: written("\n".join([header, *rows]) + "\n")


def test_the_same_share_is_inside_for_a_small_area_and_outside_for_a_large_one(said, written) -> None:
    found = said("need", "funnel", written(ROWS), "--kind", "proportion", "--json").json
    where = {each["area"]: each["where"] for each in found["areas"]}
    assert found["average"] == pytest.approx(7366 / 25100)
    assert where == {"a": "inside", "b": "above 99.8%", "c": "below 95%", "d": "below 99.8%", "e": "inside"}
    assert found["varies_too_much"] and found["multiplier"] is None


def test_a_funnel_and_a_comparison_with_the_average_never_say_two_things(said, written) -> None:
    """At 95% and at 99.8%, for shares and for rates."""
    for kind, rows in (
        ("proportion", ROWS),
        ("rate", ["a,3,1000", "b,25,3000.5", "c,160,20000", "d,1,1000", "e,19,1000"]),
    ):
        file = written(rows)
        found = said("need", "funnel", file, "--kind", kind, "--multiplier", 1000, "--json").json
        for level, sides in (
            (0.95, {"above 95%", "above 99.8%", "below 95%", "below 99.8%"}),
            (0.998, {"above 99.8%", "below 99.8%"}),
        ):
            asked = ("--level", level, "--multiplier", 1000, "--benchmark", found["average"], "--json")
            compared = said("need", "compare", file, "--kind", kind, *asked).json["areas"]
            assert {each["area"] for each in compared if each["verdict"] != "similar"} == {
                each["area"] for each in found["areas"] if each["where"] in sides
            }
            assert {each["area"]: each["value"] for each in compared} == pytest.approx(
                {each["area"]: each["value"] for each in found["areas"]}
            )


def test_limits_are_given_from_the_smallest_size_to_the_largest(said, written) -> None:
    """Of a share at 20,000: the average and 1.96 standard errors."""
    found = said("need", "funnel", written(ROWS), "--kind", "proportion", "--json").json
    first, last = found["limits"][0], found["limits"][-1]
    assert (first["denominator"], last["denominator"]) == pytest.approx((100, 20_000))
    average = found["average"]
    half = 1.959963984540054 * (average * (1 - average) / 20_000) ** 0.5
    assert (last["low_95"], last["high_95"]) == pytest.approx((average - half, average + half), rel=1e-9)
    assert last["low_99_8"] < last["low_95"] and last["high_95"] < last["high_99_8"]


def test_what_is_pasted_names_the_average_who_lies_outside_and_what_chance_would_do(said, written) -> None:
    rows = [f"{row},Place {row[0]}" for row in ROWS]
    shown = said("need", "funnel", written(rows, f"{HEADER},name"), "--kind", "proportion").out
    assert (
        "Around the average of 5 areas taken together, 29.3%, 1 lies above the limits at 99.8% (Place b); 1 lies below "
        "the limits at 99.8% (Place d); 1 lies below the limits at 95% (Place c)." in shown
    )
    assert "by chance alone about 0.3 of 5 would at 95% and 0.0 at 99.8%" in shown
    assert "times as much as chance would have it (more than 1.5)" in shown
    assert "to be looked into, not blamed" in shown


def test_where_all_are_alike_nobody_lies_outside(said, written) -> None:
    found = said(
        "need", "funnel", written(["a,30,1000", "b,61,2000", "c,14,500"]), "--kind", "rate", "--json"
    ).json
    assert {each["where"] for each in found["areas"]} == {"inside"} and not found["varies_too_much"]
    assert (
        "together, 3,000.0 per 100,000, no area lies outside the limits of chance." in found["sentences"][0]
    )


def test_small_counts_that_were_held_back_are_left_out_and_named(said, written) -> None:
    done = said(
        "need",
        "funnel",
        written([*ROWS, "x,[c],90", "y,,80", "z,5,suppressed"]),
        "--kind",
        "proportion",
        "--json",
    )
    assert done.json["left_out"] == [
        {"area": "x", "why": "suppressed"},
        {"area": "y", "why": "missing"},
        {"area": "z", "why": "suppressed"},
    ]
    assert "Left out, without counts: x, y, z." in done.err
    assert any("x, suppressed; y, missing; z, suppressed" in each for each in done.json["cannot_say"])


def test_the_picture_has_a_sign_an_area_and_the_limits(said, written, tmp_path) -> None:
    picture = tmp_path / "funnel.svg"
    done = said("need", "funnel", written(ROWS), "--kind", "proportion", "--write", picture)
    svg = picture.read_text()
    assert done.code == 0 and "Written: " in done.err
    assert svg.startswith("<svg") and "Average, 29.3%" in svg and "Limits at 99.8%" in svg
    assert svg.count("<circle") == 2 + 1  # and the legend's own


@pytest.mark.parametrize(
    ("rows", "options", "sentence"),
    [
        (["a,1.5,10", *ROWS], [], "line 2, column numerator: 1.5 is no count"),
        (["f,11,10", *ROWS], [], "line 2, column numerator: 11 is more than its denominator"),
        (["f,1,0", *ROWS], [], "line 2, column denominator: 0 is not above 0"),
        (["f,1,1e-9", *ROWS], ["--kind", "rate"], "line 2, column denominator: 1e-09 is too small"),
        (["f,1,10.5", *ROWS], [], "line 2, column denominator: 10.5 is no whole number"),
        (["f,1e12,1e13", *ROWS], [], "line 2, column numerator: 1e+12 is too large"),
        ([*ROWS, "a,1,10"], [], "line 7, column area: the area “a” is there twice"),
        (ROWS[:1], [], "there is one area with counts; allowed: two or more"),
        (["a,0,10", "b,0,20"], [], "counts.csv: the average is 0"),
        (["a,,10"], [], "no area has counts"),
        (ROWS, ["--kind", "ratio"], "--kind is “ratio”; allowed: proportion, rate"),
        (ROWS, ["--multiplier", -1], "--multiplier is -1; allowed: above 0"),
    ],
)  # fmt: skip
def test_bad_counts_are_one_sentence_and_nothing_is_written(
    written, refused, tmp_path, rows, options, sentence
) -> None:
    picture = tmp_path / "funnel.svg"
    asked = ("need", "funnel", written(rows), "--kind", "proportion", *options)
    assert sentence in refused(*asked, "--write", picture, "--json")
    assert not picture.exists()


def test_a_picture_in_a_folder_that_is_not_there_is_one_sentence(written, refused, tmp_path) -> None:
    told = refused(
        "need", "funnel", written(ROWS), "--kind", "proportion", "--write", tmp_path / "no" / "f.svg"
    )
    assert "No such file or directory" in told
