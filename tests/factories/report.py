"""Sections as the programme's lead would write them, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.report import actions
from saidanddone.stages.report.models import Release, Section
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


def a_release(programme: Programme) -> Release:
    lead = lead_of(programme)
    draft = actions.make_draft(person=lead, programme=programme, by=None)
    return actions.release_report(person=lead, programme=programme, by=None, as_read=draft.fingerprint)
