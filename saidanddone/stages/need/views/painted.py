"""Pictures of places: which shape has which class, what it says, and what the legend counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..queries.outlined import Drawing, Shape

NOT_KNOWN = "none"


@dataclass(frozen=True)
class Paint:
    """kind: a level of the map, a kind of cluster, or NOT_KNOWN."""

    kind: str
    says: str
    marked: bool = False
    word: str = ""  # stands on the place, instead of its letters


@dataclass(frozen=True)
class Painted:
    shape: Shape
    paint: Paint

    @property
    def is_hatched(self) -> bool:
        return self.paint.kind == NOT_KNOWN

    @property
    def word(self) -> str:
        return self.paint.word or self.shape.letters


@dataclass(frozen=True)
class Picture:
    title: str
    painted: tuple[Painted, ...]


@dataclass(frozen=True)
class Entry:
    """One line of a legend."""

    kind: str
    says: str


def picture(title: str, drawing: Drawing, paints: dict[int, Paint]) -> Picture:
    return Picture(title, tuple(Painted(shape, paints[shape.key]) for shape in drawing.shapes))


def names(areas: Iterable[object]) -> str:
    return ", ".join(str(area) for area in areas)
