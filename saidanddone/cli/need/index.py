"""The work behind `said need index`: an index from two files, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from saidanddone.files.indicators import Indicators, Values
from saidanddone.methods import aggregation, normalisation
from saidanddone.methods.benchmark import PROPORTION, RATE
from saidanddone.methods.how_sure import HowSure, first_k
from saidanddone.methods.index import CompositeIndex, LeftOut, composite_index
from saidanddone.methods.rerun import Doubt, Rerun
from saidanddone.methods.sensitivity import Sensitivity, what_moves_it
from saidanddone.methods.treatment import MOST

from .options import Options
from .prepare import Prepared, prepare

METHODS = {PROPORTION: "Wilson's limits", RATE: "exact or Byar's limits"}
DRAWN = 20  # areas in a picture: the first ones and those that could be among them


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

    @property
    def near_the_first(self) -> list[int]:
        """The first k, those that may be among them, and enough of the next to see where it ends."""
        sure = self.sure
        if sure is None:
            return []
        near = [
            at
            for at in self.order
            if (rank := self.index.ranks[at]) is not None
            and (low := sure.rank_low[at]) is not None
            and (rank <= max(DRAWN, sure.k) or low <= sure.k)
        ]
        return near[: max(2 * DRAWN, sure.k)]

    def span(self, at: int) -> tuple[int, int, int]:
        """Of an area near the first: its rank, and the ranks between which 90 of 100 other ways put it."""
        assert self.sure is not None
        rank, low, high = self.index.ranks[at], self.sure.rank_low[at], self.sure.rank_high[at]
        assert rank is not None
        assert low is not None
        assert high is not None
        return rank, low, high

    def name(self, area: str) -> str:
        return self.values.names.get(area) or area

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
            **({"from_counts": self._from_counts()} if self.values.from_counts else {}),
        }

    def _from_counts(self) -> dict[str, str]:
        """Of each indicator whose values come from counts: how many, and what they are."""
        said = {}
        for row in self.indicators.leaves:
            number = self.values.from_counts.get(row.code)
            if number:
                what = "proportion" if row.kind == PROPORTION else f"rate per {row.per:,g}"
                said[row.code] = f"{number:,} as a {what}, with {METHODS[row.kind]}"
        return said


def build(values_file: Path, indicators_file: Path, options: Options) -> Built:
    """Read, check, work out. Raises BadTable, or ValueError in one sentence; nothing is written."""
    ready = prepare(values_file, indicators_file, options)
    values = ready.values
    try:
        index = composite_index(
            values.areas, values.indicators, values.matrix, ready.nodes, ready.recipe, values.not_applicable
        )
    except ValueError as why:
        raise ValueError(f"{values.file} and {ready.indicators.file}: {why}") from why
    sure, moves = _tried(ready, options)
    return Built(
        indicators=ready.indicators,
        values=values,
        index=replace(index, put_in=_with_reasons(index.put_in, values)),
        left_out=(*_with_reasons(index.left_out, values), *ready.dropped),
        screened=ready.screened,
        sure=sure,
        moves=moves,
        options=options,
        warnings=tuple(ready.warnings),
    )


def _with_reasons(cells: tuple[LeftOut, ...], values: Values) -> tuple[LeftOut, ...]:
    """Missing, suppressed or not applicable, as the file said it."""
    return tuple(
        LeftOut(cell.area, cell.indicator, values.why.get((cell.area, cell.indicator), cell.why))
        for cell in cells
    )


def _tried(ready: Prepared, options: Options) -> tuple[HowSure | None, Sensitivity | None]:
    if options.first is None:
        return None, None
    values, varied = ready.values, options.varied
    if "values" in varied and values.errors is None:
        raise ValueError(
            f"{values.file} has no limits of its values (columns low and high, or counts and a kind), which "
            "--vary values needs"
        )
    doubt = Doubt(
        weights=options.noise if "weights" in varied else 0.0,
        normalise=(normalisation.MINMAX, normalisation.ZSCORE) if "normalise" in varied else (),
        aggregate=(aggregation.ARITHMETIC, aggregation.GEOMETRIC) if "aggregate" in varied else (),
        treat=(0, MOST) if "treat" in varied else (),
    )
    rerun = Rerun(
        values.areas,
        values.indicators,
        values.matrix,
        ready.nodes,
        doubt,
        ready.recipe,
        values.errors if "values" in varied else None,
        values.not_applicable,
    )
    sure = first_k(rerun, options.first, replications=options.replications, seed=options.seed)
    return sure, what_moves_it(rerun, seed=options.seed) if options.moves else None
