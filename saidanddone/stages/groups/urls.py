from django.urls import path

from . import views

public = [
    path("groups/", views.groups, name="list"),
    path("groups/<str:key>/", views.group, name="detail"),
]

work = [
    path("", views.work_groups, name="list"),
    path("add/", views.add_group, name="add"),
    path("people/", views.everybody, name="everybody"),
    path("<str:key>/", views.work_group, name="detail"),
    path("<str:key>/change/", views.change_group, name="change"),
    path("<str:key>/sessions/add/", views.add_session, name="add-session"),
    path("<str:key>/sessions/<int:position>/change/", views.change_session, name="change-session"),
    path("<str:key>/costs/add/", views.add_cost, name="add-cost"),
    path("<str:key>/costs/<int:number>/change/", views.change_cost, name="change-cost"),
    path("<str:key>/people/", views.enrolments, name="enrolments"),
    path("<str:key>/people/add/", views.enrol, name="enrol"),
    path("<str:key>/people/<str:person>/change/", views.change_enrolment, name="change-enrolment"),
]
