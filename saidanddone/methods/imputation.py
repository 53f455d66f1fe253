"""What is put in the place of a missing value, where anything is.

Takes a matrix, areas x indicators, NaN where a value is missing.

    none:   nothing; the indicator is left out of its parent there, and its weight shared again
    mean:   the mean of the indicator over the areas that have it
    median: its median over them, half-way between the middle two where they are even in number
    either may be taken within groups of areas (regions, say); a group in which nobody has a value takes
    that of all areas

A value that was put in is a guess: it is listed, and a rank that hangs on it says so.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", step 3,
https://doi.org/10.1787/9789264043466-en

    >>> filled([[1.0, 5.0], [3.0, nan], [8.0, 7.0]], "median").tolist()
    [[1.0, 5.0], [3.0, 6.0], [8.0, 7.0]]
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import refuse

NONE, MEAN, MEDIAN = "none", "mean", "median"
WAYS = (NONE, MEAN, MEDIAN)
Matrix = NDArray[np.float64]


def filled(values: ArrayLike, how: str = NONE, groups: Sequence[str] | None = None) -> Matrix:
    """The matrix with its gaps filled; a column without any value stays NaN.

    values: areas x indicators; groups: one for each area. Raises ValueError for another way or length.
    """
    matrix = np.array(values, dtype=np.float64)
    if how not in WAYS:
        refuse("the way to impute", how, ", ".join(WAYS))
    if how == NONE:
        return matrix
    whole = _middle(matrix, how)
    if groups is None:
        return np.where(np.isnan(matrix), whole, matrix)
    if len(groups) != len(matrix):
        refuse("the number of groups", len(groups), f"{len(matrix)}, one for each area")
    names = np.array(groups)
    for name in sorted(set(groups)):
        of_group = names == name
        middle = _middle(matrix[of_group], how)
        put = np.where(np.isnan(middle), whole, middle)
        matrix[of_group] = np.where(np.isnan(matrix[of_group]), put, matrix[of_group])
    return matrix


def _middle(matrix: Matrix, how: str) -> Matrix:
    """The mean or median of each column over what is known; NaN for a column of which nothing is."""
    middle = np.full(matrix.shape[1], nan)
    known = ~np.isnan(matrix).all(axis=0)
    take = np.nanmean if how == MEAN else np.nanmedian
    middle[known] = take(matrix[:, known], axis=0)
    return middle
