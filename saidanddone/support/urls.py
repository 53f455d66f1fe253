from __future__ import annotations

from django.urls import URLPattern, path

from .views import turning

site = [
    path("help-now/", turning.help_now, name="help-now"),
]
public: list[URLPattern] = []
work: list[URLPattern] = []
