from django.urls import path

from . import views

public = [
    path("conversations/", views.conversations, name="list"),
    path("who-came/", views.who_came, name="who-came"),
    path("conversations/<str:slug>/", views.conversation, name="detail"),
    path("conversations/<str:slug>/photographs/", views.photographs, name="photographs"),
    path(
        "conversations/<str:slug>/photographs/<int:number>/<str:size>.jpg",
        views.photograph,
        name="photograph",
    ),
]

work = [
    path("", views.work_conversations, name="list"),
    path("add/", views.add_conversation, name="add"),
    path("organisers/add/", views.add_organiser, name="add-organiser"),
    path("<str:slug>/", views.work_conversation, name="detail"),
    path("<str:slug>/change/", views.change_conversation, name="change"),
    path("<str:slug>/agenda/add/", views.add_agenda_item, name="add-agenda-item"),
    path("<str:slug>/agenda/<int:position>/", views.change_agenda_item, name="change-agenda-item"),
    path("<str:slug>/open/", views.open_evening, name="open-evening"),
    path("<str:slug>/close/", views.close_evening, name="close-evening"),
    path("<str:slug>/checked-workers/add/", views.add_checked_worker, name="add-checked-worker"),
    path(
        "<str:slug>/checked-workers/<int:number>/remove/",
        views.remove_checked_worker,
        name="remove-checked-worker",
    ),
    path("<str:slug>/attendance/", views.attendance, name="attendance"),
    path("<str:slug>/photographs/add/", views.add_photograph, name="add-photograph"),
    path("<str:slug>/photographs/<int:number>/", views.change_photograph, name="change-photograph"),
    path("<str:slug>/photographs/<int:number>/remove/", views.remove_photograph, name="remove-photograph"),
    path("<str:slug>/photographs/<int:number>/<str:size>.jpg", views.work_photograph, name="photograph"),
]
