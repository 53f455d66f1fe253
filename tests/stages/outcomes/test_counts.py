from __future__ import annotations

from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.outcomes import queries, thread
from tests.factories.conversations import another_programme
from tests.factories.outcomes import a_connection, an_outcome


def figure(programme, key: str):
    return next(each for each in queries.figures(programme) if each.key == key)


def test_the_headline_says_how_many_where_and_who_reported_them(second, hackney, lambeth):
    an_outcome(second, "here", area=hackney)
    an_outcome(second, "there", area=lambeth)
    an_outcome(second, "nowhere", said_by="partner")
    found = queries.headline(second)
    assert (found.key, found.shown, found.n) == ("outcomes-reported", "4", 4)
    assert found.sentence == (
        "4 changes are reported, in 2 boroughs (1 with the borough not named). "
        "Who reported them: organisers (2), participants (1), partners (1)."
    )
    assert not found.has_interval
    assert "illustrative" in found.labels
    assert "what somebody said changed" in found.caution


def test_every_verb_has_a_figure_and_they_sum_to_all_changes(second):
    an_outcome(second, "weak", contribution="mentioned")
    found = [each for each in queries.figures(second) if each.key.startswith("outcomes-contribution-")]
    assert {each.key.removeprefix("outcomes-contribution-"): each.k for each in found} == {
        "mentioned": 1,
        "fed-into": 0,
        "influenced": 0,
        "led-to": 1,
    }
    assert {each.n for each in found} == {2}


def test_kinds_that_occur_have_figures_the_commonest_first(second):
    for number in range(2):
        an_outcome(second, f"policy-{number}", change_type="policy")
    kinds = [each for each in queries.figures(second) if each.key.startswith("outcomes-kind-")]
    assert [(each.key, each.k, each.n) for each in kinds] == [
        ("outcomes-kind-policy", 2, 3),
        ("outcomes-kind-service", 1, 3),
    ]


def test_a_change_leads_back_once_however_many_links_it_has(second):
    an_outcome(second, "from-nothing")
    an_outcome(second, "from-a-promise", commitments=(Commitment.objects.get(programme=second),))
    found = figure(second, "outcomes-linked")
    assert (found.k, found.n) == (2, 3)  # the loaded one has four links
    assert "gap" in found.caution


def test_that_nobody_independent_confirmed_any_is_said_plainly(second):
    found = figure(second, "outcomes-confirmed")
    assert (found.k, found.n, found.shown) == (0, 1, "0 of 1")
    assert found.sentence == (
        "0 of the 1 changes reported were confirmed by someone independent. "
        "Of the others: 1: nobody else was asked to confirm it."
    )


def test_only_a_whole_confirmation_counts_and_the_rest_is_told(second):
    for number, how in enumerate(("confirmed", "in-part", "disputed", "disputed")):
        an_outcome(second, f"change-{number}", confirmed=how)
    found = figure(second, "outcomes-confirmed")
    assert (found.k, found.n) == (1, 5)
    assert "1: confirmed in part" in found.sentence
    assert "2: disputed" in found.sentence


def test_connections_are_counted_between_roles_whichever_side_is_named_first(second):
    a_connection(second, "one", between_role="officer", with_role="carer")
    a_connection(second, "two", between_role="resident", with_role="resident")
    matrix = queries.connection_matrix(second)
    assert matrix.count == 3
    assert matrix.roles == ("resident", "carer", "officer")
    assert {row.role: row.counts for row in matrix.rows} == {
        "resident": (1, 0, 0),
        "carer": (0, 0, 2),
        "officer": (0, 2, 0),
    }
    assert figure(second, "outcomes-connections-recorded").n == 3


def test_figures_of_a_programme_without_changes_can_be_made(db):
    empty = another_programme()
    found = queries.figures(empty)
    assert found[0] == queries.headline(empty)
    assert found[0].sentence == "No change is reported yet."
    assert {each.value for each in found if each.k is not None} == {None}


def test_keys_are_unlike_and_begin_with_the_stage(second):
    keys = [each.key for each in queries.figures(second)]
    assert len(keys) == len(set(keys))
    assert all(key.startswith("outcomes-") for key in keys)


def test_rows_of_another_programme_are_not_counted(second):
    other = another_programme()
    an_outcome(other, "elsewhere")
    a_connection(other, "elsewhere")
    assert queries.headline(second).n == 1
    assert queries.connection_matrix(second).count == 1


def test_the_latest_change_is_the_last_that_happened_as_far_as_days_are_known(second):
    an_outcome(second, "undated")
    an_outcome(second, "in-winter", happened="2021-12")
    an_outcome(second, "long-ago", happened="2019-11-30")
    assert queries.latest_outcome(Person("second"), second).title == "in-winter"


def test_there_is_no_latest_change_where_there_is_none(second):
    assert queries.latest_outcome(Person("another"), another_programme()) is None


def test_changes_are_found_by_their_words_and_by_words_that_changed(second):
    an_outcome(second, "renamed", words_after="Towards none at all")
    person = Person("second")
    assert [card.title for card in queries.outcomes_found(person, second, "towards NONE")] == ["renamed"]
    assert queries.outcomes_found(person, second, "unheard of") == []


def test_a_card_says_who_says_so_and_who_confirms_it(second):
    card = queries.latest_outcome(Person("second"), second)
    assert (card.contribution, card.said_by) == ("led to", "a participant says so")
    assert (card.place, card.confirmed) == ("Hackney", "nobody else was asked to confirm it")
    assert card.labels == ("illustrative",)


def test_the_lead_is_told_of_changes_that_lead_nowhere_and_that_nobody_confirmed(second, desk, lambeth):
    an_outcome(second, "nowhere", confirmed="confirmed")
    an_outcome(second, "unasked", area=lambeth)
    waiting = thread.waiting_for(desk.person(desk.team.lead), second)
    assert [each.count for each in waiting] == [2, 2]
    assert [each.address for each in waiting] == [
        "/second/work/outcomes/?thread=none",
        "/second/work/outcomes/?confirmed=not-asked",
    ]


def test_an_organiser_is_told_of_unconfirmed_changes_of_their_own_borough(second, desk, lambeth):
    an_outcome(second, "there", area=lambeth)
    an_outcome(second, "nowhere")
    (waiting,) = thread.waiting_for(desk.person(desk.team.organiser), second)
    assert waiting.count == 1  # the loaded one, in Hackney
    assert thread.waiting_for(desk.person(desk.team.coder), second) == []
    assert thread.waiting_for(Person("second"), second) == []


def test_a_row_of_waiting_leads_to_as_many_rows_as_it_counts(client, second, desk):
    an_outcome(second, "nowhere")
    client.force_login(desk.team.lead)
    for each in thread.waiting_for(desk.person(desk.team.lead), second):
        lines = client.get(f"{each.address}&format=csv").getvalue().decode().splitlines()
        assert len(lines) - 1 == each.count
