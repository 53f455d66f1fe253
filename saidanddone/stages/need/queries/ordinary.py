"""Who stands first under each ordinary way to work out the index, one choice changed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from saidanddone.methods.index import Recipe
from saidanddone.methods.weighting import equal

from ..rules import BEGIN_AT_NOUGHT
from .index import NeedIndex, Place
from .workings import Workings


@dataclass(frozen=True)
class Otherwise:
    """One other way: who comes among the first k, and who is no longer."""

    way: str
    comes: tuple[Place, ...]
    goes: tuple[Place, ...]


@dataclass(frozen=True)
class Ordinary:
    k: int
    ways: tuple[Otherwise, ...]
    always: tuple[Place, ...]  # of the first k, those that no way leaves out


def ordinary_ways(index: NeedIndex, k: int) -> Ordinary | None:
    """None where there is nothing to choose."""
    if index.workings is None or not 0 < k < len(index.ranked):
        return None
    first = index.first(k)
    by_code = {place.area.code: place for place in index.ranked}
    found = []
    always = {place.area.code for place in first}
    for name, work in _others(index.workings):
        now = {
            code
            for code, rank in zip(work.areas, work.index.ranks, strict=True)
            if rank is not None and rank <= k
        }
        found.append(
            Otherwise(
                name,
                tuple(place for place in index.ranked if place.area.code in now and place not in first),
                tuple(place for place in first if place.area.code not in now),
            )
        )
        always &= now
    return Ordinary(k, tuple(found), tuple(by_code[p.area.code] for p in first if p.area.code in always))


def _others(work: Workings) -> Iterator[tuple[str, Workings]]:
    """Each leaves all else as it stands. Worse than a benchmark or not, and own units, are no scale to change."""
    recipe = work.recipe
    if recipe.normalise != "scaled":
        scales = {
            "minmax": _("min-max"),
            "zscore": _("z-scores"),
            "prank": _("ranks"),
            "imd": _("ranks as in the Indices of Deprivation"),
        }
        for how, name in scales.items():
            is_nought = how in BEGIN_AT_NOUGHT and recipe.low > 0
            if how != recipe.normalise and not is_nought:
                yield name, replace(work, recipe=replace(recipe, normalise=how))
        if recipe.normalise not in BEGIN_AT_NOUGHT:
            yield from _other_means(work, recipe)
        yield (
            (_("outliers as they are") if recipe.treat else _("outliers capped")),
            replace(work, recipe=replace(recipe, treat=not recipe.treat)),
        )
    alike = tuple(equal(work.nodes, [node.code for node in work.nodes]))
    if alike != work.nodes:
        yield _("all weights alike"), replace(work, nodes=alike)
    for how, name in {"none": _("gaps left out"), "median": _("gaps filled with the median")}.items():
        if how != recipe.impute:
            groups = recipe.groups if how != "none" else None
            yield name, replace(work, recipe=replace(recipe, impute=how, groups=groups))


def _other_means(work: Workings, recipe: Recipe) -> Iterator[tuple[str, Workings]]:
    means = {
        "arithmetic": _("arithmetic mean"),
        "geometric": _("geometric mean"),
        "harmonic": _("harmonic mean"),
    }
    for how, name in means.items():
        if how != recipe.aggregate:
            low = 0.0 if how == "arithmetic" else 1.0
            yield name, replace(work, recipe=replace(recipe, aggregate=how, low=low))
