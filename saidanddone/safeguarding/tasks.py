"""What the clock does with alerts that nobody has taken up."""

from __future__ import annotations

from django.utils import timezone

from .actions import pass_on_if_due
from .queries import alerts_for_the_clock


def pass_on_alerts() -> int:
    """Each by itself, so that what goes wrong with one keeps no other waiting. How many were passed on."""
    now = timezone.now()
    return sum(bool(pass_on_if_due(alert_id=pk, now=now)) for pk in alerts_for_the_clock())
