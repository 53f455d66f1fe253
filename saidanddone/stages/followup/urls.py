from django.urls import path

from . import views

public = [
    path("asked/", views.surveys, name="list"),
    path("asked/interviews/", views.interviews, name="interviews"),
    path("asked/interviews/<str:extract>/", views.extract, name="extract"),
    path("asked/<str:key>/", views.survey, name="detail"),
    path("asked/<str:key>/<str:answer>/", views.answer, name="answer"),
]

work = [
    path("", views.work_surveys, name="list"),
    path("add/", views.add_survey, name="add"),
    path("interviews/", views.work_interviews, name="interviews"),
    path("interviews/add/", views.add_interview, name="add-interview"),
    path("interviews/<str:interview>/", views.work_interview, name="interview"),
    path("interviews/<str:interview>/change/", views.change_interview, name="change-interview"),
    path("interviews/<str:interview>/extracts/add/", views.add_extract, name="add-extract"),
    path("<str:key>/", views.work_survey, name="detail"),
    path("<str:key>/change/", views.change_survey, name="change"),
    path("<str:key>/questions/add/", views.add_question, name="add-question"),
    path("<str:key>/questions/<str:question>/change/", views.change_question, name="change-question"),
    path("<str:key>/answers/", views.answers, name="answers"),
    path("<str:key>/open-answers/", views.open_answers, name="open-answers"),
    path("<str:key>/open-answers/add/", views.add_open_answer, name="add-open-answer"),
    path("<str:key>/responses/", views.responses, name="responses"),
    path("<str:key>/responses/add/", views.enter_response, name="enter-response"),
    path("<str:key>/responses/<str:response>/", views.response, name="response"),
]
