"""What happens by itself with time."""

from __future__ import annotations

from .actions import close_schools_that_are_over


def close_schools() -> None:
    close_schools_that_are_over()
