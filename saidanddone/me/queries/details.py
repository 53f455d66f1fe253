"""What somebody gave of themselves, for their own page of it."""

from __future__ import annotations

from saidanddone.people.models import About, Speaker
from saidanddone.people.queries import contact_of
from saidanddone.programme.models import Area, Programme
from saidanddone.words.queries import seats_of


def reached_by(speaker: Speaker) -> dict[str, str]:
    return contact_of(speaker)


def about_of(speaker: Speaker) -> About:
    """What they said, or a row to say it on that is kept nowhere yet."""
    return About.objects.filter(speaker=speaker).first() or About(speaker=speaker)


def area_of(speaker: Speaker, programme: Programme) -> Area | None:
    """The borough in which somebody was given their seat."""
    seat = seats_of(programme).filter(speaker_key=speaker.key).first()
    return seat.area if seat else None
