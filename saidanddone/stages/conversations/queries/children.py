"""Who may be with children at an evening."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from ..models import CheckedWorker, Conversation


def checked_workers_of(conversation: Conversation) -> QuerySet[CheckedWorker]:
    return conversation.checked_workers.select_related("seen_by", "conversation__programme")


def checked_workers_now(conversation: Conversation) -> QuerySet[CheckedWorker]:
    """Those whose check still counts on the day of the evening, or today where that day is over."""
    day = max(conversation.held_on, timezone.localdate())
    return checked_workers_of(conversation).filter(check_ends_on__gte=day)
