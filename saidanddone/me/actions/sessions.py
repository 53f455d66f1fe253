"""A resident's session: apart from that of an account in the same browser, so that neither gives rights to the other.

It lies sealed among the other sessions; its cookie is another, and leads to these pages alone.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from saidanddone.pages.sessions import SessionStore
from saidanddone.people.actions import audited
from saidanddone.people.queries import usable_personal_link

from ..queries.entered import IDLE, LINK, ON_OWN_PHONE, OWN_PHONE, SEEN


@transaction.atomic
def enter(*, token: str, leaving: str = "") -> str | None:
    """The key of a fresh session, or none where the code opens nothing. Who was here before has left."""
    link = usable_personal_link(token)
    if link is None:
        return None
    end_session(key=leaving)
    session = SessionStore()
    session[LINK] = link.pk
    _noted(session)
    session.create()
    audited("me.enter", link, by=None, programme_slug=link.speaker.key.partition(":")[0])
    return session.session_key


def note_presence(*, key: str) -> None:
    """They are still here: the time that ends the session begins again. Reading leaves no other trace."""
    session = SessionStore(key)
    _noted(session)
    session.save()


def stay_on_own_phone(*, key: str) -> None:
    """Nobody else uses this phone, so that the session may last."""
    session = SessionStore(key)
    session[ON_OWN_PHONE] = True
    _noted(session)
    session.save()


def end_session(*, key: str) -> None:
    if key:
        SessionStore(key).delete()


def _noted(session: SessionStore) -> None:
    session[SEEN] = timezone.now().timestamp()
    lasts = OWN_PHONE if session.get(ON_OWN_PHONE) else IDLE
    session.set_expiry(int(lasts.total_seconds()))
