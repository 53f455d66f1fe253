"""The registry and walk(), through every stage that has registered, on a real programme."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saidanddone.people.actions import open_account
from saidanddone.programme.actions import open_programme
from saidanddone.programme.models import Role
from saidanddone.programme.queries import person_in
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.thread.figures import Figure, RowsBehind
from saidanddone.thread.registry import registered, registered_stage
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import Walk, onward_of_each, walk

EVERYBODY = Person("second")
LEAD = Person("second", None, frozenset({(Role.LEAD, None)}))
ORDER = [stage.label for stage in STAGES]


def idea(second, key: str) -> Ref:
    return Ref("ideas", "idea", Idea.objects.get(text__programme=second, text__key=key).pk)


def outcome(second) -> Ref:
    return Ref("outcomes", "outcome", Outcome.objects.get(programme=second, key="second-outcome").pk)


@pytest.fixture
def every_ref(second) -> set[Ref]:
    """Every row that the thread reaches from an idea and from an outcome."""
    starts = {idea(second, key) for key in ("i001", "i002", "i003")} | {outcome(second)}
    return starts | {ref for start in starts for ref in walk([start], second, LEAD).refs()}


# The registry


def test_every_stage_has_registered_in_the_order_of_the_cycle():
    assert [entry.stage for entry in registered()] == ORDER
    assert registered_stage("no-such-stage") is None


def test_figures_are_told_apart_and_the_headline_is_one_of_them(second):
    keys: list[str] = []
    for entry in registered():
        figures = entry.figures(second)
        assert entry.headline(second) in figures, entry.stage
        assert {figure.stage for figure in figures} == {entry.stage}
        keys += [figure.key for figure in figures]
    assert len(keys) == len(set(keys))


def test_every_figure_says_its_number_in_a_sentence_and_how_it_is_known(second):
    for figure in (each for entry in registered() for each in entry.figures(second)):
        assert figure.key.startswith(f"{figure.stage}-"), figure.key
        assert all((figure.title, figure.shown, figure.method)), figure.key
        assert figure.sentence.endswith("."), figure.key
        assert figure.cited is None or figure.rows is None, "a cited figure claims no rows"
        if figure.k is not None:
            assert figure.base, figure.key
        if figure.has_interval:
            assert figure.low <= figure.value <= figure.high, figure.key


def test_what_waits_is_counted_and_leads_into_the_programme(second):
    for entry in registered():
        for waiting in entry.waiting_for(LEAD, second):
            assert waiting.address.startswith("/second/"), entry.stage
            assert waiting.count >= 0


def test_one_thing_that_waits_is_not_spoken_of_as_several(second):
    waits = [each for entry in registered() for each in entry.waiting_for(LEAD, second) if each.count == 1]
    assert waits
    assert [each.says for each in waits if each.says.split()[0].endswith("s")] == []


def test_nothing_waits_for_somebody_who_does_not_work_here(second):
    for entry in registered():
        assert not [each for each in entry.waiting_for(EVERYBODY, second) if each.count], entry.stage


# Walking


def test_from_an_idea_to_what_came_of_it_in_the_order_of_the_cycle(second):
    found = walk([idea(second, "i001")], second, EVERYBODY)
    reached = [place.stage for place in found.after if place.reached]
    assert {"themes", "commitments", "outcomes"} <= set(reached)
    assert reached == sorted(reached, key=ORDER.index)
    assert found.furthest is not None
    assert found.furthest.ref.stage == reached[-1]


def test_from_an_outcome_back_to_the_idea_it_came_from(second):
    found = walk([outcome(second)], second, EVERYBODY)
    assert idea(second, "i001") in found.refs()
    reached = [place.stage for place in found.before if place.reached]
    assert reached == sorted(reached, key=ORDER.index)
    assert all(ORDER.index(stage) <= ORDER.index("outcomes") for stage in reached)


def test_what_is_reached_by_way_of_another_row_says_which_and_what_is_linked_itself_does_not(
    second, every_ref
):
    met = 0
    for ref in every_ref:
        found = walk([ref], second, LEAD)
        for strand, far in ((found.before, "later"), (found.after, "earlier")):
            for reached in (each for place in strand for each in place.reached):
                ends = {getattr(link, far).ref for link in reached.links}
                assert (reached.through is None) == (ref in ends), (ref, reached.step.ref)
                assert reached.through is None or reached.through.ref in ends
                met += reached.through is not None
    assert met > 10


def test_a_row_is_never_its_own_step(second, every_ref):
    for ref in every_ref:
        assert ref not in walk([ref], second, LEAD).refs(), ref


def test_each_row_is_reached_once_with_every_link_that_leads_to_it(second, every_ref):
    for ref in every_ref:
        found = walk([ref], second, LEAD)
        for strand in (found.before, found.after):
            steps = [reached.step.ref for place in strand for reached in place.reached]
            assert len(steps) == len(set(steps)), ref
            assert all(reached.links for place in strand for reached in place.reached)


def test_the_end_of_the_thread_is_an_end(second):
    found = walk([idea(second, "i003")], second, EVERYBODY)
    assert found.furthest is None
    assert all(not place.reached for place in found.after)


def test_from_nothing_the_thread_leads_nowhere(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert walk([], second, EVERYBODY) == Walk((), ())


def test_a_row_that_is_not_there_leads_nowhere(second):
    for stage, kind in {(ref.stage, ref.kind) for ref in (idea(second, "i001"), outcome(second))}:
        assert walk([Ref(stage, kind, 10**9)], second, LEAD).refs() == frozenset()


def test_a_stage_spends_at_most_one_query_each_way(second, every_ref):
    assert len({ref.stage for ref in every_ref}) > 3
    for entry in registered():
        for toward in Toward:
            refs = {ref for ref in every_ref if toward is Toward.LATER or ref.stage == entry.stage}
            with CaptureQueriesContext(connection) as spent:
                entry.links(refs, second, LEAD, toward)
            assert len(spent) <= 1, (entry.stage, toward, [each["sql"] for each in spent])


def test_a_long_thread_costs_no_more_than_a_short_one(second, every_ref):
    with CaptureQueriesContext(connection) as spent:
        walk(every_ref, second, LEAD)
    assert len(spent) <= 2 * len(ORDER)


# Who may see what the thread reaches


def test_words_that_may_not_be_read_are_reached_as_withheld(second, every_ref):
    """Their row is on the thread, since it is there; nothing of it can be read or opened."""
    secret = {idea(second, key) for key in ("i002", "i003")}
    seen = set()
    for ref in every_ref - secret:
        found = walk([ref], second, EVERYBODY)
        for place in (*found.before, *found.after):
            for reached in place.reached:
                assert "Secretwords" not in repr(reached)
                assert "Seatlesswords" not in repr(reached)
                if reached.step.ref in secret:
                    seen.add(reached.step.ref)
                    assert reached.step.address == ""
                    assert "i002" not in repr(reached.links)
    assert seen


def test_no_step_names_who_spoke(second, every_ref):
    for ref in every_ref:
        for person in (EVERYBODY, LEAD):
            assert "hackney-0" not in repr(walk([ref], second, person))


def test_rows_of_one_programme_lead_nowhere_in_another(second, every_ref):
    third = open_programme(
        fields={"slug": "third", "name": "T", "report_title": "T", "place": "T", "summary": "T"}, by=None
    )
    lead = Person("third", None, frozenset({(Role.LEAD, None)}))
    for ref in every_ref:
        assert walk([ref], third, lead).refs() == frozenset(), ref


def test_every_address_on_the_thread_opens_for_whom_it_is_shown(client, second, every_ref, team_of):
    lead = team_of(second).lead
    for person, account in ((EVERYBODY, None), (person_in(second, lead), lead)):
        if account:
            client.force_login(account)
        found = [walk([ref], second, person) for ref in every_ref]
        steps = {
            reached.step
            for each in found
            for place in (*each.before, *each.after)
            for reached in place.reached
        }
        addresses = {step.address for step in steps if step.address}
        assert addresses
        for address in addresses:
            assert client.get(address).status_code == 200, address


# Figures


def test_rows_behind_a_figure_open_for_the_roles_named_or_for_everybody():
    everybody = RowsBehind("/rows/", "the rows")
    some = RowsBehind("/rows/", "the rows", frozenset({"lead", "evaluator"}))
    assert everybody.opens_for(frozenset())
    assert some.opens_for(frozenset({"coder", "lead"}))
    assert not some.opens_for(frozenset({"coder"}))
    assert not some.opens_for(frozenset())


@pytest.mark.parametrize(
    ("fields", "interval", "on_the_line"),
    [
        ({}, False, False),
        ({"value": 0.4, "low": 0.3}, False, False),
        ({"value": 0.4, "low": 0.3, "high": 0.5, "unit": "share"}, True, True),
        ({"value": 0.0, "low": 0.0, "high": 0.0, "unit": "share"}, True, True),
        ({"low": 0.3, "high": 0.5, "unit": "share"}, True, False),
        ({"value": -0.4, "low": -0.5, "high": 0.1, "unit": "difference"}, True, False),
    ],
)
def test_an_interval_is_drawn_only_where_there_is_one_and_the_line_can_hold_it(fields, interval, on_the_line):
    figure = Figure("a-b", "a", "T", "4", "S.", "M", **fields)
    assert figure.has_interval is interval
    assert figure.is_share_with_interval is on_the_line


def test_the_rows_behind_every_figure_open_for_whom_they_are_said_to(client, second, team_of):
    team = team_of(second)
    opened = 0
    for figure in (each for entry in registered() for each in entry.figures(second)):
        if figure.rows is None:
            continue
        opened += 1
        account = team.evaluator if figure.rows.open_to else None
        if account is None:
            client.logout()
        else:
            assert figure.rows.opens_for(frozenset({"evaluator"})), figure.key
            client.force_login(account)
        assert client.get(figure.rows.address).status_code == 200, figure.key
    assert opened > 10


def test_a_stranger_with_an_account_reads_what_everybody_reads(second, every_ref):
    stranger = person_in(second, open_account(email="s@example.test", name="S", by=None))
    for ref in every_ref:
        assert walk([ref], second, stranger) == walk([ref], second, EVERYBODY)


def test_what_links_to_a_row_itself_comes_before_what_is_reached_by_a_detour(second):
    """Many changes are reached through the theme; the one that names the idea stands first."""
    from saidanddone.stages.outcomes.models import Outcome, OutcomeLink
    from saidanddone.stages.themes.models import Theme

    theme = Theme.objects.get(programme=second)
    named = Outcome.objects.get(programme=second, key="second-outcome")
    for number in range(9):
        other = Outcome.objects.get(pk=named.pk)
        other.pk, other.key = None, f"detour-{number}"
        other.save()
        OutcomeLink.objects.create(outcome=other, theme=theme)
    OutcomeLink.objects.filter(outcome=named, theme=theme).delete()
    idea = Ref("ideas", "idea", Idea.objects.get(text__programme=second, text__key="i001").pk)
    found = walk([idea], second, Person("second"))
    changed = next(place for place in found.after if place.stage == "outcomes")
    assert len(changed.reached) == 10
    assert changed.reached[0].step.ref.id == named.pk


def test_what_came_of_several_rows_is_told_of_each_as_if_it_were_walked_alone(second):
    starts = [idea(second, key) for key in ("i001", "i002", "i003")]
    each = onward_of_each(starts, second, LEAD)
    for start in starts:
        alone = walk([start], second, LEAD)
        assert [place.stage for place in each[start].after] == [place.stage for place in alone.after]
        for found, expected in zip(each[start].after, alone.after, strict=True):
            assert {(r.step, r.through) for r in found.reached} == {
                (r.step, r.through) for r in expected.reached
            }
    assert onward_of_each([], second, LEAD) == {}


def test_asking_for_several_rows_together_costs_no_more_than_asking_for_one(second):
    starts = [idea(second, key) for key in ("i001", "i002", "i003")]
    with CaptureQueriesContext(connection) as one:
        onward_of_each(starts[:1], second, LEAD)
    with CaptureQueriesContext(connection) as three:
        onward_of_each(starts, second, LEAD)
    assert len(three) <= max(len(one), len(STAGES))
