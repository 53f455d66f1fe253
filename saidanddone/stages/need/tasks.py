from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from .actions.bringing import throw_away_old

LAID_ASIDE_FOR = timedelta(days=1)


def throw_away_old_tables() -> None:
    """Tables that somebody brought, looked at and neither took in nor threw away."""
    throw_away_old(before=timezone.now() - LAID_ASIDE_FOR)
