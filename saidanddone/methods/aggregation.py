"""Several indicators of an area as one number: means, and what a mean does where something is missing.

Takes areas x children, NaN where a value is missing, and a weight w for each child. Over the children that have
a value v:

    arithmetic  Σ w v / Σ w
    geometric   exp(Σ w ln v / Σ w)
    harmonic    Σ w / Σ (w / v)
    power:p     (Σ w v^p / Σ w)^(1/p), of which the three are p = 1, the limit at 0, and p = -1
    sum         Σ w v, for counts

A missing child is left out and its weight shared among the others in proportion. In an arithmetic mean a high
value makes up for a low one; the smaller p, the less it does. A value of 0 or less gives 0 wherever p <= 0.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", step 6,
https://doi.org/10.1787/9789264043466-en

    >>> [float(mean([[1.0, 100.0]], [1, 1], how)[0].round(2)) for how in ("arithmetic", "geometric", "harmonic")]
    [50.5, 10.0, 1.98]
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import refuse

ARITHMETIC, GEOMETRIC, HARMONIC, POWER, SUM = "arithmetic", "geometric", "harmonic", "power", "sum"
WAYS = (ARITHMETIC, GEOMETRIC, HARMONIC, f"{POWER}:p", SUM)

Matrix = NDArray[np.float64]


def exponent(how: str) -> float | None:
    """The p of a power mean; None for a sum. Raises ValueError for anything else."""
    known = {ARITHMETIC: 1.0, GEOMETRIC: 0.0, HARMONIC: -1.0}
    if how in known:
        return known[how]
    if how == SUM:
        return None
    name, _, number = how.partition(":")
    try:
        p = float(number)
    except ValueError:
        p = nan
    if name != POWER or not isfinite(p) or abs(p) > 50:
        refuse("the way to aggregate", how, ", ".join(WAYS) + " with p from -50 to 50")
    return p


def mean(columns: ArrayLike, weights: Sequence[float] | Matrix, how: str = ARITHMETIC) -> Matrix:
    """One number an area; NaN where no weight is left.

    columns: ... x areas x children; weights: one for each child, or ... x 1 x children. Raises ValueError for
    an unknown way, and for a negative value under a power above 0 that is no whole number.
    """
    v = np.asarray(columns, dtype=np.float64)
    w = np.where(np.isnan(v), 0.0, np.asarray(weights, dtype=np.float64))
    left = w.sum(axis=-1)
    known = np.where(w > 0, v, 1.0)  # a stand-in where the weight is 0 anyway
    p = exponent(how)
    if p is None:
        return np.where(left > 0, (w * known).sum(axis=-1), nan)
    if p == 1:
        return _share((w * known).sum(axis=-1), left)
    if p > 0:
        if p != int(p) and (known < 0).any():
            refuse(f"a value under {how}", f"{known[known < 0].max():g}", "0 or more")
        raised: Matrix = np.maximum(_share((w * known**p).sum(axis=-1), left), 0.0) ** (1 / p)
        return raised
    nothing = (known <= 0).any(axis=-1)
    above = np.where(known > 0, known, 1.0)
    with np.errstate(over="ignore"):
        whole = (
            np.exp(_share((w * np.log(above)).sum(axis=-1), left))
            if p == 0
            else _share((w * above**p).sum(axis=-1), left) ** (1 / p)
        )
    return np.where(nothing & (left > 0), 0.0, whole)


def _share(total: Matrix, left: Matrix) -> Matrix:
    share: Matrix = np.divide(total, left, out=np.full(left.shape, nan), where=left > 0)
    return share
