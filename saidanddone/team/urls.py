from __future__ import annotations

from django.urls import URLPattern

public: list[URLPattern] = []
work: list[URLPattern] = []
