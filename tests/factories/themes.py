"""Codebook, themes and recommendations as their lead would write them, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes import actions
from saidanddone.stages.themes.models import Code, Recommendation, Theme


def lead_of(programme: Programme) -> Person:
    return Person(programme.slug, None, frozenset({(Role.LEAD, None)}))


def a_theme(programme: Programme, key: str = "a-theme", **fields: object) -> Theme:
    fields = {"key": key, "name": key.replace("-", " "), "summary": "What people said."} | fields
    return actions.add_theme(person=lead_of(programme), programme=programme, fields=fields, by=None)


def a_code(programme: Programme, key: str = "a-code", **fields: object) -> Code:
    fields = {"key": key, "name": key.replace("-", " "), "definition": "What it means."} | fields
    return actions.add_code(person=lead_of(programme), programme=programme, fields=fields, by=None)


def a_recommendation(
    programme: Programme,
    key: str = "a-recommendation",
    themes: tuple[Theme, ...] = (),
    ideas: tuple[Idea, ...] = (),
    **fields: object,
) -> Recommendation:
    return actions.add_recommendation(
        person=lead_of(programme),
        programme=programme,
        fields={"key": key, "statement": f"Do what {key} says."} | fields,
        themes=themes,
        ideas=ideas,
        by=None,
    )
