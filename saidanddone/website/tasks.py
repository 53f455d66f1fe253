"""What belongs to no room and happens with time."""

from __future__ import annotations

from saidanddone.pages.sessions import SessionStore


def throw_away_ended_sessions() -> None:
    """They open nothing any more, and say sealed who once signed in."""
    SessionStore.clear_expired()
