from __future__ import annotations

from django.urls import URLPattern, path

from . import views

site = [path("help-now/", views.help_now, name="help-now")]
public: list[URLPattern] = []
work: list[URLPattern] = []
