"""What the tile map draws: a tile a borough, its class, its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


CLASSES = 5


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    row: int
    column: int
    level: int | None  # 1..5, darkest last; none: no data
    says: str  # the value in words, for those who cannot see the shade
    address: str = ""
    marked: bool = False  # a conversation was held here

    @property
    def short(self) -> str:
        """Three letters: of one word its first three, of several their initials with the last's second."""
        words = [word for word in re.split(r"[\s-]+", self.name) if word not in {"and", "of", "upon"}]
        if len(words) == 1:
            return words[0][:3]
        return "".join(word[0] for word in words[:3])


def levels(values: Sequence[float | None], classes: int = CLASSES) -> list[int | None]:
    """Classes of equal count, 1 to `classes`; equal values share the lower class."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return [None] * len(values)
    return [
        None if value is None else 1 + min(classes - 1, known.index(value) * classes // len(known))
        for value in values
    ]
