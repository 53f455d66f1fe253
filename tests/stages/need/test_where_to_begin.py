"""“Where to begin”: who is first under every ordinary way, what would change it, and what the index hangs on."""

from __future__ import annotations

import pytest

from saidanddone.stages.need import actions, queries
from saidanddone.stages.need.models import IndexMethod, IndicatorValue
from saidanddone.stages.need.queries.checks import checks_of
from saidanddone.stages.need.queries.ordinary import ordinary_ways
from tests.factories.need import a_decision, a_programme, an_indicator, values
from tests.factories.themes import lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def torn(db):
    """Which borough is first hangs on whether a strength makes up for a weakness."""
    programme = a_programme("torn", ["A", "B", "C", "D", "E"])
    values(an_indicator(programme, "one"), A=100.0, B=60.0, C=0.0, D=20.0, E=10.0)
    values(an_indicator(programme, "other"), A=10.0, B=55.0, C=0.0, D=100.0, E=5.0)
    return programme


def begin(client, programme, query=""):
    return client.get(f"/{programme.slug}/need/begin/{query}")


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_names_the_first_with_how_often_they_are_and_what_was_tried(client, london):
    answer = begin(client, london)
    assert answer.status_code == 200
    sure = answer.context["sure"]
    assert sure.k == 7 and len(sure.places) == 32
    assert queries.in_a_sentence(sure) in text(answer)
    assert "with the seed 1" in text(answer) and "1,000 draws" in text(answer)


def test_each_choice_can_be_left_out_of_what_is_tried(client, torn):
    alone = begin(client, torn, "?asked=yes&first=1&vary=weights&noise=10&ways=500&seed=3").context["sure"]
    assert (alone.ways.weights, alone.ways.normalise, alone.ways.aggregate, alone.ways.treat) == (
        True, False, False, False,
    )  # fmt: skip
    assert (alone.ways.noise, alone.ways.replications, alone.ways.seed) == (0.1, 500, 3)
    assert [move.choice for move in alone.moves] == ["weights"]


def test_where_nothing_is_tried_every_place_keeps_its_rank_and_the_page_says_so(client, torn):
    answer = begin(client, torn, "?asked=yes&first=2")
    assert "Nothing is tried otherwise" in text(answer)
    assert {each.p_first for each in answer.context["sure"].places} == {0.0, 1.0}


def test_an_address_that_asks_for_nothing_but_a_number_tries_all_the_rest_as_usual(client, torn):
    assert begin(client, torn, "?first=1").context["sure"].ways == queries.Ways()


def test_the_same_seed_gives_the_same_and_another_is_shown_as_another(client, torn):
    once, again = (begin(client, torn, "?first=2&seed=5").context["sure"].places for _ in range(2))
    assert [each.p_first for each in once] == [each.p_first for each in again]


@pytest.mark.parametrize(
    "query, said",
    [
        ("?first=5", "Ensure this value is less than or equal to 4."),
        ("?first=0", "Ensure this value is greater than or equal to 1."),
        ("?first=two", "Enter a whole number."),
        ("?noise=0", "Ensure this value is greater than or equal to 1."),
        ("?noise=400", "Ensure this value is less than or equal to 100."),
        ("?ways=7", "Select a valid choice."),
        ("?seed=-1", "Ensure this value is greater than or equal to 0."),
        ("?vary=moon", "Select a valid choice."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field_and_nothing_is_shown(client, torn, query, said):
    answer = begin(client, torn, query)
    assert answer.status_code == 200
    assert said in text(answer)
    assert answer.context["sure"] is None


def test_values_without_limits_are_not_offered_to_be_tried(client, torn):
    assert 'value="values"' not in text(begin(client, torn))
    assert "Select a valid choice" in text(begin(client, torn, "?vary=values"))


def test_a_page_of_no_values_says_what_is_lacking(client, three):
    answer = begin(client, three)
    assert answer.status_code == 200
    assert "at least two ranked boroughs" in text(answer)
    assert "Try it otherwise" not in text(answer)


def test_under_each_ordinary_way_it_is_said_who_comes_and_who_goes(torn):
    """B is a little in need everywhere, A and D much in one thing: means let them, geometric ones do not."""
    index = queries.index_of(torn)
    assert [place.area.code for place in index.first(1)] == ["D"]
    found = ordinary_ways(index, 1)
    geometric = next(each for each in found.ways if each.way == "geometric mean")
    assert ([p.area.code for p in geometric.comes], [p.area.code for p in geometric.goes]) == (["B"], ["D"])
    assert found.always == ()


def test_what_stands_is_not_among_the_other_ways(torn):
    ways = {each.way for each in ordinary_ways(queries.index_of(torn), 1).ways}
    assert "min-max" not in ways and "arithmetic mean" not in ways and "all weights alike" not in ways
    assert {"z-scores", "geometric mean", "harmonic mean", "outliers capped"} <= ways


def test_of_london_six_of_the_first_seven_or_so_stay_whatever_ordinary_way_is_taken(client, london):
    """What is said on the page is what the ways give."""
    answer = begin(client, london)
    found = answer.context["ordinary"]
    for way in found.ways:
        assert not set(found.always) & set(way.goes)
        assert len(way.comes) == len(way.goes)
    assert f"{len(found.always)} of the first 7 are among the first in every one of them" in text(answer)


def test_only_the_lead_is_led_to_write_the_decision_down(client, torn, team_of):
    team = team_of(torn)
    client.force_login(team.lead)
    assert "/work/need/decide/" in text(begin(client, torn))
    client.force_login(team.coder)
    assert "/work/need/decide/" not in text(begin(client, torn))


def test_a_decision_shows_whether_the_data_are_still_those_it_rested_on(client, torn):
    a_decision(torn, ["A", "D"])
    answer = begin(client, torn)
    assert answer.context["sure"].k == 2
    assert "The values, directions and weights that stand here now." in text(answer)
    values(an_indicator(torn, "third"), A=1.0, B=2.0, C=3.0)
    assert "have changed since" in text(begin(client, torn))


def test_shares_of_the_whole_add_up_and_follow_the_weights(client, three):
    values(an_indicator(three, "one", weight=3.0), A=1.0, B=2.0, C=3.0)
    values(an_indicator(three, "other", weight=1.0), A=1.0, B=2.0, C=9.0)
    answer = client.get("/three/need/checks/")
    assert [round(each.share, 9) for each in answer.context["checks"].of_indicators] == [0.75, 0.25]
    assert "75.0" in text(answer) and "25.0" in text(answer)


def test_without_an_indicator_it_is_said_who_is_no_longer_among_the_first(client, torn):
    a_decision(torn, ["D"])
    answer = client.get("/torn/need/checks/")
    without = {each.indicator.code: each.removed for each in answer.context["checks"].of_indicators}
    assert without["other"].first_changed == ("D",)
    assert without["one"].first_changed == ()
    assert "No longer among the first 1" in text(answer)


def test_pairs_that_say_the_same_or_pull_against_each_other_are_flagged(client, torn):
    values(an_indicator(torn, "again"), A=100.0, B=61.0, C=1.0, D=20.0, E=10.0)
    values(an_indicator(torn, "against"), A=0.0, B=40.0, C=100.0, D=80.0, E=90.0)
    answer = client.get("/torn/need/checks/")
    flags = {(pair.a.code, pair.b.code): pair.found.flag for pair in answer.context["checks"].flagged}
    assert flags[("one", "again")] == "they say nearly the same"
    assert flags[("one", "against")] == "they pull against each other"
    shown = text(client.get("/torn/need/checks/pairs/?flag=yes"))
    assert "which so counts twice" in shown and "that much is lost in their mean" in shown


def test_alpha_of_each_domain_is_said_and_one_indicator_alone_has_none(client, torn):
    values(an_indicator(torn, "again"), A=100.0, B=60.0, C=0.0, D=20.0, E=10.0)
    values(an_indicator(torn, "lonely", domain="Elsewhere"), A=1.0, B=2.0, C=3.0, D=4.0, E=5.0)
    alphas = {each.domain: each for each in checks_of(queries.index_of(torn), 1).alphas}
    assert set(alphas) == {"", "Things", "Elsewhere"}
    assert alphas["Elsewhere"].value is None and alphas["Elsewhere"].in_words == "cannot be worked out"
    assert (alphas["Things"].indicators, alphas["Things"].areas) == (3, 5)
    assert "cannot be worked out" in text(client.get("/torn/need/checks/"))


def test_an_index_that_is_the_same_everywhere_says_that_no_move_can_be_told(client, three):
    for code in ("one", "other"):
        values(an_indicator(three, code), A=3, B=3, C=3)
    page = text(client.get("/three/need/checks/"))
    assert "cannot be told" in page and ">nan<" not in page


def test_no_more_places_are_said_to_be_first_than_leave_one_behind(client, three):
    for code in ("one", "other"):
        values(an_indicator(three, code), A=3, B=4, C=9)
    assert "No longer among the first 2" in text(client.get("/three/need/checks/"))


def test_pages_of_checks_say_when_there_is_nothing_to_check(client, three):
    assert "No borough can be ranked yet." in text(client.get("/three/need/checks/"))
    assert "There are no two indicators to compare." in text(client.get("/three/need/checks/pairs/"))


def test_an_index_that_cannot_be_worked_out_is_said_to_be_so_on_every_page(client, torn):
    method = {
        "normalise": "minmax",
        "aggregate": "geometric",
        "weighing": "given",
        "impute": "none",
        "reasons": ".",
    }
    actions.choose_method(person=lead_of(torn), programme=torn, fields=method, by=None)
    IndexMethod.objects.update(normalise="quarter")
    for page in ("begin/", "checks/", "checks/pairs/"):
        answer = client.get(f"/torn/need/{page}")
        assert answer.status_code == 200
    assert "cannot be worked out" in text(begin(client, torn))
    assert "Please mend" not in text(begin(client, torn))
    page = text(client.get("/torn/need/"))
    assert "too little is known" not in page and "Too little is known" not in page
    page = text(client.get("/torn/need/areas/A/"))
    assert "cannot be worked out as it was chosen" in page and "less than half is known" not in page
    page = text(client.get("/torn/need/map/"))
    assert "cannot be worked out as it was chosen" in page and "No value is known" not in page
    assert not a_decision(torn, ["A"]).data_hash


def test_who_comes_and_who_goes_is_said_where_ties_make_more_first_than_were_asked_for(three):
    indicator = an_indicator(three)
    values(indicator, A=9, B=9, C=1)
    decided = a_decision(three, ["A"])
    tied = queries.index_of(three)
    IndicatorValue.objects.filter(indicator=indicator, area__code="B").update(value=5)
    alone = queries.index_of(three)
    assert queries.what_a_method_changes(tied, alone, decided).endswith("No longer among the first 1: B.")
    assert queries.what_a_method_changes(alone, tied, decided).endswith("Now also among the first 1: B.")
    IndicatorValue.objects.filter(indicator=indicator).delete()
    assert queries.what_a_method_changes(alone, queries.index_of(three), decided).endswith("from here on.")


def test_every_borough_stands_once_in_the_table_of_chances(client, london):
    sure = begin(client, london).context["sure"]
    codes = [each.place.area.code for each in sure.places]
    assert len(codes) == len(set(codes)) == london.areas.count() - 1


def test_the_rows_taken_away_are_those_that_were_asked_for(client, torn):
    asked = "?asked=yes&first=2&vary=weights&vary=aggregate&seed=4"
    answer = begin(client, torn, asked)
    address = answer.context["shown"].csv_address
    assert "vary=weights&vary=aggregate" in address and "format=csv" in address
    rows = b"".join(client.get(f"/torn/need/begin/{address}").streaming_content).decode()
    for each in answer.context["sure"].places:
        assert f"{each.place.area.name},{each.place.rank},{each.in_100},{each.ranks}" in rows
