from __future__ import annotations

from django.urls import URLPattern, path

from . import views

public: list[URLPattern] = []
work = [
    path("", views.alerts, name="list"),
    path("duties/", views.duties, name="duties"),
    path("duties/add/", views.add_duty, name="add-duty"),
    path("duties/<int:number>/end/", views.end_duty, name="end-duty"),
    path("paths/", views.paths, name="paths"),
    path("paths/add/", views.add_path, name="add-path"),
    path("paths/<int:number>/", views.change_path, name="change-path"),
    path("settings/", views.change_settings, name="settings"),
    path("<int:number>/", views.alert, name="detail"),
    path("<int:number>/take-up/", views.take_up, name="take-up"),
    path("<int:number>/other-path/", views.other_way, name="other-way"),
    path("<int:number>/note/", views.write_note, name="note"),
    path("<int:number>/pass-on/", views.pass_on, name="pass-on"),
    path("<int:number>/close/", views.close, name="close"),
]
