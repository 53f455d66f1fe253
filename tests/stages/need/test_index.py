from __future__ import annotations

import pytest

from saidanddone.stages.need.queries import class_bounds, index_of, tiles
from tests.factories.need import a_programme, a_value, an_indicator, values


def scores(programme) -> dict[str, float | None]:
    return {place.area.code: place.score for place in index_of(programme).places}


def ranks(programme) -> dict[str, int | None]:
    return {place.area.code: place.rank for place in index_of(programme).places}


def test_three_boroughs_and_two_indicators_give_the_scores_worked_out_by_hand(three):
    values(an_indicator(three, "poverty", weight=3), A=30, B=10, C=15)
    values(an_indicator(three, "sport", direction="higher-is-better"), A=60, B=40, C=45)
    index = index_of(three)
    assert [(place.area.code, place.rank, place.score) for place in index.places] == [
        ("A", 1, 75.0),  # (3 x 100 + 0) / 4
        ("C", 2, 37.5),  # (3 x 25 + 75) / 4
        ("B", 3, 25.0),  # (0 + 100) / 4
    ]
    assert [cell.normalised for cell in index.place_of("C").cells] == [25.0, 75.0]
    assert [cell.rank for cell in index.place_of("C").cells] == [2, 2]


def test_a_missing_value_is_left_out_and_the_others_carry_its_weight(three):
    values(an_indicator(three, "poverty", weight=3), A=30, B=10, C=15)
    values(an_indicator(three, "sport", direction="higher-is-better"), A=60, B=40, C=None)
    assert scores(three) == {"A": 75.0, "B": 25.0, "C": 25.0}
    assert ranks(three) == {"A": 1, "B": 2, "C": 2}
    assert index_of(three).place_of("C").known == 1


def test_a_borough_of_which_less_than_half_is_known_is_shown_and_not_ranked(three):
    values(an_indicator(three, "first"), A=1, B=2, C=900)
    for code in ("second", "third"):
        values(an_indicator(three, code), A=2, B=1, C=None)
    index = index_of(three)
    assert [place.area.code for place in index.unranked] == ["C"]
    assert index.place_of("C").score is None
    # Its one value does not stretch the line on which the others stand.
    assert [cell.normalised for cell in index.place_of("B").cells] == [100.0, 0.0, 0.0]


def test_half_of_the_weight_is_enough_to_be_ranked(three):
    values(an_indicator(three, "first", weight=2), A=1, B=2, C=3)
    for code in ("second", "third"):
        values(an_indicator(three, code), A=2, B=1, C=None)
    assert ranks(three)["C"] == 1


def test_the_latest_known_year_counts_and_says_which_year_it_is(three):
    indicator = an_indicator(three)
    values(indicator, A=1, B=2, C=3)
    a_value(indicator, "A", 9, year=2022)
    a_value(indicator, "B", 8, year=2019)
    a_value(indicator, "C", None, year=2023, status="suppressed")
    cells = {place.area.code: place.cells[0] for place in index_of(three).places}
    assert {code: (cell.year, cell.value) for code, cell in cells.items()} == {
        "A": (2022, 9.0),
        "B": (2021, 2.0),
        "C": (2021, 3.0),
    }


def test_a_borough_without_any_row_is_missing_and_one_held_back_is_suppressed(three):
    indicator = an_indicator(three)
    a_value(indicator, "A", 1)
    a_value(indicator, "B", None, status="suppressed")
    said = {place.area.code: place.cells[0].status_says for place in index_of(three).places}
    assert said == {"A": "known", "B": "suppressed", "C": "missing"}


def test_the_order_in_which_rows_are_entered_changes_nothing(three):
    table = {"poverty": (30, 10, 15), "sport": (60, 40, 45), "noise": (5, 1, 2.5)}
    for code, (a, b, c) in table.items():
        values(an_indicator(three, code), A=a, B=b, C=c)
    turned = a_programme("turned", ["C", "B", "A"])
    for code, (a, b, c) in reversed(table.items()):
        values(an_indicator(turned, code), C=c, B=b, A=a)
    assert [(p.area.code, p.rank, p.score, p.level) for p in index_of(turned).places] == [
        (p.area.code, p.rank, p.score, p.level) for p in index_of(three).places
    ]


def test_an_indicator_that_is_the_same_everywhere_tells_no_borough_from_another(three):
    values(an_indicator(three, "poverty"), A=30, B=10, C=15)
    before = scores(three)
    values(an_indicator(three, "flat"), A=7, B=7, C=7)
    assert scores(three) == before


def test_nothing_is_ranked_where_nothing_is_known(three):
    assert set(ranks(three).values()) == {None}
    an_indicator(three)
    assert set(ranks(three).values()) == {None}


def test_the_first_k_and_the_gap_behind_them(three):
    values(an_indicator(three), A=30, B=10, C=15)
    index = index_of(three)
    assert [place.area.code for place in index.first(2)] == ["A", "C"]
    assert index.gap_after(1) == pytest.approx(75.0)
    assert index.gap_after(2) == pytest.approx(25.0)
    assert index.gap_after(3) is None
    assert index.gap_after(0) is None


def test_boroughs_that_tie_at_the_cut_are_all_among_the_first(three):
    values(an_indicator(three), A=30, B=10, C=30)
    assert [place.area.code for place in index_of(three).first(1)] == ["A", "C"]


def test_the_index_takes_three_queries_however_many_values_there_are(three, django_assert_num_queries):
    for code in ("one", "two"):
        values(an_indicator(three, code), A=30, B=10, C=15)
    with django_assert_num_queries(3):
        index_of(three)


def test_the_map_shades_by_score_marks_what_was_chosen_and_says_so_in_words(three):
    values(an_indicator(three), A=30, B=10, C=None)
    index = index_of(three)
    chosen = {index.place_of("A").area.pk}
    drawn = {tile.code: tile for tile in tiles(three, index, chosen)}
    assert drawn["A"].level > drawn["B"].level
    assert drawn["C"].level is None
    assert [code for code, tile in drawn.items() if tile.marked] == ["A"]
    assert drawn["A"].says == "rank 1 of 2, score 100.0, chosen to begin with"
    assert drawn["C"].says == "not ranked, 0 of 1 indicators known"
    assert sum(n for *_, n in class_bounds(index)) == 2
