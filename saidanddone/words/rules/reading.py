from __future__ import annotations

import re
import secrets

from saidanddone.programme.rules import Person

from ..models import Text

GONE = "gone-"


def speaker_key(programme_slug: str, seat: str) -> str:
    """A seat's number is its own only within a programme, a speaker's key everywhere."""
    return f"{programme_slug}:{seat}" if seat else ""


def seat_of_speaker_key(key: str) -> str:
    return key.partition(":")[2]


def gone_key(programme_slug: str) -> str:
    """A fresh key for the words of somebody who was erased. It leads to nobody."""
    return speaker_key(programme_slug, f"{GONE}{secrets.token_hex(8)}")


def seat_named_in_files(key: str) -> str:
    """The seat as a table names it; blank where nobody has it any more."""
    seat = seat_of_speaker_key(key)
    return "" if seat.startswith(GONE) else seat


def may_be_read_by(text: Text, person: Person) -> bool:
    """The rule of `queries.texts_visible_to` for a text that is at hand. Needs `quotable_now` set."""
    return text.quotable_now or person.sees_all_words or text.area_id in person.word_area_ids


def is_language(code: str) -> bool:
    """Whether a page may name this as the language of a text: “en”, “pt-BR”, “zh-Hant”."""
    return bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", code, re.ASCII)) and len(code) <= 12
