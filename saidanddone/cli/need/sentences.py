"""The index as a person reads it: a table, two sentences for a paper, and what the data cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isnan

from saidanddone.files.cells import some
from saidanddone.files.indicators import counted
from saidanddone.methods import aggregation, imputation
from saidanddone.methods.rounding import round_half_up

from .index import Built

SURE, UNSURE = 0.95, 0.05  # a place is named as marginal between them


def header(built: Built) -> list[str]:
    sure = [f"In first {built.sure.k}", "Ranks, 5% to 95%"] if built.sure else []
    return ["Area", "Rank", "Score", *sure]


def cells(built: Built) -> list[list[str]]:
    return [_cells(built, at) for at in built.order]


def _cells(built: Built, at: int) -> list[str]:
    area, rank, score = built.areas[at], built.index.ranks[at], built.index.scores[at]
    name = built.values.names.get(area)
    row = [
        f"{name} ({area})" if name else area,
        "not ranked" if rank is None else str(rank),
        "" if isnan(score) else str(round_half_up(float(score), 2)),
    ]
    if built.sure:
        low, high, p = built.sure.rank_low[at], built.sure.rank_high[at], float(built.sure.p_first[at])
        row += ["", ""] if low is None else [_in_100(p), f"{low} to {high}"]
    return row


def sentences(built: Built) -> tuple[str, str]:
    """Two that a committee paper may carry."""
    first = built.sure.k if built.sure else min(3, max(built.ranked - 1, 1))
    top = [at for at in built.order if (built.index.ranks[at] or first + 1) <= first]
    names = _listed([built.name(built.areas[at]) for at in top])
    one = (
        f"On {len(built.index.indicators)} {_plural('indicator', len(built.index.indicators))} brought together as "
        f"{_method(built)}, need is greatest in {names}: the first {len(top)} of {built.ranked} areas."
    )
    return one, _how_sure(built, top)


def _method(built: Built) -> str:
    recipe = built.index.recipe
    article = "an" if recipe.aggregate[0] in "aeiou" else "a"
    mean = "a sum" if recipe.aggregate == aggregation.SUM else f"{article} {recipe.aggregate} mean"
    treated = ", outliers treated" if recipe.treat else ""
    gaps = "" if recipe.impute == imputation.NONE else f", gaps filled with the {recipe.impute}"
    return f"{mean} ({built.options.normalise} scale{treated}{gaps})"


def _how_sure(built: Built, top: Sequence[int]) -> str:
    if built.sure is None:
        return (
            "How far this order hangs on the method was not tried (--first K tries it), so it should not decide "
            "anything alone."
        )
    p = built.sure.p_first
    safe = [at for at in top if p[at] >= SURE]
    marginal = [at for at in built.order if UNSURE < p[at] < SURE]
    said = (
        f"In {built.sure.replications:,} other ways of weighing and adding them up that could be defended, "
        f"{len(safe)} of these {len(top)} stay among the first {built.sure.k} in at least 95 of 100"
    )
    if not marginal:
        return f"{said}, and no other area comes near."
    named = _listed([f"{built.name(built.areas[at])} ({_in_100(float(p[at]))})" for at in marginal])
    return f"{said}; it is the method that decides about {named}."


def cannot_say(built: Built) -> tuple[str, ...]:
    said = [
        "The index says where measured need is high, not why, nor for whom within an area; an area that "
        "stands low may hold small places in great need."
    ]
    gaps = [cell for cell in built.left_out if cell.area not in built.screened]
    if gaps:
        said.append(
            f"{len(gaps):,} of {built.index.normalised.size:,} values {'is' if len(gaps) == 1 else 'are'} not there "
            f"({counted(cell.why for cell in gaps)}): an area with a gap is judged on the others."
        )
    hardly = _hardly_known(built)
    if hardly:
        said.append(
            f"Ranked on less than half of the {len(built.index.indicators)} indicators, so that the rank says little: "
            f"{some(hardly)}. --screen 0.5 leaves out such areas."
        )
    if built.screened:
        said.append(
            f"Too little is known of {_listed([built.name(area) for area in built.screened])} to be ranked."
        )
    if built.index.put_in:
        said.append(
            f"{len(built.index.put_in):,} values were filled in, which is a guess: "
            f"{_listed(sorted({built.name(cell.area) for cell in built.index.put_in})[:5])}."
        )
    if built.values.years and max(built.values.years.values()) - min(built.values.years.values()) > 0:
        said.append(
            f"The figures are of different years, {min(built.values.years.values())} to "
            f"{max(built.values.years.values())}."
        )
    if built.sure:
        said.append(
            "The shares are of the ways that were tried, not the chance that an area is in need; choices that "
            "nobody tried may say otherwise."
        )
    return tuple(said + list(built.warnings))


def _hardly_known(built: Built) -> list[str]:
    """Areas that stand in the ranking though little is known of them, and how little."""
    of = len(built.index.indicators)
    gaps = Counter(cell.area for cell in (*built.left_out, *built.index.put_in))
    return [
        f"{built.name(built.areas[at])} ({of - gaps[built.areas[at]]} of {of})"
        for at in built.order
        if built.index.ranks[at] is not None and 2 * gaps[built.areas[at]] > of
    ]


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
