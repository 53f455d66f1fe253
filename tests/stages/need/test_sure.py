"""How sure the first places are, on the site: what was tried, who is marginal, and what a decision rested on."""

from __future__ import annotations

import pytest

from saidanddone.stages.need import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(london):
    return queries.index_of(london)


def test_k_places_are_filled_and_the_marginal_are_named(index):
    sure = queries.how_sure(index, 7)
    assert sum(each.p_first for each in sure.places) == pytest.approx(7)
    assert [each.place.rank for each in sure.places] == list(range(1, 33))
    assert 3 <= len(sure.safe) < 7 and sure.marginal
    said = queries.in_a_sentence(sure)
    assert f"{len(sure.safe)} of the first 7 stay" in said
    assert all(each.place.area.name in said for each in sure.marginal)


def test_what_is_shown_of_a_choice_is_a_share(index):
    sure = queries.how_sure(index, 7)
    assert {move.choice for move in sure.moves} == {"weights", "treat", "normalise", "aggregate"}
    assert [move.total for move in sure.moves] == sorted((m.total for m in sure.moves), reverse=True)
    assert all(0 <= move.first <= 1 and 0 <= move.total <= 1 for move in sure.moves)
    assert queries.moves_in_words(sure)[0][0] in queries.what_decides(sure)


def test_where_there_is_nothing_to_choose_nothing_is_tried(index, second):
    assert queries.how_sure(index, 32) is None and queries.how_sure(index, 40) is None
    assert queries.how_sure(queries.index_of(second), 2) is None


def test_the_fingerprint_changes_with_a_value_a_weight_or_a_direction_and_with_nothing_else(index, london):
    before = queries.data_hash(index)
    assert queries.data_hash(queries.index_of(london)) == before and len(before) == 64
    indicator = london.indicators.first()
    indicator.name = "Another name"
    indicator.save()
    assert queries.data_hash(queries.index_of(london)) == before
    indicator.weight += 1
    indicator.save()
    assert queries.data_hash(queries.index_of(london)) != before


def test_trying_asks_the_database_nothing(index, django_assert_num_queries):
    with django_assert_num_queries(0):
        queries.how_sure(index, 7)


def test_the_page_names_the_marginal_draws_the_ranks_and_has_them_in_the_table(client, london, index):
    page = client.get("/london/need/").content.decode()
    sure = queries.how_sure(index, 7)
    assert "How sure the first 7 are" in page and queries.in_a_sentence(sure)[:60] in page
    assert page.count('class="rank-drawn"') >= 7 + len(sure.marginal) - len(sure.first)
    assert "Among the first 7" in page and "Ranks in other ways" in page
    assert "not the chance that a place is in need" in page
    table = client.get("/london/need/?format=csv").getvalue().decode()
    assert sure.places[0].in_100 in table and sure.places[0].ranks in table


def test_a_decision_keeps_the_fingerprint_of_what_it_rested_on_and_says_when_that_has_changed(
    client, team_of, london
):
    lead = team_of(london).lead
    client.force_login(lead)
    areas = [place.area.pk for place in queries.index_of(london).ranked[:3]]
    form = {"key": "three", "areas": areas, "decided_by": "The group", "reasons": "They stand first."}
    assert client.post("/london/work/need/decide/", form).status_code == 302
    path, decided = "/london/need/decisions/three/", london.decisions.get(key="three")
    assert decided.data_hash == queries.data_hash(queries.index_of(london))
    assert "that stand here now" in client.get(path).content.decode()
    indicator = london.indicators.first()
    indicator.weight += 1
    indicator.save()
    changed = client.get(path).content.decode()
    assert "have changed since" in changed and decided.data_hash[:16] in changed
