"""Sessions lie sealed in the database, and on a device that others use they are short.

A session holds a code while it is waited for, the secret of an app that is being set up, or which personal link
it was begun with. The serializer seals it with the installation's keys, so that the database alone shows none
of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from saidanddone.people.rules.sealing import seal, unseal

SHARED = "others_use_this_device"
BEGAN_AT = "signed_in_at"
SEEN_AT = "seen_at"
LASTS = timedelta(hours=12)
LASTS_IDLE = timedelta(minutes=20)  # on a device that others use
NOTED_EVERY = timedelta(minutes=1)  # so that not every page costs a write


class SealedSerializer:
    def dumps(self, session: dict[str, Any]) -> bytes:
        return seal(session).encode()

    def loads(self, sealed: bytes) -> dict[str, Any]:
        return unseal(sealed.decode())


class SessionStore(DatabaseStore):
    """As Django's, but on a device that others use the browser forgets it when it is closed."""

    def get_expire_at_browser_close(self) -> bool:
        return bool(self.get(SHARED)) or super().get_expire_at_browser_close()


def note_beginning(session: SessionBase) -> None:
    session[BEGAN_AT] = session[SEEN_AT] = timezone.now().timestamp()


def is_over(session: SessionBase) -> bool:
    """Whether somebody's time is up: the hours of any session, or the minutes of one on a shared device."""
    now = timezone.now().timestamp()
    if now - session.get(BEGAN_AT, now) > LASTS.total_seconds():
        return True
    return bool(session.get(SHARED)) and now - session.get(SEEN_AT, now) > LASTS_IDLE.total_seconds()


def note_request(session: SessionBase) -> None:
    now = timezone.now().timestamp()
    if session.get(SHARED) and now - session.get(SEEN_AT, 0) > NOTED_EVERY.total_seconds():
        session[SEEN_AT] = now
