from __future__ import annotations

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.monitoring import thread
from saidanddone.stages.monitoring.models import Framework
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.thread.steps import Ref, Toward
from tests.factories.conversations import another_programme
from tests.factories.monitoring import a_framework


@pytest.fixture
def refs(second) -> tuple[Ref, Ref]:
    outcome = Ref("outcomes", "outcome", Outcome.objects.get(programme=second).pk)
    return outcome, Ref("monitoring", "framework", Framework.objects.get(programme=second).pk)


@pytest.mark.parametrize("toward", list(Toward))
def test_a_change_and_the_measures_that_grew_out_of_it_are_joined_both_ways_in_one_query(
    second, refs, toward, django_assert_num_queries
):
    outcome, framework = refs
    asked = [outcome] if toward is Toward.LATER else [framework]
    with django_assert_num_queries(1):
        (link,) = thread.links(asked, second, Person("second"), toward)
    assert (link.earlier.ref, link.later.ref) == (outcome, framework)
    assert link.later.place == "Hackney" and link.later.address.endswith("/measures/second-framework/")


def test_a_framework_that_grew_out_of_nothing_recorded_leads_nowhere(second):
    alone = a_framework(second, "alone")
    asked = [Ref("monitoring", "framework", alone.pk)]
    assert thread.links(asked, second, Person("second"), Toward.EARLIER) == []


def test_nothing_is_asked_for_where_no_row_could_be_joined(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        for toward in Toward:
            assert thread.links([Ref("themes", "theme", 1)], second, Person("second"), toward) == []


def test_a_row_of_another_programme_leads_nowhere(refs, db):
    other = another_programme("third")
    for toward in Toward:
        assert thread.links(refs, other, Person("third"), toward) == []


def test_nobody_is_in_a_reading_by_name(second):
    assert thread.copy_of("second:hackney-01", second) == []
