"""Places that are alike in what is known of them: nearest statistical neighbours.

Takes a matrix, areas x indicators, NaN where a value is missing. Each indicator is brought to mean 0 and standard
deviation 1; the distance of two areas is

    d = √(Σ w (z_a - z_b)² / Σ w) over the indicators that both have

Areas that share fewer than half of the indicators, by weight, are not compared. Alike in what was chosen to be
measured is not alike in everything: whom an area is compared with hangs on the indicators.

CIPFA and OHID, "Nearest neighbour model", https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance

    >>> found = nearest(["A", "B", "C"], [[1, 10], [2, 11], [9, 30]], "A", most=1)
    >>> [(each.area, each.shared) for each in found]
    [('B', 2)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .checks import check_count, refuse

ENOUGH_SHARED = 0.5


@dataclass(frozen=True)
class Neighbour:
    area: str
    distance: float  # in standard deviations
    shared: int  # indicators that both have


def nearest(
    areas: Sequence[str],
    values: ArrayLike,
    area: str,
    weights: Sequence[float] | None = None,
    most: int = 5,
) -> list[Neighbour]:
    """The nearest first; ties in the order of codes. Raises ValueError for an area that is not among them."""
    if area not in areas:
        refuse("the area", area, ", ".join(areas[:10]))
    check_count("the number of neighbours", most, least=1)
    x = np.asarray(values, dtype=np.float64)
    w = np.ones(x.shape[1]) if weights is None else np.asarray(weights, dtype=np.float64)
    known = ~np.isnan(x)
    n = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, x, 0.0).sum(axis=0) / n
    sd = np.sqrt(np.where(known, (x - mean) ** 2, 0.0).sum(axis=0) / np.maximum(n - 1, 1))
    z = (x - mean) / np.where(sd > 0, sd, np.inf)
    mine = areas.index(area)
    both = known & known[mine]
    shared = (both * w).sum(axis=1)
    apart = np.where(both, w * (z - z[mine]) ** 2, 0.0).sum(axis=1)
    found = [
        Neighbour(areas[at], float(np.sqrt(apart[at] / shared[at])), int(both[at].sum()))
        for at in range(len(areas))
        if at != mine and shared[at] > 0 and shared[at] >= ENOUGH_SHARED * w.sum()
    ]
    return sorted(found, key=lambda each: (each.distance, each.area))[:most]
