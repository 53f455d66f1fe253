"""What happens to what is kept of people with time."""

from __future__ import annotations

from .actions.erasure import give_up_old_pages
from .actions.retention import act_on_retention

__all__ = ["act_on_retention", "give_up_old_pages"]
