"""The work behind `said need index`: an index from two files, how sure it is, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan
from pathlib import Path

import numpy as np

from saidanddone.files import BadTable
from saidanddone.methods import aggregation, imputation, normalisation
from saidanddone.methods.consistency import (
    Correlation,
    Removed,
    correlations,
    cronbach_alpha,
    effective_weights,
    remove_one,
)
from saidanddone.methods.how_sure import Doubt, HowSure, first_k
from saidanddone.methods.index import CompositeIndex, LeftOut, Node, Recipe, composite_index
from saidanddone.methods.rounding import round_half_up
from saidanddone.methods.sensitivity import Sensitivity, what_moves_it
from saidanddone.methods.treatment import MOST
from saidanddone.methods.weighting import equal, from_pca, from_votes

from .need_files import NOT_APPLICABLE, Indicators, Values, counted, read_indicators, read_values, read_votes

CHOICES = ("weights", "normalise", "aggregate", "treat", "values")
WORSE = "worse"  # 1 where a value is significantly worse than its benchmark, else 0
GIVEN, EQUAL, PCA = "given", "equal", "pca"
WEIGHTS = (GIVEN, EQUAL, PCA)
SURE, UNSURE = 0.95, 0.05  # a place is named as marginal between them
LARGE_SHIFT = 1.0  # places moved on average, past which leaving an indicator out is spoken of


@dataclass(frozen=True)
class Options:
    """What was typed, each as it came."""

    impute: str
    impute_by: str | None
    screen: float
    treat: bool
    normalise: str
    range: str | None
    ranks_of: int | None
    aggregate: str
    weights: str
    votes: Path | None
    first: int | None
    replications: int
    seed: int
    vary: str
    noise: float
    moves: bool


@dataclass(frozen=True)
class Built:
    """The index, all it is made of, and how sure the first k are where k was asked."""

    indicators: Indicators
    values: Values
    index: CompositeIndex
    left_out: tuple[LeftOut, ...]
    screened: tuple[str, ...]  # areas of which too little is known
    sure: HowSure | None
    moves: Sensitivity | None
    options: Options
    warnings: tuple[str, ...]

    @property
    def order(self) -> list[int]:
        """Areas by rank, then those without one, each in the order of codes."""
        ranks = self.index.ranks
        return sorted(range(len(ranks)), key=lambda at: (ranks[at] is None, ranks[at] or 0, self.areas[at]))

    @property
    def areas(self) -> tuple[str, ...]:
        return self.index.areas

    @property
    def ranked(self) -> int:
        return sum(rank is not None for rank in self.index.ranks)

    def name(self, area: str) -> str:
        return self.values.names.get(area) or area

    # What a program reads ----------------------------------------------------------------------------

    def as_json(self) -> dict[str, object]:
        return {
            "areas": [self._area(at) for at in self.order],
            "left_out": [vars(cell) for cell in self.left_out],
            "screened": list(self.screened),
            "imputed": [{"area": c.area, "indicator": c.indicator, "why": c.why} for c in self.index.put_in],
            "treated": [vars(done) for done in self.index.outliers],
            "choices": self.choices(),
            "weights": {
                "effective": _rounded(effective_weights(self.index.tree)),
                "nodes": {node.code: node.weight for node in self._nodes()},
            },
            "consistency": {
                "cronbach_alpha": _number(cronbach_alpha(self.index.normalised)),
                "correlations": [vars(each) for each in self.correlations()],
                "remove_one": [
                    {**vars(each), "first_changed": list(each.first_changed)} for each in self.removed()
                ],
            },
            **({"sure": self._sure_as_json()} if self.sure else {}),
            "sentences": list(self.sentences()),
            "cannot_say": list(self.cannot_say()),
        }

    def _area(self, at: int) -> dict[str, object]:
        values = {code: _number(column[at]) for code, column in self.index.values.items() if code}
        found: dict[str, object] = {
            "area": self.areas[at],
            "rank": self.index.ranks[at],
            "score": _number(self.index.scores[at]),
            "values": values,
        }
        if self.values.names.get(self.areas[at]):
            found["name"] = self.values.names[self.areas[at]]
        if self.sure:
            found |= {
                "p_first": _number(self.sure.p_first[at]),
                "rank_low": self.sure.rank_low[at],
                "rank_high": self.sure.rank_high[at],
            }
        return found

    def _sure_as_json(self) -> dict[str, object]:
        assert self.sure is not None
        found: dict[str, object] = {
            "first": self.sure.k,
            "replications": self.sure.replications,
            "seed": self.options.seed,
            "vary": list(_varied(self.options, self.values)),
            "noise": self.options.noise,
        }
        if self.moves:
            found["moves"] = [vars(move) for move in self.moves.moves]
        return found

    def choices(self) -> dict[str, object]:
        """Every choice that the numbers hang on, so that they can be had again."""
        recipe = self.index.recipe
        return {
            "impute": recipe.impute,
            "impute_by": self.options.impute_by,
            "screen": self.options.screen,
            "treat": recipe.treat,
            "normalise": self.options.normalise,
            "range": [recipe.low, recipe.high],
            "ranks_of": recipe.ranks_of,
            "aggregate": recipe.aggregate,
            "weights": "votes" if self.options.votes else self.options.weights,
        }

    def _nodes(self) -> list[Node]:
        weights = {c: w for g in self.index.tree.groups for c, w in zip(g.children, g.weights, strict=True)}
        return [replace(node, weight=weights.get(node.code, node.weight)) for node in self.indicators.nodes]

    def correlations(self) -> list[Correlation]:
        return correlations(self.index.normalised, self.index.indicators)

    def removed(self) -> list[Removed]:
        return remove_one(self.index, self.sure.k if self.sure else 0)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A header and a row an area, by rank: what a spreadsheet goes on with."""
        codes = [code for code in self.index.values if code]
        sure = ["p_first", "rank_low", "rank_high"] if self.sure else []
        rows = []
        for at in self.order:
            found = self._area(at)
            values = [_number(self.index.values[code][at]) for code in codes]
            named = [self.areas[at], self.values.names.get(self.areas[at], ""), found["rank"], found["score"]]
            rows.append([*named, *(found[key] for key in sure), *values])
        return ["area", "name", "rank", "score", *sure, *codes], rows

    # What a person reads -----------------------------------------------------------------------------

    def header(self) -> list[str]:
        sure = [f"In first {self.sure.k}", "Ranks, 5% to 95%"] if self.sure else []
        return ["Area", "Rank", "Score", *sure]

    def cells(self) -> list[list[str]]:
        return [self._cells(at) for at in self.order]

    def _cells(self, at: int) -> list[str]:
        area, rank, score = self.areas[at], self.index.ranks[at], self.index.scores[at]
        name = self.values.names.get(area)
        row = [
            f"{name} ({area})" if name else area,
            "not ranked" if rank is None else str(rank),
            "" if isnan(score) else str(round_half_up(float(score), 2)),
        ]
        if self.sure:
            low, high, p = self.sure.rank_low[at], self.sure.rank_high[at], float(self.sure.p_first[at])
            row += ["", ""] if low is None else [_in_100(p), f"{low} to {high}"]
        return row

    def sentences(self) -> tuple[str, str]:
        """Two that a committee paper may carry."""
        first = self.sure.k if self.sure else min(3, self.ranked)
        top = [at for at in self.order if (self.index.ranks[at] or first + 1) <= first]
        names = _listed([self.name(self.areas[at]) for at in top])
        one = (
            f"On {len(self.index.indicators)} {_plural('indicator', len(self.index.indicators))} brought together as "
            f"{self._method()}, need is greatest in {names}: the first {len(top)} of {self.ranked} areas."
        )
        return one, self._how_sure(top)

    def _method(self) -> str:
        recipe = self.index.recipe
        article = "an" if recipe.aggregate[0] in "aeiou" else "a"
        mean = "a sum" if recipe.aggregate == aggregation.SUM else f"{article} {recipe.aggregate} mean"
        treated = ", outliers treated" if recipe.treat else ""
        gaps = "" if recipe.impute == imputation.NONE else f", gaps filled with the {recipe.impute}"
        return f"{mean} ({self.options.normalise} scale{treated}{gaps})"

    def _how_sure(self, top: Sequence[int]) -> str:
        if self.sure is None:
            return (
                "How far this order hangs on the method was not tried (--first K tries it), so it should not decide "
                "anything alone."
            )
        p = self.sure.p_first
        safe = [at for at in top if p[at] >= SURE]
        marginal = [at for at in self.order if UNSURE < p[at] < SURE]
        said = (
            f"In {self.sure.replications:,} other ways of weighing and adding them up that could be defended, "
            f"{len(safe)} of these {len(top)} stay among the first {self.sure.k} in at least 95 of 100"
        )
        if not marginal:
            return f"{said}, and no other area comes near."
        named = _listed([f"{self.name(self.areas[at])} ({_in_100(float(p[at]))})" for at in marginal])
        return f"{said}; it is the method that decides about {named}."

    def cannot_say(self) -> tuple[str, ...]:
        said = [
            "The index says where measured need is high, not why, nor for whom within an area; an area that "
            "stands low may hold small places in great need."
        ]
        gaps = [cell for cell in self.left_out if cell.area not in self.screened]
        if gaps:
            said.append(
                f"{len(gaps):,} of {self.index.normalised.size:,} values are not there "
                f"({counted(cell.why for cell in gaps)}): an area with a gap is judged on the others."
            )
        if self.screened:
            said.append(
                f"Too little is known of {_listed([self.name(area) for area in self.screened])} to be ranked."
            )
        if self.index.put_in:
            said.append(
                f"{len(self.index.put_in):,} values were filled in, which is a guess: "
                f"{_listed(sorted({self.name(cell.area) for cell in self.index.put_in})[:5])}."
            )
        if self.values.years and max(self.values.years.values()) - min(self.values.years.values()) > 0:
            said.append(
                f"The figures are of different years, {min(self.values.years.values())} to "
                f"{max(self.values.years.values())}."
            )
        if self.sure:
            said.append(
                "The shares are of the ways that were tried, not the chance that an area is in need; choices that "
                "nobody tried may say otherwise."
            )
        return tuple(said + list(self.warnings))


def build(values_file: Path, indicators_file: Path, options: Options) -> Built:
    """Read, check, work out. Raises BadTable, or ValueError in one sentence; nothing is written."""
    indicators = read_indicators(indicators_file)
    values = read_values(values_file, indicators, options.impute_by)
    values, screened, dropped = _screened(values, options.screen)
    if options.normalise == WORSE:
        values, indicators = _against_benchmarks(values, indicators)
    recipe = _recipe(options, values, indicators)
    _check_spread(values, recipe)
    _check_signs(values, indicators, recipe)
    nodes, warnings = _weighed(indicators, values, recipe, options)
    try:
        index = composite_index(
            values.areas, values.indicators, values.matrix, nodes, recipe, values.not_applicable
        )
    except ValueError as why:
        raise ValueError(f"{values.file} and {indicators.file}: {why}") from why
    sure, moves = _tried(values, nodes, recipe, options)
    warnings += _of_nought(recipe, options)
    left_out = tuple(
        LeftOut(cell.area, cell.indicator, values.why.get((cell.area, cell.indicator), cell.why))
        for cell in index.left_out
    )
    put_in = tuple(
        LeftOut(cell.area, cell.indicator, values.why.get((cell.area, cell.indicator), cell.why))
        for cell in index.put_in
    )
    return Built(
        indicators=indicators,
        values=values,
        index=replace(index, put_in=put_in),
        left_out=(*left_out, *dropped),
        screened=screened,
        sure=sure,
        moves=moves,
        options=options,
        warnings=tuple(warnings),
    )


# Before the index ----------------------------------------------------------------------------------------


def _recipe(options: Options, values: Values, indicators: Indicators) -> Recipe:
    _one_of("--impute", options.impute, imputation.WAYS)
    _one_of("--normalise", options.normalise, (*normalisation.WAYS, WORSE))
    aggregation.exponent(options.aggregate)
    if options.impute_by is not None and options.impute == imputation.NONE:
        raise ValueError(
            "--impute-by says within which groups; say how with --impute mean or --impute median"
        )
    if options.ranks_of is not None and options.normalise != normalisation.IMD:
        raise ValueError("--ranks-of goes with --normalise imd")
    low, high = _range(options.range)
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
    posts = []
    for row in indicators.leaves:
        if row.posts is None:
            raise BadTable(
                file=indicators.file,
                line=row.line,
                column="least",
                problem=f"{row.code} has no goalposts",
                allowed="the value of least need in “least” and of greatest need in “greatest”",
            )
        posts.append(row.posts)
    return tuple(posts)


def _range(typed: str | None) -> tuple[float, float]:
    if typed is None:
        return normalisation.LOW, normalisation.HIGH
    try:
        low, high = (float(part) for part in typed.split(":"))
    except ValueError:
        raise ValueError(f"--range is “{typed}”; allowed: LOW:HIGH, such as 1:100") from None
    if not low < high:
        raise ValueError(f"--range is “{typed}”; allowed: LOW:HIGH, the lower first")
    return low, high


def _screened(values: Values, least: float) -> tuple[Values, tuple[str, ...], tuple[LeftOut, ...]]:
    """Without the areas of which less than so great a share of indicators is known."""
    if not 0 <= least <= 1:
        raise ValueError(f"--screen is {least:g}; allowed: a share from 0 to 1, such as 0.66")
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
            f"{values.file} has no limits of its values (columns low and high), which worse needs"
        )
    worse = np.full(values.matrix.shape, np.nan)
    why = dict(values.why)
    for at, row in enumerate(indicators.leaves):
        if row.benchmark is None:
            raise BadTable(
                file=indicators.file,
                line=row.line,
                column="benchmark",
                problem=f"{row.code} has no benchmark",
                allowed="the value that areas are compared with, in the indicator's own unit",
            )
        up = row.node.direction > 0
        beyond = values.low[:, at] > row.benchmark if up else values.high[:, at] < row.benchmark
        known = ~np.isnan(values.low[:, at]) & ~np.isnan(values.matrix[:, at])
        worse[known, at] = beyond[known]
        why |= {
            (area, row.code): "no limits"
            for area, is_known in zip(values.areas, known, strict=True)
            if not is_known and (area, row.code) not in why
        }
    rows = tuple(replace(row, node=replace(row.node, direction=1)) for row in indicators.rows)
    return replace(values, matrix=worse, low=None, high=None, why=why), replace(indicators, rows=rows)


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
    signs = {row.code: row.node.direction for row in indicators.leaves}
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
    _one_of("--weights", options.weights, WEIGHTS)
    nodes = indicators.nodes
    if options.votes is not None:
        if options.weights != GIVEN:
            raise ValueError("--votes are weights themselves; leave out --weights")
        return _voted(nodes, indicators, options.votes)
    if options.weights == EQUAL:
        return equal(nodes, [node.code for node in nodes]), []
    return _by_component(nodes, values, recipe) if options.weights == PCA else (nodes, [])


def _voted(nodes: list[Node], indicators: Indicators, file: Path) -> tuple[list[Node], list[str]]:
    try:
        voted = {each.code: each for each in from_votes(read_votes(file))}
    except BadTable:
        raise
    except ValueError as why:
        raise ValueError(f"{file.name}: {why}") from why
    known = {node.code for node in nodes}
    strange = sorted(set(voted) - known)
    if strange:
        raise ValueError(
            f"{file.name}: {indicators.file} does not know the code “{strange[0]}”; allowed: "
            f"{', '.join(sorted(known)[:12])}"
        )
    number = next(iter(voted.values())).voters
    return (
        [replace(node, weight=voted[node.code].weight) if node.code in voted else node for node in nodes],
        [f"The weights are those of {number:,} {_plural('voter', number)}, and of nobody else."],
    )


def _by_component(nodes: list[Node], values: Values, recipe: Recipe) -> tuple[list[Node], list[str]]:
    """The indicators of each parent by their first component; aggregates keep the weights given."""
    plain = composite_index(
        values.areas, values.indicators, values.matrix, nodes, recipe, values.not_applicable
    )
    weights: dict[str, float] = {}
    warnings = []
    for group in plain.tree.groups:
        leaves = [code for code in group.children if code in values.indicators]
        if len(leaves) < 2:
            continue
        found = from_pca(np.column_stack([plain.values[code] for code in leaves]))
        weights |= dict(zip(leaves, found.weights, strict=True))
        under = group.code or "the top"
        warnings.append(
            f"Weights under {under} are from the first principal component, which explains "
            f"{round_half_up(found.explained * 100)}% of how its {len(leaves)} indicators vary over {found.areas} "
            "areas: they describe the data, not what matters."
        )
        if found.against:
            against = ", ".join(leaves[at] for at in found.against)
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


# How sure ------------------------------------------------------------------------------------------------


def _tried(
    values: Values, nodes: list[Node], recipe: Recipe, options: Options
) -> tuple[HowSure | None, Sensitivity | None]:
    if options.first is None:
        if options.moves:
            raise ValueError("--moves asks what moves the first places; say how many with --first K")
        return None, None
    varied = _varied(options, values)
    doubt = Doubt(
        weights=options.noise if "weights" in varied else 0.0,
        normalise=(normalisation.MINMAX, normalisation.ZSCORE) if "normalise" in varied else (),
        aggregate=(aggregation.ARITHMETIC, aggregation.GEOMETRIC) if "aggregate" in varied else (),
        treat=(0, MOST) if "treat" in varied else (),
    )
    errors = values.errors if "values" in varied else None
    if recipe.ranks_of and doubt.normalise:
        raise ValueError("--ranks-of says that the values are ranks already; leave normalise out of --vary")
    sure = first_k(
        values.areas,
        values.indicators,
        values.matrix,
        nodes,
        k=options.first,
        doubt=doubt,
        recipe=recipe,
        standard_errors=errors,
        not_applicable=values.not_applicable,
        replications=options.replications,
        seed=options.seed,
    )
    if not options.moves:
        return sure, None
    moves = what_moves_it(
        values.areas,
        values.indicators,
        values.matrix,
        nodes,
        doubt=doubt,
        recipe=recipe,
        standard_errors=errors,
        not_applicable=values.not_applicable,
        seed=options.seed,
    )
    return sure, moves


def _varied(options: Options, values: Values) -> tuple[str, ...]:
    typed = [word.strip() for word in options.vary.split(",") if word.strip()]
    for word in typed:
        _one_of("--vary", word, CHOICES)
    if "values" in typed and values.errors is None:
        raise ValueError(
            f"{values.file} has no limits of its values (columns low and high), which --vary values needs"
        )
    if not typed:
        raise ValueError(f"--vary is blank; allowed: {', '.join(CHOICES)}, with commas between")
    if not 0 <= options.noise <= 1:
        raise ValueError(f"--noise is {options.noise:g}; allowed: 0 to 1, such as 0.25")
    return tuple(choice for choice in CHOICES if choice in typed)


# Words and numbers ---------------------------------------------------------------------------------------


def _one_of(option: str, typed: str, allowed: Sequence[str]) -> None:
    if typed not in allowed:
        raise ValueError(f"{option} is “{typed}”; allowed: {', '.join(allowed)}")


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _rounded(shares: dict[str, float]) -> dict[str, float]:
    return {code: float(share) for code, share in shares.items()}


def _in_100(p: float) -> str:
    if 0 < p < 0.005:
        return "under 1 in 100"
    if 0.995 < p < 1:
        return "over 99 in 100"
    return f"{round_half_up(p * 100)} in 100"


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "no area"


__all__ = ["CHOICES", "NOT_APPLICABLE", "Built", "Options", "build"]
