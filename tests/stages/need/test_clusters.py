"""Whether a number clusters on the map: the page that everybody reads."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest

from saidanddone.methods.contiguity import Neighbours
from saidanddone.methods.moran import moran
from saidanddone.programme.queries import areas_of
from saidanddone.stages.need.queries.clusters import Clusters, clusters_of
from saidanddone.stages.need.queries.outlined import ground_of
from saidanddone.stages.need.queries.shown import shown_of_indicator
from tests.factories.maps import a_map, in_a_field, in_a_row
from tests.factories.need import a_programme, an_indicator, values
from tests.factories.themes import lead_of
from tests.stages.opening import check_everybody_reads, queries_stay_the_same

LETTERS = "ABCDEF"
FIELD = [f"p{number:02d}" for number in range(49)]


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def six(db):
    return a_programme("six", list(LETTERS))


@pytest.fixture
def row(six):
    """Six in a row, of which the first three are low and the others high."""
    values(an_indicator(six, "poverty"), **dict(zip(LETTERS, (1, 2, 3, 7, 8, 9), strict=True)))
    a_map(six, in_a_row(LETTERS))
    return six


def found_in(programme, indicator) -> Clusters:
    shown = shown_of_indicator(indicator, programme, by_year=False)
    found = clusters_of(shown, ground_of(lead_of(programme), programme))
    assert isinstance(found, Clusters), found
    return found


def lines(client, path: str) -> list[str]:
    return client.get(path).getvalue().decode().splitlines()


def test_without_a_map_the_page_says_what_to_do_next(client, six, team_of):
    values(an_indicator(six), A=1, B=2, C=3)
    page = text(client.get("/six/need/clusters/"))
    assert "no outlines have been given yet" in page and "/six/need/map/" in page
    assert "/six/work/" not in page
    client.force_login(team_of(six).lead)
    assert "/six/work/need/maps/add/" in text(client.get("/six/need/clusters/"))


def test_everybody_reads_it_within_the_caps_whatever_is_there(client, second, row):
    check_everybody_reads(client, "/second/need/clusters/", walks=False)
    check_everybody_reads(client, "/second/need/clusters/?show=second-indicator", walks=False)
    check_everybody_reads(client, "/six/need/clusters/?show=poverty", walks=False)
    with queries_stay_the_same(client, ["/six/need/clusters/", "/six/need/clusters/?show=poverty"]):
        values(an_indicator(row, "more"), A=4, B=9, C=2)


def test_the_warning_of_few_comes_first_and_seed_and_permutations_are_said(client, row):
    page = text(client.get("/six/need/clusters/?show=poverty"))
    assert page.index("6 boroughs are few.") < page.index(
        "Moran's I is 0.759 over 6 boroughs".replace("'", "&#x27;")
    )
    assert "9,999 random orders of the values with seed 1" in page
    assert "by chance alone it would be -0.200 on average" in page
    assert "A cluster is not a cause." in page


def test_the_numbers_are_those_of_the_method_on_the_boroughs_in_the_order_of_their_codes(row):
    line = Neighbours(np.array([0, 1, 3, 5, 7, 9, 10]), np.array([1, 0, 2, 1, 3, 2, 4, 3, 5, 4]))
    known = moran([1, 2, 3, 7, 8, 9], line)
    found = found_in(row, row.indicators.get())
    by_code = {each.place.area.code: each for each in found.places}
    assert (found.I, found.p, found.n) == (known.I, known.p, 6)
    for code, local in zip(LETTERS, known.areas, strict=True):
        assert (by_code[code].found.I, by_code[code].found.p) == (local.I, local.p)
    assert [area.code for area in by_code["B"].beside] == ["A", "C"]


def test_the_order_in_which_boroughs_were_taken_in_changes_nothing(db):
    answers = []
    for slug, codes in (("one", LETTERS), ("other", LETTERS[::-1])):
        programme = a_programme(slug, list(codes))
        indicator = an_indicator(programme, "poverty")
        values(indicator, **dict(zip(LETTERS, (1, 5, 3, 7, 2, 9), strict=True)))
        a_map(programme, in_a_row(LETTERS))
        found = found_in(programme, indicator)
        answers.append([(each.place.area.code, each.found.I, each.found.p) for each in found.places])
    assert answers[0] == answers[1]


def test_the_table_has_every_borough_with_its_neighbours_and_the_picture_each_kind(client, db):
    programme = a_programme("field", FIELD)
    indicator = an_indicator(programme, "poverty")
    high = {code: 10 + number for number, code in enumerate(FIELD) if number % 7 < 3 and number < 21}
    values(indicator, **{code: high.get(code, number % 5) for number, code in enumerate(FIELD)})
    a_map(programme, in_a_field(FIELD, 7))
    found = found_in(programme, indicator)
    stand = [each for each in found.places if each.stands]
    assert stand and {each.kind for each in stand} == {"HH"}
    page = text(client.get("/field/need/clusters/?show=poverty"))
    assert "Boroughs are like their neighbours, more than chance would have it." in page
    assert 'class="kind-HH"' in page and "HH: high among high" in page
    table = lines(client, "/field/need/clusters/?show=poverty&format=csv")
    assert table[0] == "borough,value,kind,I,p,stands,neighbours"
    assert len(table) == 50
    assert any(
        line.startswith("p08,") and line.endswith('"p00, p01, p02, p07, p09, p14, p15, p16"')
        for line in table
    )


def test_a_borough_without_a_neighbour_and_one_without_a_value_are_said(client, six):
    values(an_indicator(six, "poverty"), A=1, B=2, C=3, D=4, E=9)
    a_map(six, in_a_row("ABC") | {"D": (50, 50), "F": (3, 0)})
    page = text(client.get("/six/need/clusters/?show=poverty"))
    assert "Without a neighbour that has a value, so that nothing can be told: D." in page
    assert "Left out, since there is no value: F (missing)." in page
    assert "Left out, since the map has no outline of it: E." in page
    table = lines(client, "/six/need/clusters/?show=poverty&format=csv")
    assert "D,4.00,cannot be told,,,no," in table
    assert "F,missing,cannot be told,,,," in table


@pytest.mark.parametrize(
    ("given", "places", "sentence"),
    [
        ({"A": 1, "B": 2}, in_a_row(LETTERS), "Fewer than three boroughs have both an outline and a value."),
        ({}, in_a_row(LETTERS), "Fewer than three boroughs have both an outline and a value."),
        (dict.fromkeys(LETTERS, 4), in_a_row(LETTERS), "Every borough has the same value."),
        ({"A": 0, "B": 1e-300, "C": 2e-300}, in_a_row(LETTERS), "are too nearly the same."),
        (
            {"A": 1, "B": 2, "C": 4},
            {code: (at * 5, 0) for at, code in enumerate(LETTERS)},
            "No two outlines share a corner exactly",
        ),
    ],
)
def test_where_nothing_can_be_told_one_sentence_says_why(client, six, given, places, sentence):
    values(an_indicator(six, "poverty"), **given)
    a_map(six, places)
    response = client.get("/six/need/clusters/?show=poverty")
    assert response.status_code == 200 and sentence in text(response)


def test_an_indicator_that_is_not_there_is_not_found(client, row, second):
    assert client.get("/six/need/clusters/?show=second-indicator").status_code == 404
    assert client.get("/six/need/clusters/?show=%00").status_code == 404


def test_where_a_high_value_is_good_the_page_says_so(client, six):
    values(an_indicator(six, "sport", direction="higher-is-better"), A=1, B=2, C=4)
    a_map(six, in_a_row(LETTERS))
    assert "Here a high value is the lesser need." in text(client.get("/six/need/clusters/?show=sport"))


def test_33_boroughs_and_9_999_draws_take_no_time(db):
    codes = [f"b{number:02d}" for number in range(33)]
    programme = a_programme("large", codes)
    indicator = an_indicator(programme, "poverty")
    values(indicator, **{code: (7 * number) % 11 for number, code in enumerate(codes)})
    a_map(programme, in_a_field(codes, 6))
    began = perf_counter()
    assert found_in(programme, indicator).permutations == 9_999
    assert perf_counter() - began < 2
    assert areas_of(programme).count() == 33
