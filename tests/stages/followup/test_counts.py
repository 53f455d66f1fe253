from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.followup import queries, rules, thread
from saidanddone.stages.followup.models import Survey
from tests.factories.followup import a_question, a_response, a_survey, some_responses


@pytest.fixture
def nothing_asked(second):
    second.surveys.all().delete()
    second.interviews.all().delete()
    return second


def figure(programme, key: str):
    return next(each for each in queries.figures(programme) if each.key == key)


def test_a_share_has_its_count_base_interval_and_estimate(nothing_asked):
    """40 of 97 of 1,000: the published answer."""
    survey = a_survey(nothing_asked, "participants", attended=1000, attended_is="assumed")
    some_responses(a_question(survey, "useful-connections"), yes=40, no=57)
    found = figure(nothing_asked, "followup-participants-useful-connections")
    assert (found.shown, found.k, found.n, found.N, found.N_is) == ("41%", 40, 97, 1000, "assumed")
    spread = found.estimate
    assert (spread.total, spread.low, spread.high) == (412, 318, 511)
    assert (spread.worst_low, spread.worst_high) == (40, 943)
    assert round(found.low, 3) == 0.324 and round(found.high, 3) == 0.507
    assert "between 318 and 511 of the 1,000" in found.sentence
    assert "anything from 40 to 943 of the 1,000" in found.caution
    assert found.base == "40 of 97 participants who answered, of an assumed 1,000 who attended"


def test_where_everybody_was_asked_and_answered_there_is_no_interval(nothing_asked):
    survey = a_survey(nothing_asked, "organisers", audience="organisers", attended=16, asked=16)
    some_responses(a_question(survey, "useful-connections"), yes=13, no=3)
    found = figure(nothing_asked, "followup-organisers-useful-connections")
    assert (found.shown, found.low, found.high, found.estimate) == ("81%", 13 / 16, 13 / 16, None)
    assert "small-base" not in found.labels and not found.caution
    answered = figure(nothing_asked, "followup-organisers-answered")
    assert answered.sentence == "All 16 organisers who were asked answered."


def test_two_audiences_are_compared_by_the_published_method(nothing_asked):
    participants = a_survey(nothing_asked, "participants", attended=1000, attended_is="assumed")
    organisers = a_survey(nothing_asked, "organisers", audience="organisers", asked=16)
    some_responses(a_question(participants, "useful-connections"), yes=40, no=57)
    some_responses(a_question(organisers, "useful-connections"), yes=13, no=3)
    found = figure(nothing_asked, "followup-difference-useful-connections")
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.4001, 0.3055, 0.4887)
    assert "40 points higher" in found.sentence
    assert "between 31 points higher and 49 points higher" in found.sentence
    assert "different people" in found.caution and "Chance alone" not in found.caution


def test_a_difference_says_where_the_words_differed_and_where_chance_could_explain_it(nothing_asked):
    participants = a_survey(nothing_asked, "participants", attended=50)
    organisers = a_survey(nothing_asked, "organisers", audience="organisers", attended=20)
    some_responses(a_question(participants, "helped", text="Did it help?"), yes=6, no=4)
    some_responses(a_question(organisers, "helped", text="Did it help them?"), yes=5, no=5)
    found = figure(nothing_asked, "followup-difference-helped")
    assert "10 points lower" in found.sentence
    assert "Did it help them?" in found.caution and "Chance alone could explain" in found.caution


def test_a_question_that_only_one_audience_was_asked_is_compared_with_nothing(second):
    assert not [each for each in queries.figures(second) if "difference" in each.key]


def test_the_answer_that_is_counted_may_be_no(nothing_asked):
    survey = a_survey(nothing_asked, "later")
    question = a_question(survey, "had-to-wait", yes_means="no")
    some_responses(question, yes=1, no=3)
    found = figure(nothing_asked, "followup-later-had-to-wait")
    assert (found.k, found.n, found.N) == (3, 4, None)
    assert "said “no”" in found.sentence and "How many were asked is not known" in found.sentence
    assert found.rows.address.endswith("question=had-to-wait&value=no")
    assert "small-base" in found.labels


@pytest.mark.parametrize(
    ("asked", "attended", "says"),
    [(10, 12, "10 who were asked"), (None, 12, "12 who attended"), (None, None, "")],
)
def test_the_base_is_who_was_asked_else_who_attended_else_not_known(asked, attended, says):
    base = rules.base_of(asked, attended, "counted")
    assert (base.N, base.says) == (asked or attended, says)


def test_the_headline_is_the_survey_that_most_answered_and_says_what_is_assumed(nothing_asked):
    survey = a_survey(nothing_asked, "large", attended=1000, attended_is="assumed")
    some_responses(a_question(survey), yes=2, no=1)
    a_survey(nothing_asked, "small", attended=5)
    found = queries.headline(nothing_asked)
    assert (found.key, found.shown) == ("followup-large-answered", "3 of 1,000 (assumed)")
    assert "is not published" in found.caution


def test_figures_of_a_programme_that_asked_nobody_can_be_made(nothing_asked):
    assert queries.headline(nothing_asked).shown == "0"
    assert queries.figures(nothing_asked) == [queries.headline(nothing_asked)]


def test_all_figures_take_two_queries(second, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(queries.figures(second)) == 2


def test_the_answers_to_a_choice_sum_to_those_who_answered_it(nothing_asked):
    survey = a_survey(nothing_asked)
    question = a_question(survey, "how-often", kind="choice", yes_means="often")
    for value in ("often", "often", "never"):
        a_response(survey, {question: value})
    (found,) = queries.choices_of(survey).values()
    assert [(each.value, each.count, each.of) for each in found] == [("often", 2, 3), ("never", 1, 3)]
    assert figure(nothing_asked, "followup-later-how-often").k == 2


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        (
            {"attended": 10, "reachable": 11, "asked": None},
            "11 people could be reached, but only 10 attended",
        ),
        ({"attended": 10, "reachable": 8, "asked": 9}, "9 people were asked, but only 8 could be reached"),
        ({"attended": None, "reachable": None, "asked": 3, "answered": 4}, "but only 3 were asked"),
        ({"attended": 1000, "reachable": None, "asked": None, "answered": 1001}, "1,001 people answered"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_a_sentence(numbers, says):
    with pytest.raises(Refused, match=says):
        rules.check_people_fit(**numbers)


def test_the_lead_is_told_of_closed_surveys_whose_asked_is_not_written_down(desk, second):
    lead = desk.person(desk.team.lead)
    assert [each.count for each in thread.waiting_for(lead, second)] == [0]
    a_survey(second, "closed", closed_on="2022-01", attended=5)
    a_survey(second, "open", attended=5)
    (waiting,) = thread.waiting_for(lead, second)
    assert waiting.count == 1 and waiting.address.endswith("?asked=missing")
    assert thread.waiting_for(desk.person(desk.team.evaluator), second) == []
    assert thread.waiting_for(Person("second"), second) == []


def test_a_survey_whose_key_would_mix_up_figures_is_refused(second):
    with pytest.raises(Refused, match="begin alike"):
        a_survey(second, "participants-again")
    with pytest.raises(ValidationError, match="kept for pages"):
        a_survey(second, "interviews")
    assert Survey.objects.filter(programme=second).count() == 1


def test_a_counted_answer_that_nobody_gave_leads_to_no_rows(client, desk):
    question = a_question(a_survey(desk.programme), "helped")
    some_responses(question, yes=0, no=2)
    figure = next(each for each in queries.figures(desk.programme) if each.key == "followup-later-helped")
    client.force_login(desk.team.evaluator)
    lines = client.get(f"{figure.rows.address}&format=csv").getvalue().decode().splitlines()
    assert (figure.k, len(lines) - 1) == (0, 0)
