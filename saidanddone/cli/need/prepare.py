"""From the two files to what an index takes: screening, benchmarks, a recipe, weights; and what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from saidanddone.files import BadTable
from saidanddone.files.cells import some
from saidanddone.files.indicators import (
    Described,
    Indicators,
    Values,
    read_indicators,
    read_values,
    read_votes,
)
from saidanddone.methods import aggregation, normalisation
from saidanddone.methods.benchmark import worse
from saidanddone.methods.index import LeftOut, Node, Recipe, composite_index
from saidanddone.methods.rounding import round_half_up
from saidanddone.methods.weighting import by_parent, equal, from_votes

from .options import EQUAL, PCA, WORSE, Options

T = TypeVar("T")


@dataclass(frozen=True)
class Prepared:
    indicators: Indicators
    values: Values
    recipe: Recipe
    nodes: list[Node]
    screened: tuple[str, ...]  # areas of which too little is known
    dropped: tuple[LeftOut, ...]  # their cells without a value
    warnings: list[str]


def prepare(values_file: Path, indicators_file: Path, options: Options) -> Prepared:
    """Raises BadTable, or ValueError in one sentence."""
    options.check()
    indicators = read_indicators(indicators_file)
    values = read_values(values_file, indicators, options.impute_by)
    values, screened, dropped = _screened(values, options.screen)
    if options.normalise == WORSE:
        values, indicators = _against_benchmarks(values, indicators)
    recipe = _recipe(options, values, indicators)
    _check_spread(values, recipe)
    _check_signs(values, indicators, recipe)
    nodes, warnings = _weighed(indicators, values, recipe, options)
    return Prepared(
        indicators, values, recipe, nodes, screened, dropped, [*warnings, *_of_nought(recipe, options)]
    )


def _screened(values: Values, least: float) -> tuple[Values, tuple[str, ...], tuple[LeftOut, ...]]:
    """Without the areas of which less than so great a share of indicators is known."""
    known = (~np.isnan(values.matrix)).mean(axis=1)
    kept = np.flatnonzero(known >= least)
    if len(kept) == len(values.areas):
        return values, (), ()
    if len(kept) < 2:
        raise ValueError(f"{values.file}: --screen {least:g} leaves fewer than two areas")
    out = tuple(area for at, area in enumerate(values.areas) if known[at] < least)
    cells = tuple(
        LeftOut(area, code, values.why[area, code])
        for area in out
        for code in values.indicators
        if (area, code) in values.why
    )
    areas = tuple(values.areas[at] for at in kept)
    return (
        replace(
            values,
            areas=areas,
            matrix=values.matrix[kept],
            low=None if values.low is None else values.low[kept],
            high=None if values.high is None else values.high[kept],
            groups=None if values.groups is None else tuple(values.groups[at] for at in kept),
        ),
        out,
        cells,
    )


def _against_benchmarks(values: Values, indicators: Indicators) -> tuple[Values, Indicators]:
    """1 where the whole interval of a value lies on the worse side of its benchmark, else 0."""
    if values.low is None or values.high is None:
        raise ValueError(
            f"{values.file} has no limits of its values (columns low and high, or counts and a kind), which worse "
            "needs"
        )
    allowed = "the value that areas are compared with, in the indicator's own unit"
    benchmarks = [
        _given(indicators, row, row.benchmark, "benchmark", "benchmark", allowed) for row in indicators.leaves
    ]
    found = worse(values.low, values.high, benchmarks, [row.direction for row in indicators.leaves])
    found[np.isnan(values.matrix)] = np.nan
    no_limits = {
        (values.areas[area], values.indicators[at]): "no limits" for area, at in np.argwhere(np.isnan(found))
    }
    rows = tuple(replace(row, direction=1) for row in indicators.rows)
    without = replace(values, matrix=found, low=None, high=None, why=no_limits | values.why)
    return without, replace(indicators, rows=rows)


def _recipe(options: Options, values: Values, indicators: Indicators) -> Recipe:
    low, high = options.scale
    return Recipe(
        impute=options.impute,
        groups=values.groups,
        treat=options.treat,
        normalise=normalisation.SCALED if options.normalise == WORSE else options.normalise,
        low=low,
        high=high,
        ranks_of=options.ranks_of,
        goalposts=_posts(indicators) if options.normalise == normalisation.GOALPOSTS else None,
        aggregate=options.aggregate,
    )


def _posts(indicators: Indicators) -> tuple[tuple[float, float], ...]:
    allowed = "the value of least need in “least” and of greatest need in “greatest”"
    return tuple(
        _given(indicators, row, row.posts, "least", "goalposts", allowed) for row in indicators.leaves
    )


def _given(indicators: Indicators, row: Described, held: T | None, column: str, what: str, allowed: str) -> T:
    """What a row of INDICATORS must say for the way that was chosen."""
    if held is None:
        problem = f"{row.code} has no {what}"
        raise BadTable(file=indicators.file, line=row.line, column=column, problem=problem, allowed=allowed)
    return held


def _check_spread(values: Values, recipe: Recipe) -> None:
    if recipe.normalise in normalisation.COMPARES_NO_AREAS or recipe.ranks_of:
        return
    for at, code in enumerate(values.indicators):
        known = values.matrix[~np.isnan(values.matrix[:, at]), at]
        if len(known) and known.min() == known.max():
            raise BadTable(
                file=values.file,
                line=None,
                column=code,
                problem=f"every value is {known[0]:g}, so that it tells no area from another",
                allowed="values that differ, or no such indicator",
            )


def _check_signs(values: Values, indicators: Indicators, recipe: Recipe) -> None:
    """Where a mean of products is asked of a person's own numbers, one below 0 has no meaning in it."""
    own = recipe.normalise == normalisation.SCALED and aggregation.exponent(recipe.aggregate) in (0, -1)
    if not own and recipe.normalise != normalisation.FRACMAX:
        return
    signs = {row.code: row.direction for row in indicators.leaves}
    for at, code in enumerate(values.indicators):
        y = values.matrix[:, at] * (signs[code] if own else 1)
        wrong = np.flatnonzero(y < 0 if own else y <= 0)
        if len(wrong):
            area = values.areas[int(wrong[0])]
            under = f"a {recipe.aggregate} mean" if own else "fracmax"
            raise BadTable(
                file=values.file,
                line=values.lines[area],
                column=code,
                problem=f"{area} stands at {y[wrong[0]]:g} in the direction of need, which {under} cannot take",
                allowed="0 or more, or another --normalise" if own else "above 0, or another --normalise",
            )


def _weighed(
    indicators: Indicators, values: Values, recipe: Recipe, options: Options
) -> tuple[list[Node], list[str]]:
    nodes = [Node(row.code, row.parent, row.direction, row.weight) for row in indicators.rows]
    if options.votes is not None:
        return _voted(nodes, indicators, options.votes)
    if options.weights == EQUAL:
        return equal(nodes, [node.code for node in nodes]), []
    return _by_component(nodes, values, recipe) if options.weights == PCA else (nodes, [])


def _voted(nodes: list[Node], indicators: Indicators, file: Path) -> tuple[list[Node], list[str]]:
    given = read_votes(file)
    try:
        voted = {each.code: each for each in from_votes(given)}
    except ValueError as why:
        raise ValueError(f"{file.name}: {why}") from why
    known = {node.code for node in nodes}
    strange = sorted(set(voted) - known)
    if strange:
        raise ValueError(
            f"{file.name}: {indicators.file} does not know the code “{strange[0]}”; allowed: "
            f"{some(sorted(known))}"
        )
    number = next(iter(voted.values())).voters
    return (
        [replace(node, weight=voted[node.code].weight) if node.code in voted else node for node in nodes],
        [f"The weights are those of {number:,} {'voter' if number == 1 else 'voters'}, and of nobody else."],
    )


def _by_component(nodes: list[Node], values: Values, recipe: Recipe) -> tuple[list[Node], list[str]]:
    """The indicators of each parent by their first component; aggregates keep the weights given."""
    plain = composite_index(
        values.areas, values.indicators, values.matrix, nodes, recipe, values.not_applicable
    )
    weights: dict[str, float] = {}
    warnings = []
    for each in by_parent(plain):
        weights |= each.weights
        under = each.parent or "the top"
        warnings.append(
            f"Weights under {under} are from the first principal component, which explains "
            f"{round_half_up(each.found.explained * 100)}% of how its {len(each.children)} indicators vary over "
            f"{each.found.areas} areas: they describe the data, not what matters."
        )
        if each.against:
            against = ", ".join(each.against)
            warnings.append(f"Under {under}, {against} runs against the others, which a weight cannot say.")
    return [replace(node, weight=weights.get(node.code, node.weight)) for node in nodes], warnings


def _of_nought(recipe: Recipe, options: Options) -> list[str]:
    """A geometric mean over a scale that begins at 0 is nought for whoever is lowest on any one indicator."""
    tried = options.first is not None and "aggregate" in options.vary
    on_scale = recipe.normalise == normalisation.MINMAX or (tried and "normalise" in options.vary)
    if recipe.low > 0 or not on_scale or not (tried or aggregation.exponent(recipe.aggregate) in (0, -1)):
        return []
    return [
        f"On a scale that begins at {recipe.low:g} a geometric mean gives 0 to every area that is lowest on any one "
        "indicator, however high it is on all others; --range 1:100 keeps it apart."
    ]
