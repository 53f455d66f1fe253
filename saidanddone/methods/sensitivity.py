"""Which of the choices in doubt moves the result most: Sobol's indices.

Takes an index to be worked out again, with what is in doubt (see rerun). Of each replication the outcome is how far areas move from their rank
under the recipe, in places, on average (or, on request, how many of the first k are others). Its variance V over
all replications is split among the choices:

    first order  S_i = mean f(B) (f(A_B,i) - f(A)) / V        what the choice does by itself
    total order  T_i = mean (f(A) - f(A_B,i))² / 2V           with all it does together with others

where A and B are independent draws and A_B,i is A with the choice i taken from B. Intervals are 95% percentiles
of a bootstrap over replications. An estimate can fall below 0 or above 1 by chance of the draw; the share itself
cannot, so what is shown is kept within 0..1 and the estimate stands beside it.

Saltelli and others, 2010, "Variance based sensitivity analysis of model output",
https://doi.org/10.1016/j.cpc.2009.09.018 (first order: its equation b; total: Jansen's, equation f)

    >>> nodes = flat(["x", "y"], [1, 1], [1, 1])
    >>> values = [[9, 1], [5, 4], [4, 5], [1, 6], [7, 7]]
    >>> doubt = Doubt(weights=0.5, aggregate=("arithmetic", "geometric"))
    >>> found = what_moves_it(Rerun("ABCDE", ["x", "y"], values, nodes, doubt), draws=256, seed=1)
    >>> [move.choice for move in found.moves]
    ['weights', 'aggregate']
    >>> all(0 <= move.first <= 1 and move.low <= move.high for move in found.moves)
    True
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .checks import check_count, check_seed
from .rerun import Doubt, Draws, Rerun, flat

BOOTSTRAPS = 1000
TAIL = 0.025
MOST_DRAWS = 65_536

Matrix = NDArray[np.float64]

__all__ = ["Doubt", "Move", "Rerun", "Sensitivity", "flat", "what_moves_it"]


@dataclass(frozen=True)
class Move:
    """What one choice does. Shares of the variance in 0..1; the raw estimates may lie outside."""

    choice: str
    first: float
    first_low: float
    first_high: float
    total: float
    low: float
    high: float
    first_estimate: float
    total_estimate: float


@dataclass(frozen=True)
class Sensitivity:
    moves: tuple[
        Move, ...
    ]  # in the order weights, treat, normalise, aggregate, values; only what is in doubt
    mean: float  # of the outcome
    sd: float
    draws: int
    evaluations: int


def what_moves_it(rerun: Rerun, *, first: int | None = None, draws: int = 1024, seed: int = 1) -> Sensitivity:
    """First and total order of every choice in doubt. (2 + choices) x draws indices are worked out.

    first: take as the outcome how many of the first so many are others; without it, the mean move in places.
    Raises ValueError for what cannot be.
    """
    draws = check_count("draws", draws, least=2, most=MOST_DRAWS)
    if first is not None:
        first = check_count("k (how many places to begin with)", first, least=1, most=len(rerun.areas))
    random = np.random.default_rng(check_seed(seed))
    a, b = rerun.draw(random, draws), rerun.draw(random, draws)
    fa, fb = _outcome(rerun, a, first), _outcome(rerun, b, first)
    both = np.concatenate([fa, fb])
    choices = _in_doubt(rerun)
    mixed = {choice: _outcome(rerun, _with(a, b, choice), first) for choice in choices}
    picks = random.integers(draws, size=(BOOTSTRAPS, draws))
    moves = [_move(choice, fa, fb, mixed[choice], picks) for choice in choices]
    return Sensitivity(tuple(moves), float(both.mean()), float(both.std()), draws, draws * (2 + len(choices)))


def _in_doubt(rerun: Rerun) -> list[str]:
    doubt = rerun.doubt
    several = {
        "weights": doubt.weights > 0,
        "treat": len(doubt.treat) > 1,
        "normalise": len(doubt.normalise) > 1,
        "aggregate": len(doubt.aggregate) > 1,
        "values": rerun.errors is not None,
    }
    return [choice for choice, is_in_doubt in several.items() if is_in_doubt]


def _with(a: Draws, b: Draws, choice: str) -> Draws:
    """The draws of a with one choice taken from b."""
    if choice == "weights":
        return Draws(b.weights, a.choices, a.values)
    if choice == "values":
        return Draws(a.weights, a.choices, b.values)
    at = ("treat", "normalise", "aggregate").index(choice)
    choices = a.choices.copy()
    choices[:, at] = b.choices[:, at]
    return Draws(a.weights, choices, a.values)


def _outcome(rerun: Rerun, draws: Draws, first: int | None) -> Matrix:
    scored = rerun.scored
    nominal = np.array([rank or 0 for rank in rerun.nominal.ranks])
    ranks = rerun.ranks(draws).astype(np.int64)
    if first is None:
        moved: Matrix = np.abs(ranks - nominal)[:, scored].mean(axis=1)
        return moved
    others: Matrix = ((ranks <= first) & ~((nominal <= first) & scored))[:, scored].sum(axis=1).astype(float)
    return others


def _move(choice: str, fa: Matrix, fb: Matrix, mixed: Matrix, picks: NDArray[np.intp]) -> Move:
    first, total = _orders(fa, fb, mixed)
    firsts, totals = _orders(fa[picks], fb[picks], mixed[picks])
    first_low, first_high = _within(np.nanquantile(firsts, [TAIL, 1 - TAIL]))
    low, high = _within(np.nanquantile(totals, [TAIL, 1 - TAIL]))
    shown = _within(np.array([first, total]))
    return Move(choice, shown[0], first_low, first_high, shown[1], low, high, float(first), float(total))


def _orders(fa: Matrix, fb: Matrix, mixed: Matrix) -> tuple[Matrix, Matrix]:
    """Over the last axis. Where the outcome never varies, no choice moves it: 0."""
    variance = np.concatenate([fa, fb], axis=-1).var(axis=-1)
    centred = fb - fb.mean(axis=-1, keepdims=True)  # the same in the mean, with less noise
    by_itself = (centred * (mixed - fa)).mean(axis=-1)
    together = ((fa - mixed) ** 2).mean(axis=-1) / 2
    divisor = np.where(variance > 0, variance, 1.0)
    return np.where(variance > 0, by_itself / divisor, 0.0), np.where(variance > 0, together / divisor, 0.0)


def _within(shares: Matrix) -> tuple[float, float]:
    low, high = np.clip(shares, 0.0, 1.0)
    return float(low), float(high)
