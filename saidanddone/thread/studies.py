"""What those who evaluate may take away: rows of people without who they are."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from saidanddone.programme.models import Programme
from saidanddone.words.models import Text
from saidanddone.words.rules import without_personal_details


@dataclass(frozen=True)
class StudyTable:
    name: str  # of the file, without its ending
    columns: tuple[str, ...]
    rows: Iterable[Sequence[object]]


class Disguise:
    """Fresh names for people and rows: the same within one copy, and other ones in the next.

    Two copies cannot be joined, nor one with the tables of the site, where rows are known by their own keys.
    """

    def __init__(self, kept_back: Collection[str]) -> None:
        self.kept_back = frozenset(kept_back)  # speakers whose words nobody takes away
        self._names: dict[tuple[str, object], str] = {}

    def of(self, kind: str, key: object) -> str:
        """Blank stays blank: of an answer that nobody signed there is nobody."""
        if not key:
            return ""
        return self._names.setdefault((kind, key), f"{kind[:1]}-{secrets.token_hex(6)}")

    def person(self, speaker_key: str) -> str:
        return self.of("person", speaker_key)

    def words(self, text: Text) -> str:
        return "" if text.speaker_key in self.kept_back else without_personal_details(text.words)


Study = Callable[[Programme, Disguise], list[StudyTable]]
_studies: dict[str, Study] = {}


def register_study(stage: str, study: Study) -> None:
    _studies[stage] = study


def study_tables(programme: Programme, disguise: Disguise) -> list[StudyTable]:
    """Of every stage that keeps rows of people, in the order of the cycle."""
    return [table for study in _studies.values() for table in study(programme, disguise)]
