from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.stages.themes import actions, queries
from saidanddone.stages.themes.models import Code, Coding
from tests.factories.themes import a_code


@pytest.fixture
def code(second) -> Code:
    return Code.objects.get(programme=second, key="second-code")


def test_a_coder_gives_a_text_several_codes_at_once(desk, code):
    other = a_code(desk.programme, "other-code")
    made = desk.code(desk.team.coder, "i003", code, other, memo="Unsure.", worth_quoting=True)
    assert {(each.code.key, each.memo, each.worth_quoting, each.start) for each in made} == {
        ("second-code", "Unsure.", True, None),
        ("other-code", "Unsure.", True, None),
    }
    assert AuditRow.objects.filter(verb="themes.code_text", actor=desk.team.coder).count() == 1


def test_each_account_codes_under_a_pseudonym_of_its_own(desk, code):
    first = desk.code(desk.team.coder, "i003", code)[0].coder
    again = desk.code(desk.team.coder, "i002", code)[0].coder
    other = desk.code(desk.second_coder, "i003", code)[0].coder
    # coder-1 is the pseudonym in the loaded file, and belongs to neither.
    assert (first, again, other) == ("coder-2", "coder-2", "coder-3")


def test_quoted_words_are_kept_as_the_place_where_they_stand(desk, code):
    coding = desk.code(desk.team.coder, "i003", code, quoted="written by")[0]
    words = desk.text("i003").words
    assert words[coding.start : coding.end] == coding.quoted == "written by"


def test_words_that_do_not_stand_in_the_text_are_refused(desk, code):
    with pytest.raises(Refused, match="do not stand in the text"):
        desk.code(desk.team.coder, "i003", code, quoted="Written By")


def test_words_that_stand_in_the_text_twice_are_refused(desk, code):
    with pytest.raises(Refused, match="more than once"):
        desk.code(desk.team.coder, "i003", code, quoted="e")


def test_the_same_code_for_the_same_words_is_refused_the_second_time(desk, code):
    desk.code(desk.team.coder, "i003", code)
    with pytest.raises(ValidationError, match="already"):
        desk.code(desk.team.coder, "i003", code)
    desk.code(desk.team.coder, "i003", code, quoted="written")


def test_at_least_one_code_must_be_chosen(desk):
    with pytest.raises(Refused, match="at least one code"):
        desk.code(desk.team.coder, "i003")


def test_only_a_coder_and_the_lead_code(desk, code):
    desk.code(desk.team.lead, "i003", code)
    for account in (desk.team.organiser, desk.team.evaluator, desk.team.stranger):
        with pytest.raises(Refused, match="Only a coder or the programme lead"):
            desk.code(account, "i002", code)


def test_a_code_of_another_programme_is_refused(desk, london):
    foreign = Code.objects.filter(programme=london).first() or a_code(london)
    with pytest.raises(Refused, match="another programme"):
        desk.code(desk.team.coder, "i003", foreign)


def test_a_coder_sees_the_codings_of_others_only_after_coding_the_text(desk, code):
    me = desk.person(desk.team.coder)
    readable = queries.codings_workable_by(me, desk.programme)
    assert not readable.exists()
    assert queries.codings_of_text(me, desk.text("i001")) == ([], [])
    desk.code(desk.team.coder, "i001", code)
    assert {(each.text.key, each.coder) for each in readable.all()} == {
        ("i001", "coder-1"),
        ("i001", "coder-2"),
    }
    mine, others = queries.codings_of_text(me, desk.text("i001"))
    assert ([each.coder for each in mine], [each.coder for each in others]) == (["coder-2"], ["coder-1"])


def test_the_lead_and_the_evaluator_read_every_coding_and_a_stranger_none(desk):
    def read(account) -> int:
        return queries.codings_workable_by(desk.person(account), desk.programme).count()

    everything = Coding.objects.filter(text__programme=desk.programme).count()
    assert everything >= 2
    assert read(desk.team.lead) == read(desk.team.evaluator) == everything
    assert read(desk.team.stranger) == 0


def test_an_organiser_reads_the_codings_of_their_own_borough_alone(desk):
    from saidanddone.programme.models import Area
    from saidanddone.programme.rules import Person, Role

    hackney = queries.codings_workable_by(desk.person(desk.team.organiser), desk.programme)
    assert {each.text.area.name for each in hackney} == {"Hackney"}
    lambeth = Area.objects.get(code="E09000022")
    elsewhere = Person(desk.programme.slug, None, frozenset({(Role.ORGANISER, lambeth.pk)}))
    assert not queries.codings_workable_by(elsewhere, desk.programme).exists()


def test_a_coder_takes_back_their_own_coding_and_nobody_elses(desk, code):
    coding = desk.code(desk.team.coder, "i003", code)[0]
    for account in (desk.second_coder, desk.team.lead):
        with pytest.raises(Refused, match="only your own"):
            actions.remove_coding(person=desk.person(account), coding=coding, by=account)
    actions.remove_coding(person=desk.person(desk.team.coder), coding=coding, by=desk.team.coder)
    assert not Coding.objects.filter(text__key="i003", text__programme=desk.programme).exists()


def test_the_queue_holds_what_i_have_not_coded_and_begins_again_at_its_end(desk, code):
    me = desk.person(desk.team.coder)
    before = queries.progress_of(me, desk.programme)
    desk.code(desk.team.coder, "i001", code)
    after = queries.progress_of(me, desk.programme)
    assert (before.done, after.done, after.left) == (0, 1, before.of - 1)
    last = queries.texts_to_code(me, desk.programme).last()
    assert queries.next_text_to_code(me, desk.programme, after=last).key == "i002"
