from __future__ import annotations

import pytest

from saidanddone.programme.models import Aspiration
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas import queries, thread
from saidanddone.stages.ideas.models import Idea
from tests.factories.conversations import a_conversation
from tests.factories.ideas import a_speaker, an_idea
from tests.factories.people import withdraws


def figure(programme, key):
    return next(each for each in queries.figures(programme) if each.key == f"ideas-{key}")


def test_the_headline_counts_every_idea_also_those_that_may_not_be_shown(second):
    headline = queries.headline(second)
    assert (headline.key, headline.shown, headline.n, headline.N) == ("ideas-recorded", "3", 3, 3)
    assert headline.base == "of which 1 may be shown to everybody"
    assert headline.labels == ("illustrative",)
    assert not headline.has_interval


def test_ideas_of_another_programme_are_not_counted(second, evening):
    before = [(each.key, each.k, each.n) for each in queries.figures(second)]
    other = Idea.objects.exclude(text__programme=second).count()
    assert queries.headline(second).n + other == Idea.objects.count()
    assert [(each.key, each.k, each.n) for each in queries.figures(second)] == before


def test_what_may_be_quoted_is_counted_as_it_stands_today(second):
    assert figure(second, "quotable").shown == "1 of 3"
    withdraws("second:hackney-01", "quoted")
    assert figure(second, "quotable").shown == "0 of 3"


@pytest.mark.parametrize(
    ("recorded_as", "agreed", "counted"),
    [
        ("agreed", True, 1),
        ("agreed", False, 0),
        ("agreed", None, 0),  # nobody knows who it was, so nobody agreed
        ("note", True, 0),
        ("written", None, 1),
        ("written", True, 1),
        ("written", False, 0),
    ],
)
def test_words_may_be_quoted_when_read_back_or_written_by_somebody_who_agrees(
    second, evening, recorded_as, agreed, counted
):
    seat = None if agreed is None else a_speaker(evening, "hackney-07", agreed)
    an_idea(evening, recorded_as=recorded_as, seat=seat)
    assert figure(second, "quotable").k == 1 + counted


@pytest.mark.parametrize("group", ["aspiration-", "role-", "borough-"])
def test_every_idea_is_in_one_aspiration_role_and_borough(second, evening, lambeth, group):
    elsewhere = a_conversation(second, "lambeth", lambeth)
    an_idea(elsewhere, role="carer", aspiration=Aspiration.objects.get(programme=second))
    an_idea(evening)
    found = [each for each in queries.figures(second) if each.key.startswith(f"ideas-{group}")]
    assert sum(each.k for each in found) == 5
    assert {each.n for each in found} == {5}


def test_figures_by_aspiration_role_and_borough_have_k_and_n(second):
    shown = {each.key: each.shown for each in queries.figures(second)}
    assert shown["ideas-aspiration-take-the-lead"] == "2 of 3"
    assert shown["ideas-aspiration-none"] == "1 of 3"
    assert shown["ideas-role-carer"] == "1 of 3"
    assert shown["ideas-borough-e09000012"] == "3 of 3"
    assert "ideas-borough-e09000022" not in shown


def test_figures_of_a_programme_without_ideas_can_be_made(second):
    second.texts.all().delete()
    assert queries.headline(second).shown == "0"
    assert figure(second, "quotable").value is None


def test_the_number_of_queries_for_all_figures_does_not_grow(second, evening, django_assert_max_num_queries):
    for number in range(5):
        an_idea(evening, f"Words {number}.")
    with django_assert_max_num_queries(6):
        queries.figures(second)


def test_ideas_without_an_aspiration_wait_for_whoever_may_file_them(second, desk, lambeth):
    an_idea(a_conversation(second, "lambeth", lambeth))

    def waits(account):
        return [(each.count, each.says) for each in thread.waiting_for(desk.person(account), second)]

    assert waits(desk.team.lead) == [(2, "ideas that have not been filed under an aspiration")]
    assert waits(desk.team.organiser) == [(1, "idea that has not been filed under an aspiration")]
    assert waits(desk.team.coder) == []
    assert thread.waiting_for(Person("second"), second) == []
