from __future__ import annotations

import pytest

from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes import thread
from saidanddone.stages.themes.models import Code, Recommendation, Theme
from saidanddone.thread.steps import Ref, Toward
from tests.factories.themes import a_recommendation


@pytest.fixture
def refs(second):
    def ref(kind: str, key: str) -> Ref:
        if kind == "idea":
            return Ref("ideas", "idea", Idea.objects.get(text__programme=second, text__key=key).pk)
        model = {"code": Code, "theme": Theme, "recommendation": Recommendation}[kind]
        return Ref("themes", kind, model.objects.get(programme=second, key=key).pk)

    return ref


def joined(links) -> set[tuple[Ref, Ref]]:
    return {(link.earlier.ref, link.later.ref) for link in links}


def test_an_idea_leads_to_its_code_theme_and_recommendations_in_one_query(
    second, refs, django_assert_num_queries
):
    asked = [refs("idea", "i001")]
    with django_assert_num_queries(1):
        found = thread.links(asked, second, Person("second"), Toward.LATER)
    idea, code = refs("idea", "i001"), refs("code", "second-code")
    theme, recommendation = refs("theme", "second-theme"), refs("recommendation", "r01")
    assert joined(found) == {(idea, code), (code, theme), (theme, recommendation), (idea, recommendation)}


def test_a_recommendation_leads_back_to_themes_codes_and_ideas_in_one_query(
    second, refs, django_assert_num_queries
):
    asked = [refs("recommendation", "r01")]
    with django_assert_num_queries(1):
        found = thread.links(asked, second, Person("second"), Toward.EARLIER)
    theme, code = refs("theme", "second-theme"), refs("code", "second-code")
    assert joined(found) == {
        (theme, refs("recommendation", "r01")),
        (refs("idea", "i001"), refs("recommendation", "r01")),
        (code, theme),
        (refs("idea", "i001"), code),
        (refs("idea", "i002"), code),
    }


def test_each_joint_is_shown_once_though_two_coders_made_it(desk, refs):
    code = Code.objects.get(programme=desk.programme, key="second-code")
    desk.code(desk.team.coder, "i001", code)
    found = thread.links([refs("idea", "i001")], desk.programme, Person("second"), Toward.LATER)
    assert len(found) == len(joined(found))


def test_a_row_of_another_programme_leads_nowhere(second, london, refs):
    everything = [
        refs("idea", "i001"),
        refs("code", "second-code"),
        refs("theme", "second-theme"),
        refs("recommendation", "r01"),
    ]
    for toward in Toward:
        assert thread.links(everything, second, Person("second"), toward) != []
        assert thread.links(everything, london, Person("london"), toward) == []


@pytest.mark.parametrize(
    "toward, kind, key", [(Toward.LATER, "idea", "i001"), (Toward.EARLIER, "theme", "second-theme")]
)
def test_joints_are_found_by_the_keys_given_and_not_by_reading_every_coding_of_the_programme(
    second, refs, django_assert_num_queries, toward, kind, key
):
    start = refs(kind, key)
    with django_assert_num_queries(1) as asked:
        assert thread.links([start], second, Person("second"), toward)
    (sql,) = (each["sql"] for each in asked)
    assert '"programme_id" = ' not in sql


def test_words_that_may_not_be_quoted_are_withheld_from_a_reader(desk, refs):
    def titles(person) -> str:
        found = thread.links([refs("theme", "second-theme")], desk.programme, person, Toward.EARLIER)
        return " ".join(link.earlier.title for link in found)

    assert "Secretwords" not in titles(Person("second"))
    assert "Secondwords" in titles(Person("second"))
    assert "Secretwords" in titles(desk.person(desk.team.coder))
    addresses = {
        link.earlier.ref: link.earlier.address
        for link in thread.links(
            [refs("theme", "second-theme")], desk.programme, Person("second"), Toward.EARLIER
        )
    }
    assert addresses[refs("idea", "i002")] == ""


def test_the_coder_and_the_lead_are_told_what_waits_for_them(desk):
    a_recommendation(desk.programme, "from-nowhere")
    coder = thread.waiting_for(desk.person(desk.team.coder), desk.programme)
    lead = thread.waiting_for(desk.person(desk.team.lead), desk.programme)
    assert [each.count for each in coder] == [desk.programme.texts.count()]
    assert [each.count for each in lead][1:] == [1, 1]
    assert thread.waiting_for(desk.person(desk.team.evaluator), desk.programme) == []


def test_a_persons_copy_holds_how_their_words_were_coded(second):
    (part,) = thread.copy_of("second:hackney-01", second)
    assert part.rows == (("Secondwords that may be quoted anywhere.", "Second code", "Second theme", ""),)


def test_erasing_a_person_blanks_the_memos_beside_their_words_and_no_others(desk):
    code = Code.objects.get(programme=desk.programme, key="second-code")
    mine = desk.code(desk.team.coder, "i001", code, memo="I think I know who this is.")[0]
    other = desk.code(desk.team.coder, "i002", code, memo="Another memo.")[0]
    thread.erase("second:hackney-01", "second:fresh", desk.programme, None)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.memo, other.memo) == ("", "Another memo.")
