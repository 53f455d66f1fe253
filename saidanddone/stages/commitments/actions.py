from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_edits_area, check_one_programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.themes.models import Recommendation

from . import rules
from .models import Approval, Commitment, CommitmentLink, Review, State

Answering = tuple[Commitment, Sequence[Recommendation], Sequence[Idea]]


@verb
def add_commitment(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    recommendations: Sequence[Recommendation],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Commitment:
    """A new promise always begins as promised; reviews move it on."""
    commitment = Commitment(programme=programme, state=State.PROMISED)
    return _saved((commitment, recommendations, ideas), person, fields, "commitments.add_commitment", by)


@verb
def change_commitment(
    *,
    person: Person,
    commitment: Commitment,
    fields: dict[str, Any],
    recommendations: Sequence[Recommendation],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Commitment:
    """Mend how a promise is written down. How it stands is changed by a review alone.

    An approval is of the promise as it was written, so it does not outlive a change of that.
    """
    before = Commitment.objects.select_for_update().get(pk=commitment.pk)
    check_edits_area(person, before.area_id)
    was = [getattr(before, name) for name in rules.APPROVED_AS_WRITTEN]
    changed = _saved(
        (commitment, recommendations, ideas), person, fields, "commitments.change_commitment", by
    )
    if was != [getattr(changed, name) for name in rules.APPROVED_AS_WRITTEN]:
        _withdraw_approval(changed, by)
    return changed


def _saved(
    answering: Answering, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Commitment:
    commitment = answering[0]
    area = fields.get("area")
    check_edits_area(person, area.pk if area else None)
    check_one_programme(commitment.programme_id, fields.get("source"))
    saved(commitment, fields, verb, by=by, programme=commitment.programme)
    commitment.links.all().delete()
    _link([answering])
    return commitment


def _link(answering: Sequence[Answering]) -> None:
    for commitment, recommendations, ideas in answering:
        check_one_programme(commitment.programme_id, *recommendations, *(idea.text for idea in ideas))
    CommitmentLink.objects.bulk_create(
        link
        for commitment, recommendations, ideas in answering
        for link in (
            *(CommitmentLink(commitment=commitment, recommendation=each) for each in recommendations),
            *(CommitmentLink(commitment=commitment, idea=idea) for idea in ideas),
        )
    )


@verb
def review_commitment(
    *,
    person: Person,
    commitment: Commitment,
    reviewed_on: str,
    state: str,
    said: str,
    reason: str,
    by: Account | None,
) -> Review:
    """Write down how a promise stands, and move it there where that move is allowed."""
    # Locked and read again, so that two reviews at once are checked one after the other.
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    check_edits_area(person, commitment.area_id)
    rules.check_move(commitment.state, state)
    rules.check_reason(state, reason)
    review = Review(commitment=commitment, reviewed_on=reviewed_on, state=state, said=said)
    review.full_clean()
    review.save()
    commitment.state, commitment.reason = state, reason
    commitment.save(update_fields=["state", "reason"])
    audited(
        "commitments.review_commitment", commitment, review, by=by, programme_slug=commitment.programme.slug
    )
    return review


@verb
def approve_commitment(*, person: Person, commitment: Commitment, note: str, by: Account) -> Approval:
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    rules.check_approves(person, commitment.area_id)
    rules.check_may_be_approved(commitment)
    approval = Approval(commitment=commitment)
    fields = {"approved_by": by, "approved_on": timezone.localdate(), "note": note}
    return saved(approval, fields, "commitments.approve_commitment", by=by, programme=commitment.programme)


@verb
def withdraw_approval(*, person: Person, commitment: Commitment, by: Account) -> None:
    rules.check_approves(person, held_area_id(commitment))
    _withdraw_approval(commitment, by)


def _withdraw_approval(commitment: Commitment, by: Account | None) -> None:
    for approval in commitment.approvals.filter(withdrawn_on=None).select_for_update():
        fields = {"withdrawn_by": by or approval.approved_by, "withdrawn_on": timezone.localdate()}
        saved(approval, fields, "commitments.withdraw_approval", by=by, programme=commitment.programme)


# Verbs for whole tables


@transaction.atomic
def record_commitments(*, commitments: Sequence[Answering], by: Account | None) -> list[Commitment]:
    for commitment, *_ in commitments:
        rules.check_reason(commitment.state, commitment.reason)
    rows = [answering[0] for answering in commitments]
    made = recorded(rows, "commitments.record_commitments", by=by)
    _link(commitments)
    return made


@transaction.atomic
def record_reviews(*, reviews: Sequence[Review], by: Account | None) -> list[Review]:
    """Past reviews as they were written down; each promise's must lead, move by move, to how it stands."""
    for commitment in {review.commitment.pk: review.commitment for review in reviews}.values():
        own = [review for review in reviews if review.commitment.pk == commitment.pk]
        rules.check_reviews([review.state for review in own], commitment.state)
    return recorded(
        reviews, "commitments.record_reviews", by=by, programme_of=lambda review: review.commitment.programme
    )
