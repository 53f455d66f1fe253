from django.urls import path

from . import views

public = [
    path("changed/", views.outcomes, name="list"),
    path("changed/connections/", views.connections, name="connections"),
    path("changed/<str:key>/", views.outcome, name="detail"),
]

work = [
    path("", views.work_outcomes, name="list"),
    path("add/", views.add_outcome, name="add"),
    path("connections/", views.work_connections, name="connections"),
    path("connections/add/", views.add_connection, name="add-connection"),
    path("connections/<str:key>/change/", views.change_connection, name="change-connection"),
    path("<str:key>/", views.work_outcome, name="detail"),
    path("<str:key>/change/", views.change_outcome, name="change"),
]
