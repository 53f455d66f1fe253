from __future__ import annotations

from django.urls import URLPattern

site: list[URLPattern] = []  # of no programme: whose words they are says the card or the link
work: list[URLPattern] = []
