from __future__ import annotations

from saidanddone.stages.need import queries
from saidanddone.stages.need.models import Decision
from tests.factories.need import a_decision, an_indicator, values


def test_the_headline_says_where_it_began_and_on_what_it_rests(three):
    values(an_indicator(three, "poverty"), A=30, B=10, C=15)
    values(an_indicator(three, "noise"), A=3, B=1, C=2)
    a_decision(three, ["A", "C"])
    figure = queries.headline(three)
    assert (figure.key, figure.shown, figure.k, figure.n, figure.N) == ("need-first", "2 of 3", 2, 3, 3)
    assert figure.sentence == (
        "The decision was to begin in 2 of 3 boroughs: A and C. "
        "They are the first 2 of 3 on an index of 2 indicators of need."
    )
    assert "37.5 points of 100 lie between rank 2 and rank 3" in figure.caution


def test_no_figure_has_an_interval_and_each_says_why(three):
    values(an_indicator(three), A=30, B=10, C=15)
    a_decision(three, ["A"])
    found = queries.figures(three)
    assert [figure.key for figure in found] == ["need-first", "need-areas", "need-indicators"]
    assert found[0] == queries.headline(three)
    assert not any(figure.has_interval for figure in found)
    assert all("no interval" in figure.method for figure in found)


def test_a_decision_that_leaves_the_order_of_the_index_is_told_as_it_is(three):
    values(an_indicator(three), A=30, B=10, C=15)
    a_decision(three, ["A", "B"])
    assert "1 of them is among the first 2 of 3" in queries.headline(three).sentence


def test_a_decision_stays_as_it_was_when_the_index_moves_on(three):
    indicator = an_indicator(three)
    values(indicator, A=30, B=10, C=15)
    a_decision(three, ["A"])
    assert "It stands first of 3" in queries.headline(three).sentence
    values(an_indicator(three, "later", weight=9), A=0, B=5, C=1)
    figure = queries.headline(three)
    assert "to begin in 1 of 3 boroughs: A." in figure.sentence
    assert "0 of them are among the first 1 of 3" in figure.sentence


def test_without_a_decision_the_headline_says_that_nothing_is_decided(three):
    figure = queries.headline(three)
    assert (figure.shown, figure.k) == ("not decided", None)
    assert "Nobody has written down yet" in figure.sentence


def test_the_last_decision_written_down_is_the_one_that_stands(three):
    values(an_indicator(three), A=30, B=10, C=15)
    a_decision(three, ["A"], key="first")
    a_decision(three, ["B", "C"], key="second")
    assert queries.headline(three).k == 2


def test_boroughs_that_could_not_be_ranked_are_named(three):
    values(an_indicator(three), A=30, B=10, C=None)
    figure = next(each for each in queries.figures(three) if each.key == "need-areas")
    assert (figure.k, figure.n, figure.shown) == (2, 3, "2 of 3")
    assert figure.sentence == "2 of 3 boroughs could be ranked by need. Too little is known to rank: C."


def test_figures_wear_the_labels_of_their_rows(second):
    assert queries.headline(second).labels == ("illustrative",)
    Decision.objects.filter(programme=second).update(provenance="reconstructed")
    assert queries.headline(second).labels == ("illustrative", "reconstructed")
