"""How the index is worked out is chosen, with reasons, and every page follows."""

from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Role
from saidanddone.programme.rules import Person
from saidanddone.stages.need import actions, queries
from saidanddone.stages.need.models import AreaGroup, Domain, IndexMethod, IndicatorValue, WeightVote
from tests.factories.need import a_value, an_indicator, values
from tests.factories.themes import lead_of

pytestmark = pytest.mark.django_db
PLAIN = {
    "normalise": "minmax",
    "aggregate": "arithmetic",
    "weighing": "given",
    "impute": "none",
    "treat": False,
    "reasons": "As it was.",
}
LEAD = Person("london", None, frozenset({(Role.LEAD, None)}))


def chosen(programme, person=LEAD, **choices):
    actions.choose_method(person=person, programme=programme, fields=PLAIN | choices, by=None)
    return queries.index_of(programme)


def counted(indicator, area, numerator, denominator):
    """A value by its counts alone."""
    fields = {
        "area": Area.objects.get(code=area),
        "year": 2021,
        "value": None,
        "numerator": numerator,
        "denominator": denominator,
    }
    person = lead_of(indicator.programme)
    return actions.enter_value(person=person, indicator=indicator, fields=fields, by=None)


def test_without_a_choice_the_plainest_stands_and_choosing_it_changes_nothing(london):
    before = queries.index_of(london)
    assert before.method.pk is None
    after = chosen(london)
    assert queries.method_of(london).reasons == "As it was."
    assert [(place.rank, place.score) for place in after.places] == [
        (place.rank, place.score) for place in before.places
    ]


@pytest.mark.parametrize(
    "choices",
    [
        {"normalise": "zscore"},
        {"normalise": "prank"},
        {"normalise": "imd"},
        {"normalise": "quarter"},
        {"aggregate": "geometric"},
        {"aggregate": "harmonic", "treat": True},
        {"weighing": "equal"},
        {"weighing": "domains"},
        {"weighing": "within"},
        {"weighing": "pca"},
        {"impute": "median"},
        {"normalise": "dist2max"},
        {"normalise": "fracmax"},
        {"normalise": "rank"},
        {"normalise": "borda"},
        {"aggregate": "power", "power": 0.5},
        {"aggregate": "power", "power": -2},
        {"treat": True, "most_capped": 2},
    ],
)
def test_every_choice_ranks_all_places_on_a_scale_of_a_hundred(london, choices):
    before = queries.index_of(london)
    index = chosen(london, **choices)
    assert len(index.ranked) == len(before.ranked)
    assert all(0 <= place.score <= 100 for place in index.ranked)
    assert queries.how_sure(index, 7) is not None
    assert queries.data_hash(index) != queries.data_hash(before)
    assert queries.how_it_is_worked_out(index.method) != queries.how_it_is_worked_out(before.method)


def test_borda_ranks_and_shares_of_ranks_put_places_in_one_order_where_nothing_is_missing(three):
    values(an_indicator(three, "one"), A=1, B=5, C=3)
    values(an_indicator(three, "two", weight=3), A=9, B=2, C=4)
    for how in ("prank", "rank", "borda"):
        found = chosen(three, lead_of(three), normalise=how)
        assert [place.area.code for place in found.ranked] == ["A", "C", "B"]
        # A is lowest of three on one and highest on two, which counts three times as much.
    assert [place.score for place in found.ranked] == pytest.approx([75, 50, 25])


def test_values_in_their_own_units_are_added_as_they_are_and_the_page_says_no_hundred(client, three):
    values(an_indicator(three, "one"), A=1, B=5, C=3)
    values(an_indicator(three, "two", direction="higher-is-better"), A=9, B=2, C=4)
    found = chosen(three, lead_of(three), normalise="scaled")
    assert {p.area.code: p.score for p in found.ranked} == pytest.approx({"A": -4, "B": 1.5, "C": -0.5})
    page = client.get("/three/need/").content.decode()
    assert "own units" in page and "Score, of 100" not in page


def test_goalposts_hold_whatever_the_other_places_do(three):
    values(an_indicator(three, "one", least=0, greatest=10), A=1, B=5, C=30)
    found = chosen(three, lead_of(three), normalise="goalposts")
    assert {p.area.code: p.score for p in found.ranked} == pytest.approx({"A": 10, "B": 50, "C": 100})


def test_a_way_that_needs_what_an_indicator_lacks_is_refused_and_names_it(three):
    values(an_indicator(three, "one", least=0, greatest=10, benchmark=3), A=1, B=5, C=30)
    values(an_indicator(three, "two"), A=1, B=5, C=30)
    for how, what in {"goalposts": "goalposts", "benchmark": "a benchmark"}.items():
        with pytest.raises(Refused, match=f"needs {what} for every indicator. Without them are: Two."):
            chosen(three, lead_of(three), normalise=how)
    assert not IndexMethod.objects.filter(programme=three).exists()


def test_worse_than_the_benchmark_counts_whole_intervals_on_the_worse_side(three):
    share = {"kind": "proportion", "per": 100.0, "benchmark": 20.0}
    one = an_indicator(three, "one", **share)
    two = an_indicator(three, "two", **share, direction="higher-is-better")
    for area, k in {"A": 40, "B": 21, "C": 5}.items():
        counted(one, area, k, 100)
        counted(two, area, k, 100)
    found = chosen(three, lead_of(three), normalise="benchmark")
    # 40 of 100 is above 20%, 5 of 100 below it; 21 of 100 is neither.
    assert {p.area.code: p.score for p in found.ranked} == {"A": 50, "B": 0, "C": 50}
    assert [c.normalised for c in found.place_of("A").cells] == [100, 0]


def test_worse_than_the_benchmark_needs_limits(three):
    values(an_indicator(three, "one", benchmark=3), A=1, B=5, C=30)
    with pytest.raises(Refused, match="needs limits of the values, and no value of “One” has any"):
        chosen(three, lead_of(three), normalise="benchmark")


@pytest.mark.parametrize("aggregate", [{"aggregate": "geometric"}, {"aggregate": "power", "power": -1}])
@pytest.mark.parametrize("normalise", ["quarter", "prank", "scaled", "borda", "dist2max"])
def test_a_mean_of_products_over_a_scale_that_begins_at_nought_is_refused(three, aggregate, normalise):
    values(an_indicator(three), A=1, B=5, C=30)
    with pytest.raises(Refused, match="make its whole score nought"):
        chosen(three, lead_of(three), normalise=normalise, **aggregate)


def test_a_generalised_mean_lies_between_the_arithmetic_and_the_geometric(three):
    values(an_indicator(three, "one"), A=1, B=5, C=3)
    values(an_indicator(three, "two"), A=9, B=2, C=4)
    scores = {}
    for power in (1, 0.5, 0.001):
        found = chosen(three, lead_of(three), aggregate="power", power=power)
        scores[power] = found.place_of("C").score
    assert scores[1] > scores[0.5] > scores[0.001] > 0
    one, two = 100 * (3 - 1) / 4, 100 * (4 - 2) / 7
    assert scores[0.5] == pytest.approx(((one**0.5 + two**0.5) / 2) ** 2)


def test_domains_stand_within_larger_ones_at_any_number_of_levels(three):
    life = Domain(programme=three, name="Life", weight=1)
    money = Domain(programme=three, name="Money", weight=3)
    actions.record_domains(domains=[life, money], by=None)
    health = Domain(programme=three, name="Health", parent=life, weight=1)
    home = Domain(programme=three, name="Home", parent=life, weight=1)
    actions.record_domains(domains=[health, home], by=None)
    values(an_indicator(three, "pay", domain="Money"), A=0, B=0, C=10)
    values(an_indicator(three, "ill", domain="Health"), A=10, B=0, C=0)
    values(an_indicator(three, "ill-too", domain="Health"), A=10, B=0, C=0)
    values(an_indicator(three, "damp", domain="Home"), A=0, B=10, C=0)
    found = chosen(three, lead_of(three), weighing="domains")
    # Money 3 of 4; Health and Home each half of Life's quarter, however many indicators each has.
    assert {p.area.code: p.score for p in found.ranked} == pytest.approx({"C": 75, "A": 12.5, "B": 12.5})


def test_votes_weigh_by_the_mean_share_of_points_and_what_nobody_voted_for_counts_nothing(client, three):
    one, two, three_th = (an_indicator(three, code) for code in ("one", "two", "three"))
    values(one, A=10, B=0, C=0)
    values(two, A=0, B=10, C=0)
    values(three_th, A=0, B=0, C=10)
    with pytest.raises(Refused, match="Bring a table of votes first"):
        chosen(three, lead_of(three), weighing="votes")
    votes = [WeightVote(indicator=one, voter="a", points=60), WeightVote(indicator=two, voter="a", points=40)]
    votes += [WeightVote(indicator=one, voter="b", points=3), WeightVote(indicator=two, voter="b", points=1)]
    actions.record_votes(votes=votes, by=None)
    found = chosen(three, lead_of(three), weighing="votes")
    assert {p.area.code: p.score for p in found.ranked} == pytest.approx({"A": 67.5, "B": 32.5, "C": 0})
    page = client.get("/three/need/").content.decode()
    assert "those of 2 voters, and of nobody else" in page and "count nothing: Three." in page


def test_a_gap_is_filled_within_its_group_and_what_does_not_apply_is_never_filled(three):
    one, two = an_indicator(three, "one"), an_indicator(three, "two", weight=9)
    values(one, A=0, B=10)
    a_value(one, "C", None, status="missing")
    values(two, A=0, B=10, C=10)
    areas = {area.code: area for area in three.areas.all()}
    groups = [
        AreaGroup(programme=three, area=areas[c], name=n)
        for c, n in {"A": "in", "B": "out", "C": "in"}.items()
    ]
    actions.record_groups(groups=groups, by=None)
    found = chosen(three, lead_of(three), impute="mean")
    assert found.place_of("C").score == pytest.approx(95)  # half of one's weight
    found = chosen(three, lead_of(three), impute="mean", by_group=True)
    assert found.place_of("C").score == pytest.approx(90)  # as A, which is of its group
    IndicatorValue.objects.filter(indicator=one, area__code="C").update(status="not-applicable")
    assert queries.index_of(three).place_of("C").score == pytest.approx(100)


def test_a_place_is_ranked_only_where_as_much_is_known_as_was_asked(three):
    values(an_indicator(three, "one", weight=8), A=1, B=5, C=3)
    values(an_indicator(three, "two", weight=2), A=1, B=5)
    assert len(chosen(three, lead_of(three), least_known=80).ranked) == 3
    found = chosen(three, lead_of(three), least_known=81)
    assert [place.area.code for place in found.unranked] == ["C"]
    assert "less than 81 in 100" in queries.how_it_is_worked_out(found.method)


def test_values_that_make_the_way_that_stands_impossible_rank_nobody_and_the_page_says_why(client, three):
    one = an_indicator(three)
    values(one, A=1, B=5, C=3)
    chosen(three, lead_of(three), normalise="fracmax")
    IndicatorValue.objects.filter(indicator=one, area__code="A").update(value=-1)
    assert not queries.index_of(three).ranked
    for path in ("need/", "need/areas/A/", "need/indicators/", ""):
        page = client.get(f"/three/{path}")
        assert page.status_code == 200
    assert "cannot be worked out as it was chosen" in client.get("/three/need/").content.decode()


def test_each_table_that_a_way_rests_on_costs_one_query_and_no_other_does(three, django_assert_num_queries):
    values(an_indicator(three, "one"), A=1, B=5, C=3)
    for choices, more in (({}, 0), ({"weighing": "pca"}, 1), ({"impute": "mean", "by_group": True}, 1)):
        method = IndexMethod(programme=three, **choices)
        with django_assert_num_queries(3 + more):
            queries.index_of(three, method)


def test_every_indicator_alike_puts_others_among_the_first_as_the_note_of_the_decision_says(london):
    first = {place.area.name for place in chosen(london, weighing="equal").first(7)}
    assert {"Southwark", "Westminster"} <= first and not {"Barking and Dagenham", "Newham"} & first


def test_every_domain_alike_is_what_the_weights_of_the_example_were_made_for(london):
    before = queries.index_of(london)
    domains = chosen(london, weighing="domains")
    full = [place for place in domains.ranked if place.known == len(place.cells)]
    was = {place.area.pk: place.score for place in before.ranked}
    assert all(place.score == pytest.approx(was[place.area.pk], abs=1.5) for place in full)


def test_the_lead_chooses_with_reasons_and_is_told_who_comes_and_who_goes(client, team_of, london):
    client.force_login(team_of(london).lead)
    path = "/london/work/need/method/"
    assert 'value="minmax"' in client.get(path).content.decode()
    form = {name: value for name, value in PLAIN.items() if value is not False}
    form |= {"weighing": "equal", "least_known": "50", "most_capped": "5"}
    assert client.post(path, form | {"reasons": ""}).status_code == 422
    assert not IndexMethod.objects.filter(programme=london).exists()
    told = client.post(path, form | {"reasons": "The panel asked."}, follow=True).content.decode()
    assert "Southwark" in told and "no longer Barking and Dagenham" in told
    page = client.get("/london/need/").content.decode()
    assert "All count alike." in page and "The panel asked." in page
    assert "have changed since" not in page  # the example's decision kept no fingerprint


def test_nobody_but_the_lead_chooses_and_what_stood_before_stays(london):
    with pytest.raises(Refused):
        actions.choose_method(
            person=Person("london", None, frozenset({(Role.EVALUATOR, None)})),
            programme=london,
            fields=PLAIN,
            by=None,
        )
    chosen(london, normalise="prank")
    chosen(london, normalise="imd")
    assert [method.normalise for method in queries.methods_of(london)] == ["imd", "prank"]
    assert queries.index_of(london).method.normalise == "imd"
