from __future__ import annotations


def speaker_key(programme_slug: str, seat: str) -> str:
    """A seat's number is its own only within a programme, a speaker's key everywhere."""
    return f"{programme_slug}:{seat}" if seat else ""


def seat_of_speaker_key(key: str) -> str:
    return key.partition(":")[2]
