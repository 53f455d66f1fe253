"""The pages of this stage: for everybody, and for those who ask and count."""

from .answers import add_open_answer, answers, enter_response, open_answers, response, responses
from .interviews import add_extract, add_interview, change_interview, work_interview, work_interviews
from .public import answer, extract, interviews, survey, surveys
from .work import add_question, add_survey, change_question, change_survey, work_survey, work_surveys

__all__ = [
    "add_extract",
    "add_interview",
    "add_open_answer",
    "add_question",
    "add_survey",
    "answer",
    "answers",
    "change_interview",
    "change_question",
    "change_survey",
    "enter_response",
    "extract",
    "interviews",
    "open_answers",
    "response",
    "responses",
    "survey",
    "surveys",
    "work_interview",
    "work_interviews",
    "work_survey",
    "work_surveys",
]
