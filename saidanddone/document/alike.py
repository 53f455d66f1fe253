"""The list of figures, shortened: what several figures share is said once, above all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from saidanddone.document.blocks import Number

T = TypeVar("T")


@dataclass(frozen=True)
class Alike:
    """Figures worked out in one way. What stands here is left out of each."""

    method: str
    caution: str
    labels: tuple[str, ...]
    figures: tuple[Number, ...]


def alike(figures: Iterable[Number]) -> list[Alike]:
    """By method, each where its first figure stands."""
    found: dict[str, list[Number]] = {}
    for figure in figures:
        found.setdefault(figure.method, []).append(figure)
    return [_shared(method, those) for method, those in found.items()]


def _shared(method: str, figures: Sequence[Number]) -> Alike:
    caution, labels = _of_all(figures, lambda each: each.caution), _of_all(figures, lambda each: each.labels)
    left = tuple(
        replace(
            figure,
            method="",
            caution="" if caution else figure.caution,
            labels=() if labels else figure.labels,
            sentence=figure.sentence.removeprefix(figure.title).lstrip(),
        )
        for figure in figures
    )
    return Alike(method, caution or "", labels or (), left)


def _of_all(figures: Sequence[Number], part: Callable[[Number], T]) -> T | None:
    """What several figures have in common; one alone shares nothing."""
    said = {part(figure) for figure in figures}
    return said.pop() if len(figures) > 1 and len(said) == 1 else None
