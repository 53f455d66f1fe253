"""Promises as the programme's lead would write them down, through the actions."""

from __future__ import annotations

from saidanddone.programme.models import Programme
from saidanddone.stages.commitments import actions
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Recommendation
from tests.factories.themes import lead_of


def a_commitment(
    programme: Programme,
    key: str = "a-promise",
    recommendations: tuple[Recommendation, ...] = (),
    ideas: tuple[Idea, ...] = (),
    **fields: object,
) -> Commitment:
    written = {"key": key, "title": key, "what": "We will.", "who": "A group", "made_by": "partner"}
    return actions.add_commitment(
        person=lead_of(programme),
        programme=programme,
        fields=written | fields,
        recommendations=recommendations,
        ideas=ideas,
        by=None,
    )


def a_review(commitment: Commitment, state: str, reason: str = "", on: str = "2022-03-04") -> None:
    actions.review_commitment(
        person=lead_of(commitment.programme),
        commitment=commitment,
        reviewed_on=on,
        state=state,
        said=f"Found {state}.",
        reason=reason,
        by=None,
    )
    commitment.refresh_from_db()
