"""An index that is worked out again and again, with what is in doubt drawn anew each time.

Takes what an index takes, and what is in doubt. Each replication draws

    weights     each weight times U(1 - noise, 1 + noise), at every level
    normalise   one of several ways
    aggregate   one of several ways
    treat       one of several limits of capping, 0 for none
    values      each value plus its standard error times N(0, 1), where a value has an interval of its own

and works out the scores of every area. Whatever stays the same over replications is worked out once: an arithmetic
or geometric mean of means is one weighted sum of the indicators, or of their logarithms.

Values that are drawn anew are capped as the published ones were. Input is put in the order of codes before
anything is drawn, so that the order of rows and columns changes nothing.

Saisana, Saltelli and Tarantola, 2005, "Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators", https://doi.org/10.1111/j.1467-985X.2005.00350.x

    >>> rerun = Rerun(["B", "A"], ["x"], [[1], [3]], flat(["x"], [1], [1]), Doubt(weights=0.25))
    >>> [draws] = rerun.drawn(replications=2, seed=1)
    >>> rerun.ranks(draws).tolist()  # in the order of codes: A, B
    [[1, 2], [1, 2]]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import aggregation, treatment
from .checks import check_count, check_seed, refuse
from .index import TIE_DIGITS, CompositeIndex, Node, Recipe, composite_index, scaled_as
from .tree import Tree, flat

AT_ONCE = 60_000  # numbers held for one batch of replications: what a processor keeps close
MOST_REPLICATIONS = 1_000_000

Matrix = NDArray[np.float64]
Ranks = NDArray[np.unsignedinteger]

__all__ = ["Doubt", "Draws", "Rerun", "flat", "in_order", "ranks"]


@dataclass(frozen=True)
class Doubt:
    """What is drawn anew in each replication. What is empty or 0 stays as the recipe says."""

    weights: float = 0.0  # noise: a weight times U(1 - noise, 1 + noise)
    normalise: tuple[str, ...] = ()
    aggregate: tuple[str, ...] = ()
    treat: tuple[int, ...] = ()  # how many values may share the cap; 0: no treatment

    @property
    def is_none(self) -> bool:
        return not (self.weights or self.normalise or self.aggregate or self.treat)


@dataclass(frozen=True, eq=False)
class Draws:
    """One row a replication: what was drawn for it."""

    weights: Matrix  # replications x links of the tree: what each weight is multiplied by
    choices: NDArray[np.intp]  # replications x 3: treat, normalise, aggregate, as places in what is in doubt
    values: Matrix | None  # replications x areas x indicators, in standard errors

    def __len__(self) -> int:
        return len(self.weights)

    def rows(self, which: NDArray[np.intp]) -> Draws:
        values = None if self.values is None else self.values[which]
        return Draws(self.weights[which], self.choices[which], values)


class Rerun:
    """The index, ready to be worked out again.

    values, standard_errors, not_applicable: areas x indicators; an error of NaN or 0 leaves its value as it is.
    Raises ValueError for noise outside 0..1, an error below 0, and what an index refuses.
    """

    def __init__(
        self,
        areas: Sequence[str],
        indicators: Sequence[str],
        values: ArrayLike,
        nodes: Sequence[Node],
        doubt: Doubt,
        recipe: Recipe | None = None,
        standard_errors: ArrayLike | None = None,
        not_applicable: ArrayLike | None = None,
    ) -> None:
        recipe = recipe or Recipe()
        if not (isfinite(doubt.weights) and 0 <= doubt.weights <= 1):
            refuse("the noise of weights", doubt.weights, "0 to 1")
        by_code = sorted(range(len(areas)), key=lambda at: areas[at])
        columns = sorted(range(len(indicators)), key=lambda at: indicators[at])
        self._given = np.argsort(by_code)
        cells = np.ix_(by_code, columns)
        groups = recipe.groups and tuple(recipe.groups[at] for at in by_code)
        posts = recipe.goalposts and tuple(recipe.goalposts[at] for at in columns)
        self.recipe = replace(recipe, groups=groups, goalposts=posts)
        self.doubt = doubt
        self.areas = tuple(areas)  # as given
        self.nominal: CompositeIndex = composite_index(
            [areas[at] for at in by_code],
            [indicators[at] for at in columns],
            np.asarray(values, dtype=np.float64)[cells],
            nodes,
            self.recipe,
            None if not_applicable is None else np.asarray(not_applicable, dtype=np.bool_)[cells],
        )
        self.tree: Tree = self.nominal.tree
        self.scored = ~np.isnan(self.nominal.scores)
        self.errors = _errors(standard_errors, cells)
        self._links = np.array([weight for group in self.tree.groups for weight in group.weights])
        self._treat = doubt.treat or ((recipe.most_capped if recipe.treat else 0),)
        self._normalise = doubt.normalise or (recipe.normalise,)
        self._aggregate = doubt.aggregate or (recipe.aggregate,)
        self._treatments = {most: self._treated(most) for most in self._treat}
        self._scaled = {
            (most, how): self._scale(self._treatments[most].matrix, how)
            for most, how in product(self._treat, self._normalise)
        }
        self._sums = {
            (*scale, how): _as_sum(scaled, self.tree, how)
            for scale, scaled in self._scaled.items()
            for how in self._aggregate
        }

    def as_given(self, of_areas: Matrix) -> Matrix:
        """Numbers of areas in the order of codes, in the order in which the areas were given."""
        return of_areas[self._given]

    def drawn(self, replications: int, seed: int) -> Iterator[Draws]:
        """The replications, in batches of a size that hangs on the data alone, never on the machine.

        Raises ValueError for no replication, or a seed below 0.
        """
        replications = check_count("replications", replications, least=1, most=MOST_REPLICATIONS)
        random = np.random.default_rng(check_seed(seed))
        cells = self.nominal.normalised.size if self.errors is not None else len(self.scored)
        batch = max(AT_ONCE // max(cells, len(self._links)), 1)
        for begin in range(0, replications, batch):
            yield self.draw(random, min(batch, replications - begin))

    def draw(self, random: np.random.Generator, count: int) -> Draws:
        noise = self.doubt.weights
        weights = np.ones((count, len(self._links)))
        if noise:
            random.random(out=weights)
            weights *= 2 * noise
            weights += 1 - noise
        choices = np.zeros((count, 3), dtype=np.intp)
        for at, ways in enumerate((self._treat, self._normalise, self._aggregate)):
            if len(ways) > 1:
                choices[:, at] = random.integers(len(ways), size=count)
        values = None
        if self.errors is not None:
            values = random.standard_normal((count, *self.nominal.normalised.shape))
        return Draws(weights, choices, values)

    def ranks(self, draws: Draws) -> Ranks:
        """replications x areas, 1 the highest score; an area without a score comes last."""
        return ranks(self.scores(draws))

    def scores(self, draws: Draws) -> Matrix:
        """replications x areas. The choices are few, so that all who made the same are worked out together."""
        several = (len(self._treat), len(self._normalise), len(self._aggregate))
        if several == (1, 1, 1):
            shares = _Shares(draws.weights * self._links, self.tree)
            return self._scores_of(draws, shares, self._treat[0], self._normalise[0], self._aggregate[0])
        combination = np.ravel_multi_index(tuple(draws.choices.T), several)
        together = np.argsort(combination, kind="stable")
        shares = _Shares((draws.weights * self._links)[together], self.tree)
        found = np.empty((len(draws), len(self.scored)))
        begin = 0
        for number, count in enumerate(np.bincount(combination)):
            if not count:
                continue
            rows = slice(begin, begin := begin + count)
            treat, normalise, aggregate = np.unravel_index(number, several)
            found[rows] = self._scores_of(
                draws if draws.values is None else draws.rows(together[rows]),
                shares.of_rows(rows),
                self._treat[treat],
                self._normalise[normalise],
                self._aggregate[aggregate],
            )
        in_place = np.empty_like(found)
        in_place[together] = found
        return in_place

    def _scores_of(self, draws: Draws, shares: _Shares, most: int, normalise: str, aggregate: str) -> Matrix:
        if draws.values is None:
            scaled = self._scaled[most, normalise]
        else:
            scaled = self._scaled_anew(draws.values, most, normalise)
        if aggregate not in (aggregation.ARITHMETIC, aggregation.GEOMETRIC):
            return _level_by_level(scaled, shares.weights, self.tree, aggregate)
        of = self._sums[most, normalise, aggregate] if draws.values is None else None
        return _linear(of or _as_sum(scaled, self.tree, aggregate), shares, self.tree)

    def _treated(self, most: int) -> treatment.Treatment:
        if not most:
            return treatment.Treatment(self.nominal.imputed, ())
        return treatment.treated(self.nominal.imputed, self.tree.indicators, most)

    def _scale(self, treated: Matrix, how: str) -> Matrix:
        return scaled_as(treated, self.tree, replace(self.recipe, normalise=how))

    def _scaled_anew(self, errors: Matrix, most: int, normalise: str) -> Matrix:
        """replications x areas x indicators: each replication is normalised by itself."""
        count, areas, indicators = errors.shape
        assert self.errors is not None
        drawn = self.nominal.imputed + errors * self.errors
        for done in self._treatments[most].done:
            at = self.tree.indicators.index(done.indicator)
            drawn[:, :, at] = treatment.again(drawn[:, :, at], done)
        posts = self.recipe.goalposts and self.recipe.goalposts * count
        many = replace(self.tree, directions=self.tree.directions * count)
        beside = drawn.transpose(1, 0, 2).reshape(areas, count * indicators)
        scaled = scaled_as(beside, many, replace(self.recipe, normalise=normalise, goalposts=posts))
        return scaled.reshape(areas, count, indicators).transpose(1, 0, 2)


def _errors(given: ArrayLike | None, cells: tuple[NDArray[np.intp], ...]) -> Matrix | None:
    if given is None:
        return None
    errors = np.nan_to_num(np.asarray(given, dtype=np.float64)[cells], nan=0.0)
    if (errors < 0).any():
        refuse("a standard error", f"{errors.min():g}", "0 or more")
    return errors if errors.any() else None


@dataclass(frozen=True, eq=False)
class _Sum:
    """An arithmetic or geometric mean of means is one weighted sum of the indicators, or of their logarithms.

    Areas that miss the same indicators share their weights again in the same way, and are worked out together.
    """

    x: Matrix  # (replications x) areas x indicators, 0 where missing
    is_log: bool
    is_nothing: NDArray[np.bool_]  # (replications x) areas: a value of 0 or less under a logarithm
    patterns: tuple[tuple[NDArray[np.bool_], NDArray[np.intp]], ...]  # what is missing, and of which areas


def _as_sum(scaled: Matrix, tree: Tree, aggregate: str) -> _Sum:
    gone = np.isnan(scaled)
    missing: NDArray[np.bool_] = gone if scaled.ndim == 2 else np.isnan(scaled.sum(axis=0))
    patterns = _patterns(missing)
    if aggregate != aggregation.GEOMETRIC:
        return _Sum(np.where(gone, 0.0, scaled), False, np.zeros(1, np.bool_), patterns)
    nothing: NDArray[np.bool_] = np.asarray(((scaled <= 0) & _counted(tree)).any(axis=-1))
    return _Sum(np.log(np.where(gone | (scaled <= 0), 1.0, scaled)), True, nothing, patterns)


def _patterns(missing: NDArray[np.bool_]) -> tuple[tuple[NDArray[np.bool_], NDArray[np.intp]], ...]:
    if not missing.any():
        return ((missing[0], np.arange(len(missing))),)
    different, of_area = np.unique(missing, axis=0, return_inverse=True)
    return tuple(
        (pattern, np.flatnonzero(of_area.ravel() == number)) for number, pattern in enumerate(different)
    )


class _Shares:
    """What each indicator has of the whole, by what is missing: worked out once for all who are drawn together."""

    def __init__(
        self, weights: Matrix, tree: Tree, rows: slice = slice(None), known: dict[bytes, Matrix] | None = None
    ) -> None:
        self._weights, self._tree, self._rows = weights, tree, rows
        self._known = {} if known is None else known

    @property
    def weights(self) -> Matrix:
        """replications x links of the tree."""
        return self._weights[self._rows]

    def of_rows(self, rows: slice) -> _Shares:
        return _Shares(self._weights, self._tree, rows, self._known)

    def where(self, missing: NDArray[np.bool_]) -> Matrix:
        """replications x indicators."""
        key = missing.tobytes()
        if key not in self._known:
            self._known[key] = _shares(self._weights, self._tree, missing)
        return self._known[key][self._rows]


def _linear(of: _Sum, shares: _Shares, tree: Tree) -> Matrix:
    """replications x areas, NaN where nothing is known that has a weight."""
    found = np.empty((len(shares.weights), of.x.shape[-2]))
    for pattern, which in of.patterns:
        mine = shares.where(pattern)
        x = of.x[..., which, :] if len(of.patterns) > 1 else of.x
        part = mine @ x.T if x.ndim == 2 else np.einsum("rm,ram->ra", mine, x)
        if pattern.any() and (pattern | ~_counted(tree)).all():
            part.fill(np.nan)
        if len(of.patterns) == 1:
            found = part
        else:
            found[:, which] = part
    if not of.is_log:
        return found
    scores: Matrix = np.exp(found, out=found)
    if of.is_nothing.any():
        scores[of.is_nothing & ~np.isnan(scores)] = 0.0
    return scores


def _counted(tree: Tree) -> NDArray[np.bool_]:
    """Which indicators have a weight all the way to the top."""
    weight = dict.fromkeys([tree.top.code], 1.0)
    for group in reversed(tree.groups):
        weight |= {c: weight[group.code] * w for c, w in zip(group.children, group.weights, strict=True)}
    return np.array([weight[code] > 0 for code in tree.indicators])


def _shares(weights: Matrix, tree: Tree, missing: NDArray[np.bool_]) -> Matrix:
    """replications x indicators: what each indicator has of the whole, where those marked are missing."""
    absent = {code for code, is_missing in zip(tree.indicators, missing, strict=True) if is_missing}
    within: dict[str, tuple[tuple[str, ...], Matrix]] = {}
    begin = 0
    for group in tree.groups:
        mine = weights[:, begin : begin + len(group.children)]
        begin += len(group.children)
        gone = [child in absent for child in group.children]
        if any(gone):
            mine = np.where(gone, 0.0, mine)
        left = mine.sum(axis=1, keepdims=True)
        if all(gone) or not left.any():
            absent.add(group.code)
            left = np.ones_like(left)
        within[group.code] = group.children, mine / left
    at = {code: number for number, code in enumerate(tree.indicators)}
    shares = np.empty((len(weights), len(at)))
    above: dict[str, Matrix | float] = {tree.top.code: 1.0}
    for group in reversed(tree.groups):
        children, share = within[group.code]
        if group.code != tree.top.code:
            share = share * above[group.code]
        if all(child in at for child in children):
            places = [at[child] for child in children]
            if places == list(range(len(at))):
                return share
            shares[:, places] = share
            continue
        for number, child in enumerate(children):
            if child in at:
                shares[:, at[child]] = share[:, number]
            else:
                above[child] = share[:, number : number + 1]
    return shares


def _level_by_level(scaled: Matrix, weights: Matrix, tree: Tree, aggregate: str) -> Matrix:
    """Means of any other kind, in batches."""
    batch = max(AT_ONCE // scaled[..., :, :].size if scaled.ndim == 2 else 1, 1)
    parts = []
    for begin in range(0, len(weights), batch):
        mine = weights[begin : begin + batch]
        x = scaled if scaled.ndim == 2 else scaled[begin : begin + batch]
        whole = np.broadcast_to(x, (len(mine), *x.shape[-2:]))
        columns = {code: whole[:, :, at] for at, code in enumerate(tree.indicators)}
        at_link = 0
        for group in tree.groups:
            of_group = mine[:, None, at_link : at_link + len(group.children)]
            at_link += len(group.children)
            columns[group.code] = aggregation.mean(
                np.stack([columns[code] for code in group.children], axis=-1), of_group, aggregate
            )
        parts.append(columns[tree.top.code])
    return np.concatenate(parts)


def ranks(scores: Matrix) -> Ranks:
    """1 for the highest of each row; equal scores share the smaller rank, as in the index."""
    order, place = in_order(scores)
    ranks = np.empty(scores.shape, dtype=np.min_scalar_type(scores.shape[1]))
    np.put_along_axis(ranks, order, np.broadcast_to(place.astype(ranks.dtype), order.shape), axis=1)
    return ranks


def in_order(scores: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each row the areas from the highest score down, and the rank of each; those without one at the end.

    Where no two are tied the ranks are one row, the same for all.

    Each score becomes a whole number whose last digits are its area, for whole numbers alone sort in a third of
    the time in which places do. What is lost of a score lies far below what counts as a tie.
    """
    areas = scores.shape[1]
    places = max(areas - 1, 1).bit_length()
    levels = 1 << (61 - places)
    most, least = scores.max(), scores.min()
    is_gap = np.isnan(most)
    if is_gap:
        most, least = np.fmax.reduce(scores, axis=None), np.fmin.reduce(scores, axis=None)
    scale = levels / (most - least) if most > least else 0.0
    below = most - scores
    below *= scale
    if is_gap:
        below[np.isnan(below)] = 2 * levels
    keys = below.astype(np.int64)
    keys <<= places
    keys |= np.arange(areas)
    keys.sort(axis=1)
    order = keys & ((1 << places) - 1)
    keys >>= places
    gaps, as_good_as_one = keys[:, 1:] - keys[:, :-1], int(10.0**-TIE_DIGITS * scale)
    place = np.arange(1, areas + 1)[None, :]
    if areas > 1 and gaps.min() <= as_good_as_one:
        tied = gaps <= as_good_as_one
        rows = np.flatnonzero(tied.any(axis=1))
        place = np.repeat(place, len(scores), axis=0)
        shared = place[rows]
        shared[:, 1:][tied[rows]] = 0
        place[rows] = np.maximum.accumulate(shared, axis=1)
    return order, place
