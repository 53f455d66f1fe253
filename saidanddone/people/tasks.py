"""What happens to people's rows with time."""

from __future__ import annotations

from .actions import seal_audit

__all__ = ["seal_audit"]
