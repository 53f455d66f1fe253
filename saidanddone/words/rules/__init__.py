"""Rules about words: whose they are and who reads them, what in them says who somebody is, what they hint at."""

from .hints import Hint, concerns, hints, mark_of
from .personal import check_personal, check_words, personal_details, without_personal_details
from .reading import (
    GONE,
    gone_key,
    is_language,
    may_be_read_by,
    seat_named_in_files,
    seat_of_speaker_key,
    speaker_key,
)

__all__ = [
    "GONE",
    "Hint",
    "check_personal",
    "check_words",
    "concerns",
    "gone_key",
    "hints",
    "is_language",
    "mark_of",
    "may_be_read_by",
    "personal_details",
    "seat_named_in_files",
    "seat_of_speaker_key",
    "speaker_key",
    "without_personal_details",
]
