"""How the index is worked out is chosen, with reasons, and every page follows."""

from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.stages.need import actions, queries
from saidanddone.stages.need.models import IndexMethod

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


def chosen(london, **choices):
    actions.choose_method(person=LEAD, programme=london, fields=PLAIN | choices, by=None)
    return queries.index_of(london)


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
        {"impute": "median"},
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
    form = {name: value for name, value in PLAIN.items() if value is not False} | {"weighing": "equal"}
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
