"""Who is on their own pages now: what a session remembers of the link that began it, asked anew at each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from saidanddone.pages.sessions import SessionStore
from saidanddone.people.models import Speaker
from saidanddone.people.queries import live_personal_link, usable_personal_link
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programme_by_slug
from saidanddone.programme.rules import Person
from saidanddone.words.rules import seat_of_speaker_key

IDLE = timedelta(minutes=30)
OWN_PHONE = timedelta(days=30)
NOTED_EVERY = timedelta(minutes=1)  # so that not every page that is read writes
LINK, SEEN, ON_OWN_PHONE = "link", "seen", "own_phone"


@dataclass(frozen=True)
class Entered:
    """A resident on their own pages. They are a person of the programme without any role."""

    programme: Programme
    person: Person
    speaker: Speaker
    on_own_phone: bool
    unnoted: bool  # that they were here has not been noted for a while

    @property
    def seat(self) -> str:
        return seat_of_speaker_key(self.speaker.key)


def entered_by(session_key: str) -> Entered | None:
    """None where the session is over, or the link that began it has ended since."""
    session = SessionStore(session_key)
    held = session.load() if session_key else {}
    link = live_personal_link(held[LINK]) if LINK in held else None
    programme = programme_by_slug(link.speaker.key.partition(":")[0]) if link else None
    if link is None or programme is None:
        return None
    seen = timezone.now().timestamp() - held.get(SEEN, 0)
    return Entered(
        programme,
        Person(programme.slug),
        link.speaker,
        bool(held.get(ON_OWN_PHONE)),
        seen > NOTED_EVERY.total_seconds(),
    )


def opens(token: str) -> bool:
    return usable_personal_link(token) is not None
