"""What the tile map draws: a tile a borough, its class, its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


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
    told_apart_as: str = ""  # three letters, where the usual ones are another tile's too

    @property
    def short(self) -> str:
        """At most three letters: of one word its first three, of several their initials."""
        if self.told_apart_as:
            return self.told_apart_as
        words = [word for word in re.split(r"[\s-]+", self.name) if word not in {"", "and", "of", "upon"}]
        if len(words) == 1:
            return words[0][:3]
        return "".join(word[0] for word in words[:3])


def told_apart(tiles: Iterable[Tile]) -> list[Tile]:
    """Tiles of one map, no two with the same letters: Harrow stays Har, Haringey becomes Hai."""
    drawn = list(tiles)
    alike: dict[str, list[str]] = {}
    for tile in drawn:
        alike.setdefault(tile.short, []).append(tile.name)
    return [
        replace(tile, told_apart_as=_apart(tile.name, alike[tile.short]))
        if len(alike[tile.short]) > 1
        else tile
        for tile in drawn
    ]


def _apart(name: str, alike: Sequence[str]) -> str:
    """The first two letters and the first later one in which all the names differ."""
    for place in range(3, min(len(each) for each in alike)):
        if len({each[place] for each in alike}) == len(alike):
            return name[:2] + name[place]
    return ""
