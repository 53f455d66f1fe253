"""`said need index` on counts: an indicator's kind makes its numerator and denominator a value with limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.files.indicators import read_indicators, read_values
from saidanddone.methods.benchmark import proportion_of, rate_of

from .conftest import changed

HEADER = ["area", "indicator", "value", "numerator", "denominator"]
COUNTS = [
    HEADER,
    ["a1", "smoke", "", "40", "97"],
    ["a2", "smoke", "", "9", "90"],
    ["a3", "smoke", "", "21", "100"],
    ["a1", "falls", "", "3", "1200.5"],
    ["a2", "falls", "", "65", "10000"],
    ["a3", "falls", "", "0", "900"],
]
KINDS = [
    ["code", "parent", "direction", "weight", "kind", "per", "benchmark"],
    ["smoke", "", "1", "1", "proportion", "", "0.15"],
    ["falls", "", "1", "1", "rate", "1000", "2"],
]


@pytest.fixture
def files(two_files):
    return lambda values=COUNTS, indicators=KINDS: two_files(values, indicators)


def read(values: Path, indicators: Path):
    return read_values(values, read_indicators(indicators))


def test_a_blank_value_comes_from_its_counts_with_the_limits_of_its_kind(files) -> None:
    found = read(*files())
    assert found.indicators == ("falls", "smoke") and found.areas == ("a1", "a2", "a3")
    assert found.low is not None and found.high is not None
    for at, worked in enumerate((proportion_of(40, 97), proportion_of(9, 90), proportion_of(21, 100))):
        row = (found.matrix[at, 1], found.low[at, 1], found.high[at, 1])
        assert row == pytest.approx((worked.value, worked.low, worked.high))
    for at, worked in enumerate((rate_of(3, 1200.5, 1000), rate_of(65, 10_000, 1000), rate_of(0, 900, 1000))):
        row = (found.matrix[at, 0], found.low[at, 0], found.high[at, 0])
        assert row == pytest.approx((worked.value, worked.low, worked.high))
    assert found.from_counts == {"smoke": 3, "falls": 3}


def test_a_rate_is_per_100_000_unless_said(files) -> None:
    found = read(*files(indicators=changed(KINDS, 3, "per", "")))
    assert found.matrix[1, 0] == pytest.approx(650)


def test_a_value_that_is_there_is_taken_as_it_is(files) -> None:
    found = read(*files(changed(COUNTS, 2, "value", "0.5")))
    assert found.matrix[0, 1] == 0.5 and found.low is not None and str(found.low[0, 1]) == "nan"
    assert found.from_counts["smoke"] == 2


def test_without_a_kind_counts_make_no_value(said, files) -> None:
    done = said("need", "index", *files(indicators=[row[:4] for row in KINDS]))
    assert done.code == 2 and "column falls: every value of this indicator is missing" in done.err


def test_the_index_from_counts_is_that_of_the_values_they_make(said, files) -> None:
    by_counts = said("need", "index", *files(), "--json").json
    values = [HEADER[:3]]
    values += [
        [area, code, repr(int(k) / float(n) * (1000 if code == "falls" else 1))]
        for area, code, _, k, n in COUNTS[1:]
    ]
    by_values = said("need", "index", *files(values), "--json").json
    for one, other in zip(by_counts["areas"], by_values["areas"], strict=True):
        assert one["area"] == other["area"] and one["score"] == pytest.approx(other["score"])
    assert by_counts["choices"]["from_counts"] == {
        "falls": "3 as a rate per 1,000, with exact or Byar's limits",
        "smoke": "3 as a proportion, with Wilson's limits",
    }
    assert "from_counts" not in by_values["choices"]


def test_values_in_doubt_and_what_is_worse_than_a_benchmark_work_from_counts(said, files) -> None:
    """Of a1 smoke, all of 32% to 51% is above 15%; of a2 falls, all of 5.0 to 8.3 is above 2."""
    asked = ("--normalise", "worse", "--aggregate", "sum", "--json")
    found = said("need", "index", *files(), *asked).json
    assert {area["area"]: area["score"] for area in found["areas"]} == {"a1": 1, "a2": 1, "a3": 0}
    sure = said("need", "index", *files(), "--first", 1, "--vary", "values", "--json").json
    assert sure["sure"]["vary"] == ["values"]
    assert 0 < sure["areas"][0]["p_first"] <= 1


def test_the_paper_says_what_was_worked_out_from_counts(said, files, tmp_path) -> None:
    said("need", "index", *files(), "--write", tmp_path / "paper")
    text = (tmp_path / "paper" / "paper.md").read_text()
    assert "- from_counts: falls, 3 as a rate per 1,000, with exact or Byar's limits; smoke, 3 as" in text


@pytest.mark.parametrize(
    ("column", "mark", "why"),
    [
        ("numerator", "[c]", "suppressed"),
        ("numerator", "suppressed", "suppressed"),
        ("denominator", "[z]", "not applicable"),
        ("numerator", "", "missing"),
        ("numerator", "[x]", "missing"),
    ],
)
def test_a_mark_in_the_place_of_a_count_is_the_reason_for_the_gap(said, files, column, mark, why) -> None:
    found = said("need", "index", *files(changed(COUNTS, 3, column, mark)), "--json").json
    assert found["left_out"] == [{"area": "a2", "indicator": "smoke", "why": why}]


def test_a_status_or_a_mark_in_the_value_holds_back_what_counts_would_give(said, files) -> None:
    found = said("need", "index", *files(changed(COUNTS, 3, "value", "[c]")), "--json").json
    assert found["left_out"] == [{"area": "a2", "indicator": "smoke", "why": "suppressed"}]
    with_status = [[*row, "status" if at == 0 else ""] for at, row in enumerate(COUNTS)]
    found = said("need", "index", *files(changed(with_status, 3, "status", "suppressed")), "--json").json
    assert found["left_out"] == [{"area": "a2", "indicator": "smoke", "why": "suppressed"}]


@pytest.mark.parametrize(
    ("values", "indicators", "sentence"),
    [
        (changed(COUNTS, 3, "numerator", "9.5"), KINDS, "values.csv, line 3, column numerator: 9.5 is no count"),
        (changed(COUNTS, 3, "numerator", "-9"), KINDS, "line 3, column numerator: -9 is no count"),
        (changed(COUNTS, 3, "numerator", "91"), KINDS, "line 3, column numerator: 91 is more than its denominator"),
        (changed(COUNTS, 3, "denominator", "0"), KINDS, "line 3, column denominator: 0 is not above 0"),
        (changed(COUNTS, 6, "denominator", "-5"), KINDS, "line 6, column denominator: -5 is not above 0"),
        (changed(COUNTS, 3, "denominator", "90.5"), KINDS, "column denominator: 90.5 is no whole number"),
        (changed(COUNTS, 3, "numerator", "few"), KINDS, "line 3, column numerator: “few” is no number"),
        (changed(COUNTS, 3, "value", "10.5"), KINDS, "line 3, column value: 10.5 is no proportion; allowed: 0 to 1"),
        (COUNTS, changed(KINDS, 2, "kind", "share"), "indicators.csv, line 2, column kind: “share” is no kind"),
        (COUNTS, changed(KINDS, 2, "per", "100"), "line 2, column per: the kind is proportion, which is per nothing"),
        (COUNTS, changed(KINDS, 3, "per", "0"), "indicators.csv, line 3, column per: 0 is not above 0"),
        (
            COUNTS,
            [[*row, "denominator" if at == 0 else "smoke" if at == 2 else ""] for at, row in enumerate(KINDS)],
            "line 3, column kind: there is a denominator too",
        ),
        (
            COUNTS,
            [KINDS[0], *(changed(KINDS, at, "parent", "need")[at - 1] for at in (2, 3)), ["need", "", "", "1", "rate", "", ""]],
            "line 4, column kind: an aggregate has no counts of its own",
        ),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_one_sentence(
    files, refused, tmp_path, values, indicators, sentence
) -> None:
    assert sentence in refused(
        "need", "index", *files(values, indicators), "--write", tmp_path / "paper", "--json"
    )
    assert not (tmp_path / "paper").exists()
