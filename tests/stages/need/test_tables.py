from __future__ import annotations

import pytest

from tests.spoiling import check_written_back, spoil

TABLES = [
    "indicators",
    "indicator_values",
    "age_counts",
    "domains",
    "area_groups",
    "weight_votes",
    "index_methods",
    "decisions",
    "area_maps",
    "area_shapes",
    "small_areas",
    "small_area_measures",
    "small_area_values",
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_written_back_byte_for_byte(second, tmp_path, table):
    check_written_back(second, tmp_path, table)


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column"),
    [
        ("indicators", "higher-is-worse", "higher", 2, "direction"),
        ("indicators", "Things,1,", "Things,0,", 2, "weight"),
        ("indicators", "Things,1,", "Things,nan,", 2, "weight"),
        ("indicators", "Things,1,", "Things,,", 2, "weight"),
        ("indicators", "second-report", "no-report", 2, "source"),
        ("indicators", "\nsecond-indicator,", "\ndecide,", 2, "code"),
        ("indicators", ",proportion,100,", ",proportion,,", 2, "kind"),
        ("indicators", ",proportion,100,", ",value,100,", 2, "kind"),
        ("indicators", ",proportion,100,", ",share,100,", 2, "kind"),
        ("indicators", ",0,10,", ",0,,", 2, "least"),
        ("indicators", ",0,10,", ",10,10,", 2, "least"),
        ("indicator_values", ",4,2.9,", ",four,2.9,", 2, "value"),
        ("indicator_values", ",4,2.9,", ",,2.9,", 2, "value"),
        ("indicator_values", ",4,2.9,5.4,40,1000,ok", ",4,,,,,missing", 2, "value"),
        ("indicator_values", ",40,1000,ok", ",40,1000,lost", 2, "status"),
        ("indicator_values", ",4,2.9,5.4,40,1000,ok", ",,2.9,5.4,,,suppressed", 2, "low"),
        ("indicator_values", ",4,2.9,5.4,40,1000,ok", ",,,,40,1000,suppressed", 2, "numerator"),
        ("indicator_values", ",2.9,5.4,", ",5.4,2.9,", 2, "low"),
        ("indicator_values", ",2.9,5.4,", ",2.9,,", 2, "low"),
        ("indicator_values", ",40,1000,", ",40,,", 2, "numerator"),
        ("indicator_values", ",40,1000,", ",40,0,", 2, "numerator"),
        ("indicator_values", "E09000022,2020,", "E09000022,20,", 3, "year"),
        ("indicator_values", "E09000022", "E09000012", 3, "year"),
        ("indicator_values", "E09000022", "E09000033", 3, "area"),
        ("age_counts", "second-indicator", "no-indicator", 2, "indicator"),
        ("age_counts", ",3,1200,", ",3.5,1200,", 2, "numerator"),
        ("age_counts", ",3,1200,", ",3,0,", 2, "denominator"),
        ("domains", "Things,Life", "Things,Death", 3, "parent"),
        ("domains", "Things,Life,2", "Things,Life,0", 3, "weight"),
        ("area_groups", "E09000012", "E09000033", 2, "area"),
        ("weight_votes", ",40,", ",-1,", 2, "points"),
        ("index_methods", "minmax", "minimax", 2, "normalise"),
        ("index_methods", ",arithmetic,,", ",power,,", 2, "power"),
        ("index_methods", ",arithmetic,,", ",arithmetic,2,", 2, "power"),
        ("index_methods", ",none,no,50,", ",none,no,0,", 2, "least_known"),
        ("index_methods", ",no,5,", ",perhaps,5,", 2, "treat"),
        ("index_methods", "2020-11-01", "", 2, "chosen_on"),
        ("decisions", ",1,", ",2,", 2, "first"),
        ("decisions", "E09000012", "E09000033", 2, "areas"),
        ("decisions", "2021-01-15", "January", 2, "decided_on"),
        ("area_maps", "second-report", "no-report", 2, "source"),
        ("area_shapes", "[0.0,0.0],[0.0,1.0],", "", 2, "rings"),
        ("area_shapes", "[0.0,1.0]", "north", 2, "rings"),
        ("small_areas", "E09000012,E01000002", "E09000033,E01000002", 3, "area"),
        ("small_areas", "E01000002", "E01000001", 3, "code"),
        ("small_area_measures", ",2019,", ",19,", 2, "year"),
        ("small_area_values", "E01000002,,suppressed", "E01000002,4,suppressed", 3, "value"),
        ("small_area_values", "E01000002", "E01000003", 3, "small_area"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, table, old, new, line, column):
    refused = spoil(folder, table, old, new)
    assert (refused.file, refused.line, refused.column) == (f"{table}.csv", line, column)
    assert refused.allowed or any(
        words in refused.problem for words in ("Choose another", "Ensure this value")
    )
