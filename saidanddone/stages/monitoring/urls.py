from django.urls import path

from . import views

public = [
    path("measures/", views.frameworks, name="list"),
    path("measures/<str:key>/", views.framework, name="detail"),
]

work = [
    path("", views.work_frameworks, name="list"),
    path("add/", views.add_framework, name="add"),
    path("measures/", views.work_measures, name="measures"),
    path("readings/", views.readings, name="readings"),
    path("<str:key>/", views.work_framework, name="detail"),
    path("<str:key>/change/", views.change_framework, name="change"),
    path("<str:key>/add/", views.add_measure, name="add-measure"),
    path("<str:key>/<str:measure>/change/", views.change_measure, name="change-measure"),
    path("<str:key>/<str:measure>/add/", views.add_reading, name="add-reading"),
    path("<str:key>/<str:measure>/<int:year>/<path:group>/", views.change_reading, name="change-reading"),
]
