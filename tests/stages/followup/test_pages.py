from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.stages.followup.actions import Spoken
from saidanddone.stages.followup.models import (
    Answer,
    Extract,
    Interview,
    OpenAnswer,
    Question,
    Response,
    Survey,
)
from saidanddone.words.models import Text
from tests.factories.conversations import another_programme
from tests.factories.followup import a_question, a_response, a_survey, an_extract, some_responses
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = (
    "asked/",
    "asked/interviews/",
    "asked/interviews/x01/",
    "asked/participants/",
    "asked/participants/a001/",
)
WALKS = ("asked/interviews/x01/", "asked/participants/a001/")
OPEN = ("", "participants/")
LEAD = (
    "add/",
    "participants/change/",
    "participants/questions/add/",
    "participants/questions/useful-connections/change/",
)
READERS = (
    "interviews/",
    "interviews/add/",
    "interviews/interview-1/",
    "interviews/interview-1/change/",
    "interviews/interview-1/extracts/add/",
    "participants/answers/",
    "participants/open-answers/add/",
    "participants/responses/",
    "participants/responses/add/",
    "participants/responses/p001/",
)
WORDS = ("participants/open-answers/",)
SURVEY = {"name": "Third", "key": "third", "audience": "participants", "attended_is": "counted"}


def work(path: str) -> str:
    return f"/second/work/followup/{path}"


@pytest.fixture
def survey(second) -> Survey:
    return Survey.objects.get(programme=second)


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*OPEN, *LEAD, *READERS, *WORDS])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    reader = 200 if path not in LEAD else 403
    organiser = 200 if path in OPEN else 403
    coder = 200 if path in OPEN + WORDS else 403
    check_who_opens(
        client,
        desk.team,
        work(path),
        lead=200,
        evaluator=reader,
        organiser=organiser,
        coder=coder,
        stranger=404,
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second, survey, desk):
    client.force_login(desk.team.lead)
    pages = [f"/second/{path}" for path in PUBLIC] + [work(path) for path in OPEN + READERS + WORDS]
    open_question = Question.objects.get(survey=survey, key="what-changed")
    with queries_stay_the_same(client, pages):
        for number in range(4):
            question = a_question(survey, f"more-{number}", position=number + 3)
            a_response(survey, {question: "yes"}, {open_question: Spoken("More.", quotable=True)})
            an_extract(second, "More said.", key=f"more-{number}")


def test_four_numbers_stand_side_by_side_and_a_blank_one_is_not_published(client, second):
    a_survey(second, "blank", attended=1234, attended_is="assumed")
    page = client.get("/second/asked/blank/").content.decode()
    assert "1,234" in page and page.count("not published") >= 2
    page = client.get("/second/asked/participants/").content.decode()
    four = page.split('<dl class="four">')[1].split("</dl>")[0]
    assert [word in four for word in (">12<", ">10<", ">2<", "not published")] == [True, True, True, False]


def test_the_table_says_what_the_drawing_shows(client, second, survey):
    organisers = a_survey(second, "organisers", audience="organisers", asked=4)
    some_responses(a_question(organisers, "useful-connections", text="Did you meet someone?"), yes=3, no=1)
    page = client.get("/second/asked/").content.decode()
    assert page.count("interval-point") == 2
    table = page.split("<table>")[1].split("</table>")[0]
    assert "50%" in table and "75%" in table
    assert "/second/figures/followup-participants-useful-connections/" in table
    assert "organisers less participants" in page


def test_a_public_page_quotes_only_what_may_be_quoted_even_for_the_lead(client, desk):
    client.force_login(desk.team.lead)
    page = client.get("/second/asked/participants/").content.decode()
    assert "Openwords" in page and "Closedwords" not in page
    assert "2 people answered this in their own words" in page


def test_words_that_may_not_be_quoted_open_for_those_who_code_and_count_alone(client, desk):
    path = "/second/asked/participants/a002/"
    assert client.get(path).status_code == 404
    for account, status in ((desk.team.organiser, 404), (desk.team.coder, 200), (desk.team.evaluator, 200)):
        client.force_login(account)
        assert client.get(path).status_code == status


def test_an_extract_that_may_not_be_quoted_is_on_no_public_page(client, second):
    hidden = an_extract(second, "Hushedwords of an organiser.", quotable=False)
    assert "Hushedwords" not in client.get("/second/asked/interviews/").content.decode()
    assert client.get(f"/second/asked/interviews/{hidden.text.key}/").status_code == 404


def test_an_organisers_words_are_shown_without_the_borough(client, second, hackney):
    survey = a_survey(second, "organisers", audience="organisers", asked=4)
    question = a_question(survey, "why", kind="open", yes_means="")
    a_response(survey, words={question: Spoken("We listened.", quotable=True)}, role="officer", area=hackney)
    page = client.get("/second/asked/organisers/").content.decode()
    assert "We listened." in page and "Hackney" not in page and "officer" not in page
    assert "Hackney" not in client.get("/second/asked/interviews/").content.decode()
    assert "A participant in Hackney" in client.get("/second/asked/participants/").content.decode()


def test_a_figure_leads_the_lead_to_exactly_the_answers_it_counts(client, desk, survey):
    question = Question.objects.get(survey=survey, key="useful-connections")
    some_responses(question, yes=3, no=2)
    client.force_login(desk.team.lead)
    path = work("participants/answers/?question=useful-connections&value=yes")
    assert "4 rows" in client.get(path).content.decode()
    lines = client.get(f"{path}&format=csv").getvalue().decode().splitlines()
    assert len(lines) == 5 and "Hackney" not in "".join(lines)


def test_filters_on_answers_offer_question_and_answer_only(client, desk):
    client.force_login(desk.team.evaluator)
    page = client.get(work("participants/answers/")).content.decode()
    assert 'name="question"' in page and 'name="value"' in page
    assert 'name="role"' not in page and 'name="area"' not in page


def test_a_response_is_entered_in_one_form_and_leaves_no_trace_of_who_or_when(client, desk, survey):
    client.force_login(desk.team.evaluator)
    before = AuditRow.objects.count()
    sent = {
        "role": "carer",
        "area": "",
        "question-useful-connections": "yes",
        "question-what-changed": "I sleep better.",
        "quotable-what-changed": "on",
        "language": "en",
    }
    assert client.post(work("participants/responses/add/"), sent).status_code == 302
    made = Response.objects.filter(survey=survey).latest("pk")
    assert len(made.key) == 12 and made.key not in ("p001", "p002")
    assert (made.role, made.area) == ("carer", None)
    assert made.answers.get().value == "yes"
    text = made.open_answers.get().text
    assert (text.words, text.quotable, text.speaker_key, text.role) == ("I sleep better.", True, "", "")
    assert AuditRow.objects.count() == before


def test_a_questionnaire_that_came_back_blank_is_refused(client, desk, survey):
    client.force_login(desk.team.lead)
    response = client.post(work("participants/responses/add/"), {"language": "en"})
    assert response.status_code == 422
    assert "Nothing is answered" in response.content.decode()
    assert survey.responses.count() == 2


def test_no_more_responses_are_entered_than_people_were_asked(client, desk, survey):
    question = Question.objects.get(survey=survey, key="useful-connections")
    some_responses(question, yes=8, no=0)
    client.force_login(desk.team.lead)
    sent = {"question-useful-connections": "no", "language": "en"}
    response = client.post(work("participants/responses/add/"), sent)
    assert response.status_code == 422
    assert "11 people answered, but only 10 could be reached" in response.content.decode()
    assert Answer.objects.filter(question=question).count() == 10


def test_words_found_later_are_added_to_the_response_they_belong_to(client, desk, survey):
    client.force_login(desk.team.lead)
    question = Question.objects.get(survey=survey, key="what-changed")
    sent = {"response": "p002", "question": question.pk, "words": "On the back.", "language": "en"}
    before = AuditRow.objects.count()
    assert client.post(work("participants/open-answers/add/"), sent).status_code == 302
    made = OpenAnswer.objects.get(text__words="On the back.")
    assert (made.response.key, made.text.quotable) == ("p002", False)
    assert AuditRow.objects.count() == before
    response = client.post(work("participants/open-answers/add/"), sent | {"response": "p999"})
    assert "no response with the key “p999”" in response.content.decode()


def test_the_lead_adds_a_survey_with_its_questions(client, desk, second):
    client.force_login(desk.team.lead)
    assert client.post(work("add/"), SURVEY | {"attended": "30", "asked": "20"}).status_code == 302
    sent = {"text": "Did it help?", "key": "helped", "position": "1", "kind": "yes-no", "yes_means": "yes"}
    assert client.post(work("third/questions/add/"), sent).status_code == 302
    made = Question.objects.get(survey__programme=second, survey__key="third")
    assert (made.key, made.yes_means) == ("helped", "yes")
    assert AuditRow.objects.filter(verb="followup.add_question", actor=desk.team.lead).exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"attended": "10", "asked": "11"}, "11 people were asked, but only 10 attended"),
        ({"key": "participants"}, "This key is taken already"),
        ({"sent_on": "last week"}, "Write a date as"),
        ({"attended": "99999999999"}, "10000000"),
    ],
)
def test_a_survey_that_cannot_be_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    client, desk, more, says
):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), SURVEY | {"name": "Typed name"} | more)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "Typed name" in page


def test_a_survey_cannot_be_changed_to_fewer_asked_than_answered(client, desk, survey):
    client.force_login(desk.team.lead)
    sent = SURVEY | {"key": "participants", "attended": "12", "asked": "1"}
    response = client.post(work("participants/change/"), sent)
    assert "2 people answered, but only 1 were asked" in response.content.decode()
    survey.refresh_from_db()
    assert survey.asked == 10


def test_the_kind_of_a_question_with_answers_stays(client, desk):
    client.force_login(desk.team.lead)
    sent = {"text": "T", "key": "useful-connections", "position": "1", "kind": "open", "yes_means": ""}
    response = client.post(work("participants/questions/useful-connections/change/"), sent)
    assert response.status_code == 422
    assert "has answers, so its kind stays" in response.content.decode()


def test_the_evaluator_writes_down_an_interview_and_what_was_said(client, desk, second):
    client.force_login(desk.team.evaluator)
    assert client.post(work("interviews/add/"), {"key": "i2", "audience": "organisers"}).status_code == 302
    sent = {"words": "It made a difference.", "language": "en", "quotable": "on"}
    assert client.post(work("interviews/i2/extracts/add/"), sent).status_code == 302
    made = Extract.objects.get(interview=Interview.objects.get(programme=second, key="i2"))
    assert (made.text.recorded_as, made.text.quotable) == (Text.RecordedAs.TRANSCRIPT, True)
    assert "It made a difference." in client.get("/second/asked/interviews/").content.decode()


def test_a_survey_that_was_closed_without_saying_who_was_asked_is_found(client, desk, second):
    a_survey(second, "closed", closed_on="2022-01", attended=5)
    client.force_login(desk.team.lead)
    lines = client.get(work("?asked=missing&format=csv")).getvalue().decode().splitlines()
    assert len(lines) == 2 and lines[1].startswith("closed,")


def test_rows_of_another_programme_are_not_found(client, db, second):
    another_programme("third")
    assert client.get("/third/asked/").status_code == 200
    for path in PUBLIC[2:]:
        assert client.get(f"/third/{path}").status_code == 404
