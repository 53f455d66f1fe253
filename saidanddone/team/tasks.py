from __future__ import annotations

from .actions import forget_old_invitations

__all__ = ["forget_old_invitations"]
