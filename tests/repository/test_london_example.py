"""The London example gives exactly the published figures, and says of every row where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import saidanddone
from saidanddone.files import read_table
from saidanddone.stages import STAGES
from saidanddone.website.loading import export_folder, tables
from tests.shared import shared_folder

FOLDER = Path(saidanddone.__file__).parent / "examples" / "london"
ROLES = {"resident", "service-user", "carer", "councillor", "clinician", "officer", "voluntary-sector"}


@cache
def rows(name: str) -> list[dict[str, str]]:
    table = read_table(FOLDER / f"{name}.csv")
    return [{column: cell or "" for column, cell in row.cells.items()} for row in table.rows]


def test_every_table_of_a_programme_is_there_and_nothing_else():
    assert {path.stem for path in FOLDER.glob("*.csv")} == {table.name for table in tables()}


def test_every_row_says_where_it_comes_from():
    for table in tables():
        bare = [row for row in rows(table.name) if table.name != "areas" and not row["provenance"]]
        assert bare == [], table.name


def test_it_is_written_back_byte_for_byte(london, tmp_path):
    export_folder(london, tmp_path)
    for path in sorted(FOLDER.glob("*.csv")):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_readme_says_of_every_file_what_it_is():
    text = (FOLDER / "README.md").read_text()
    for path in FOLDER.glob("*.csv"):
        assert path.name in text, path.name
    for word in ("published", "reconstructed", "illustrative", "Open Government Licence"):
        assert word in text


# Need


def test_33_boroughs_have_a_place_of_their_own_on_the_map():
    places = [(row["tile_row"], row["tile_column"]) for row in rows("areas")]
    assert len(rows("areas")) == 33 and len(set(places)) == 33 and all(all(place) for place in places)


def test_28_indicators_are_defined_directed_sourced_and_licensed():
    sources = {row["key"]: row for row in rows("sources")}
    assert len(rows("indicators")) == 28
    for row in rows("indicators"):
        assert row["definition"] and row["unit"] and row["domain"], row["code"]
        assert row["direction"] in {"higher-is-worse", "higher-is-better"}
        assert (
            "OGL" in sources[row["source"]]["licence"]
            or "Open Government" in sources[row["source"]]["licence"]
        )
    named = " ".join(row["name"].lower() for row in rows("indicators"))
    for word in ("poverty", "unemployment", "homeless", "crime", "self-harm", "young people"):
        assert word in named, word


def test_city_of_london_is_missing_and_never_zero():
    city = [row for row in rows("indicator_values") if row["area"] == "E09000001"]
    assert city and {row["status"] for row in city if not row["value"]} == {"missing"}
    with_index = {row["indicator"] for row in city if row["status"] == "missing"}
    assert len(with_index) >= 26


def test_years_run_from_2015_to_2021_where_they_are_published():
    years = {row["year"] for row in rows("indicator_values")}
    assert {"2015", "2016", "2017", "2018", "2019", "2020", "2021"} <= years


# Conversations


def test_17_conversations_in_17_boroughs_have_16_organisers_and_one_gap():
    conversations = rows("conversations")
    assert len(conversations) == 17 and len({row["area"] for row in conversations}) == 17
    organisers = [row["organiser"] for row in conversations]
    assert organisers.count("") == 1 and len(set(organisers)) == 17
    assert {row["key"] for row in rows("organisers")} == set(organisers) - {""}


def test_a_thousand_people_came_counted_by_role():
    assert sum(int(row["attended"]) for row in rows("attendance")) == 1000
    assert {row["role"] for row in rows("attendance")} == ROLES
    assert {row["provenance"] for row in rows("attendance")} == {"reconstructed"}


def test_six_aspirations_one_of_them_with_two_names():
    assert len(rows("aspirations")) == 6
    assert sum(1 for row in rows("aspirations") if row["also_called"]) == 1


# Words


def test_at_least_200_ideas_are_spread_over_boroughs_aspirations_and_roles():
    ideas = rows("ideas")
    assert len(ideas) >= 200 and {row["provenance"] for row in ideas} == {"illustrative"}
    assert {row["conversation"] for row in ideas} == {row["slug"] for row in rows("conversations")}
    assert {row["role"] for row in ideas} == ROLES
    counts = Counter(row["aspiration"] for row in ideas)
    assert all(counts[row["key"]] >= 15 for row in rows("aspirations"))


def test_no_two_ideas_are_near_copies():
    def words(row: dict[str, str]) -> set[str]:
        return set(re.findall(r"\w+", row["text"].lower()))

    said = [(row["key"], words(row)) for row in rows("ideas")]
    for at, (key, here) in enumerate(said):
        for other, there in said[at + 1 :]:
            assert len(here & there) / len(here | there) < 0.7, (key, other)


@pytest.mark.shared_data
def test_no_sentence_of_the_source_report_is_carried_over():
    folder = shared_folder()
    assert folder is not None, "the source report must lie beside the project here"

    def runs(text: str, length: int = 9) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9']+", text.lower())
        return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}

    seed = runs((folder / "seed" / "londoners-did.md").read_text())
    for table in tables():
        for row in rows(table.name):
            for column, cell in row.items():
                assert not runs(cell) & seed, (table.name, column, cell)


# Follow-up


@pytest.mark.parametrize(
    ("survey", "n", "yes"),
    [
        (
            "participants",
            97,
            {
                "useful-connections": 40,
                "aware-of-changes": 17,
                "positive-experience": 58,
                "learned-local-challenges": 67,
                "learned-thriving-communities": 68,
                "learned-thrive-ldn": 81,
                "able-to-participate": 85,
            },
        ),
        (
            "organisers",
            16,
            {
                "useful-connections": 13,
                "policy-changes": 14,
                "learned-thrive-ldn": 14,
                "learned-thriving-communities": 11,
            },
        ),
    ],
)
def test_single_answers_give_exactly_the_published_counts(survey, n, yes):
    answers = [row for row in rows("answers") if row["survey"] == survey]
    asked = Counter(row["question"] for row in answers)
    said = Counter(row["question"] for row in answers if row["value"] == "yes")
    assert dict(said) == yes
    assert dict(asked) == dict.fromkeys(yes, n)
    assert len([row for row in rows("responses") if row["survey"] == survey]) == n
    assert {row["provenance"] for row in answers} == {"reconstructed"}


def test_attended_reachable_and_asked_are_three_numbers():
    surveys = {row["key"]: row for row in rows("surveys")}
    people, organisers = surveys["participants"], surveys["organisers"]
    assert (people["attended"], people["attended_is"], people["reachable"], people["asked"]) == (
        "1000",
        "assumed",
        "",
        "",
    )
    assert (organisers["attended_is"], organisers["asked"]) == ("counted", "16")


def test_six_organisers_were_interviewed():
    assert len(rows("interviews")) == 6 and {row["audience"] for row in rows("interviews")} == {"organisers"}


# What came of it


def test_every_outcome_has_the_sources_own_verb_and_its_page():
    outcomes = rows("outcomes")
    assert len(outcomes) >= 35
    for row in outcomes:
        assert row["contribution"] in {"mentioned", "fed-into", "influenced", "led-to"}
        assert row["for_whom"] and row["source"] == "londoners-did" and row["source_page"], row["key"]
    by_key = {row["key"]: row for row in outcomes}
    assert by_key["sutton-fairness-commission"]["contribution"] == "fed-into"
    assert any(row["words_before"] and row["words_after"] for row in outcomes)
    assert any(not row["area"] for row in outcomes)


def test_the_course_and_the_five_groups_are_as_published():
    sessions = Counter(row["kind"] for row in rows("group_sessions") if row["group"] == "champions")
    assert sessions == {"residential": 2, "masterclass": 7, "event": 1}
    parts = [row["key"] for row in rows("groups") if row["part_of"]]
    enrolled = [row for row in rows("enrolments") if row["group"] in parts]
    cost = sum(float(row["amount"]) for row in rows("costs"))
    assert len(parts) == 5 and len(enrolled) == 400 and cost / len(enrolled) == 150


def test_one_shared_measurement_framework_has_its_measures():
    assert len(rows("frameworks")) == 1 and len(rows("measures")) >= 3
    assert all(int(row["k"]) <= int(row["n"]) for row in rows("readings"))


def test_the_report_tells_every_case_study_of_the_source():
    kinds = Counter(row["kind"] for row in rows("sections"))
    assert kinds["case-study"] == 12
    for kind in ("numbers", "map", "recommendations", "champions", "groups", "methods", "unknown", "figures"):
        assert kinds[kind] == 1, kind


def test_the_stages_tables_are_the_whole_folder():
    for stage in STAGES:
        assert import_module(f"saidanddone.stages.{stage.label}.tables").TABLES, stage.label


# Known answers, through the whole site


def test_the_known_answers_stand_in_the_figures(london):
    from saidanddone.stages.report.queries import figure_by_key

    connections = figure_by_key(london, "followup-participants-useful-connections")
    assert (connections.shown, connections.k, connections.n, connections.N) == ("41%", 40, 97, 1000)
    assert (connections.estimate.total, connections.estimate.low, connections.estimate.high) == (
        412,
        318,
        511,
    )
    assert "between 318 and 511 of the 1,000" in connections.sentence
    organisers = figure_by_key(london, "followup-organisers-useful-connections")
    assert (organisers.shown, organisers.low, organisers.high) == ("81%", 13 / 16, 13 / 16)


def test_the_second_programme_shares_boroughs_and_nothing_else(london, second):
    assert set(second.areas.values_list("code", flat=True)) < set(london.areas.values_list("code", flat=True))
    assert not set(second.sources.values_list("pk", flat=True)) & set(
        london.sources.values_list("pk", flat=True)
    )
