from __future__ import annotations

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.followup import thread
from saidanddone.stages.followup.models import Extract, Interview, OpenAnswer, Survey
from saidanddone.stages.themes.models import Code, Coding, Theme
from saidanddone.thread.steps import Ref, Toward
from saidanddone.thread.walk import walk
from tests.factories.conversations import another_programme


@pytest.fixture
def refs(second) -> dict[str, Ref]:
    def answer(key: str) -> Ref:
        return Ref(
            "followup", "open_answer", OpenAnswer.objects.get(text__programme=second, text__key=key).pk
        )

    return {
        "a001": answer("a001"),
        "a002": answer("a002"),
        "x01": Ref("followup", "extract", Extract.objects.get(text__programme=second).pk),
        "survey": Ref("followup", "survey", Survey.objects.get(programme=second).pk),
        "interview": Ref("followup", "interview", Interview.objects.get(programme=second).pk),
        "code": Ref("themes", "code", Code.objects.get(programme=second).pk),
        "theme": Ref("themes", "theme", Theme.objects.get(programme=second).pk),
    }


@pytest.fixture(autouse=True)
def coded(second):
    """Both answers and the extract carry the code; a second coder agrees on the first."""
    code = Code.objects.get(programme=second)
    texts = {text.key: text for text in second.texts.filter(key__in=["a001", "a002", "x01"])}
    for key, coder in (("a001", "coder-1"), ("a001", "coder-2"), ("a002", "coder-1"), ("x01", "coder-1")):
        Coding.objects.create(text=texts[key], code=code, coder=coder)


def joined(links) -> list[tuple[Ref, Ref]]:
    return [(link.earlier.ref, link.later.ref) for link in links]


@pytest.mark.parametrize("kind", ["code", "theme"])
def test_a_code_or_theme_leads_to_what_was_said_later_each_once_in_one_query(
    second, refs, kind, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = joined(thread.links([refs[kind]], second, Person("second"), Toward.LATER))
    assert sorted(found) == sorted((refs[kind], refs[each]) for each in ("a001", "a002", "x01"))


def test_words_lead_back_to_their_code_and_to_where_they_were_said_in_one_query(
    second, refs, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = joined(thread.links([refs["a001"], refs["x01"]], second, Person("second"), Toward.EARLIER))
    assert sorted(found) == sorted(
        [
            (refs["code"], refs["a001"]),
            (refs["survey"], refs["a001"]),
            (refs["code"], refs["x01"]),
            (refs["interview"], refs["x01"]),
        ]
    )


def test_a_survey_and_an_interview_lead_to_their_words(second, refs):
    asked = [refs["survey"], refs["interview"]]
    found = joined(thread.links(asked, second, Person("second"), Toward.LATER))
    assert {later for _earlier, later in found} == {refs["a001"], refs["a002"], refs["x01"]}


def test_nothing_is_asked_for_where_no_row_could_be_joined(second, django_assert_num_queries):
    with django_assert_num_queries(0):
        for toward in Toward:
            assert thread.links([Ref("outcomes", "outcome", 1)], second, Person("second"), toward) == []


def test_words_that_may_not_be_quoted_are_withheld_with_the_way_to_them(desk, second, refs):
    def step(person):
        found = thread.links([refs["code"]], second, person, Toward.LATER)
        return next(link.later for link in found if link.later.ref == refs["a002"])

    for person in (Person("second"), desk.person(desk.team.organiser)):
        assert step(person).title == "An answer that is not for quoting"
        assert step(person).address == ""
    for account in (desk.team.coder, desk.team.evaluator, desk.team.lead):
        assert "Closedwords" in step(desk.person(account)).title
        assert step(desk.person(account)).address


def test_a_row_of_another_programme_leads_nowhere(second, refs, db):
    other = another_programme("third")
    for toward in Toward:
        assert thread.links(refs.values(), other, Person("third"), toward) == []


def test_an_answer_walks_back_to_the_ideas_that_were_about_the_same(second, refs):
    found = walk([refs["a001"]], second, Person("second"))
    kinds = {reached.step.ref.kind for place in found.before for reached in place.reached}
    assert {"code", "idea", "survey"} <= kinds


def test_nobody_can_say_which_answers_are_a_persons(second):
    assert thread.copy_of("second:hackney-01", second) == []
