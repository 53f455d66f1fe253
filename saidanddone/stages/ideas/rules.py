from __future__ import annotations

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused
from saidanddone.words.models import Text

FIRST_KEY = "i001"

# The ways in which what is said at a table can come to be written down.
RECORDED = (Text.RecordedAs.AGREED, Text.RecordedAs.NOTE, Text.RecordedAs.WRITTEN)

# Read back to the person and agreed, or written by their own hand. What a scribe noted may be a paraphrase,
# so it is nobody's to quote.
VERBATIM = frozenset({Text.RecordedAs.AGREED, Text.RecordedAs.WRITTEN})


def check_role_of_seat(role: str, of_seat: str) -> None:
    if role != of_seat:
        raise Refused(_("This seat was given out in the role “%(role)s”.") % {"role": of_seat})


def key_after(last: str | None) -> str:
    """The next free key: “i212” gives “i213”. Keys keep their leading noughts."""
    if last is None:
        return FIRST_KEY
    return f"i{int(last[1:]) + 1:0{len(last) - 1}d}"


def may_be_quoted(recorded_as: str) -> bool:
    """By how it was recorded. Whether its speaker agrees today is asked at every reading."""
    return recorded_as in VERBATIM
