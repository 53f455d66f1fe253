"""Sections as the programme's lead would write them, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.report import actions
from saidanddone.stages.report.models import Draft, Release, Section
from tests.factories.themes import lead_of


def a_section(
    programme: Programme,
    key: str = "a-section",
    outcomes: tuple[Outcome, ...] = (),
    ideas: tuple[Idea, ...] = (),
    **fields: object,
) -> Section:
    written = {
        "key": key,
        "heading": key.replace("-", " "),
        "position": 50,
        "kind": "text",
        "body": "Some words.",
    }
    return actions.add_section(
        person=lead_of(programme),
        programme=programme,
        fields=written | fields,
        outcomes=outcomes,
        ideas=ideas,
        by=None,
    )


def a_draft(programme: Programme) -> Draft:
    return actions.make_draft(person=lead_of(programme), programme=programme, by=None)


def published(programme: Programme, read: Draft) -> Release:
    return actions.release_report(
        person=lead_of(programme), programme=programme, by=None, as_read=read.fingerprint
    )


def change_section(section: Section, **fields: object) -> None:
    actions.change_section(
        person=lead_of(section.programme), section=section, fields=fields, outcomes=(), ideas=(), by=None
    )


def a_release(programme: Programme) -> Release:
    return published(programme, a_draft(programme))
