"""Verbs that keep children at an evening safe."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_runs_evenings

from .. import rules
from ..models import CheckedWorker, Conversation


@verb
def add_checked_worker(
    *, person: Person, conversation: Conversation, fields: dict[str, Any], by: Account | None
) -> CheckedWorker:
    """Somebody saw that this worker is checked."""
    check_runs_evenings(person, held_area_id(conversation))
    rules.check_seen(fields["check_seen_on"], timezone.localdate())
    return saved(
        CheckedWorker(conversation=conversation),
        {**fields, "seen_by": by},
        "conversations.add_checked_worker",
        by=by,
        programme=conversation.programme,
    )


@verb
def remove_checked_worker(*, person: Person, checked_worker: CheckedWorker, by: Account | None) -> None:
    """They are not there after all, or it was written down wrongly."""
    conversation = checked_worker.conversation
    check_runs_evenings(person, held_area_id(conversation))
    audited(
        "conversations.remove_checked_worker",
        checked_worker,
        by=by,
        programme_slug=conversation.programme.slug,
    )
    checked_worker.delete()
