from django.urls import path

from . import views

public = [
    path("ideas/", views.ideas, name="list"),
    path("ideas/<str:key>/", views.idea, name="detail"),
]

work = [
    path("", views.work_ideas, name="list"),
    path("add/", views.add_idea, name="add"),
    path("tell-now/<str:slug>/", views.tell_now, name="tell-now"),
    path("<str:key>/", views.work_idea, name="detail"),
    path("<str:key>/change/", views.change_idea, name="change"),
]
