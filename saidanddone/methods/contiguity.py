"""Which areas lie beside each other: queen contiguity from their polygons.

Takes for each area the vertices of its rings, as longitude and latitude or metres. Two areas are neighbours where
they share a vertex exactly: polygons cut from one map do, polygons simplified one by one may not, and then an
area stands alone, which is said.

Anselin, 1988, "Spatial Econometrics", https://doi.org/10.1007/978-94-015-7799-1

    >>> beside = neighbours([[(0, 0), (0, 1), (1, 1)], [(1, 1), (2, 1), (2, 2)], [(5, 5), (6, 5), (6, 6)]])
    >>> beside.of(0), beside.of(2), beside.alone
    ([1], [], (2,))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Rows one after another: the neighbours of area i are `columns[starts[i]:starts[i + 1]]`, in order."""

    starts: Whole
    columns: Whole

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, area: int) -> list[int]:
        return [int(other) for other in self.columns[self.starts[area] : self.starts[area + 1]]]

    @property
    def counts(self) -> Whole:
        return np.diff(self.starts)

    @property
    def alone(self) -> tuple[int, ...]:
        return tuple(int(area) for area in np.flatnonzero(self.counts == 0))


def neighbours(vertices: Sequence[ArrayLike]) -> Neighbours:
    """vertices: of each area, vertices x 2. The order of areas is kept."""
    arrays = [np.asarray(of_area, dtype=np.float64).reshape(-1, 2) for of_area in vertices]
    owner = np.repeat(np.arange(len(arrays)), [len(each) for each in arrays])
    every = np.concatenate(arrays) if arrays else np.empty((0, 2))
    # 0.0 and -0.0 are one place; a complex number is a vertex that sorts in one pass.
    _, vertex = np.unique((every[:, 0] + 0.0) + 1j * (every[:, 1] + 0.0), return_inverse=True)
    pairs = np.unique(np.column_stack([vertex.ravel(), owner]), axis=0)
    return _joined(pairs[:, 1], _runs(pairs[:, 0]), len(arrays))


def _runs(vertex: Whole) -> Whole:
    """Where in a sorted list each vertex begins, and the end."""
    return np.concatenate([[0], np.flatnonzero(np.diff(vertex)) + 1, [len(vertex)]]).astype(np.intp)


def _joined(owner: Whole, runs: Whole, areas: int) -> Neighbours:
    sizes = np.diff(runs)
    one, other = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    for size in np.unique(sizes[sizes > 1]):
        begins = runs[:-1][sizes == size]
        together = owner[begins[:, None] + np.arange(size)]  # vertices x areas that share each
        for a in range(size):
            for b in range(size):
                if a != b:
                    one.append(together[:, a])
                    other.append(together[:, b])
    both = np.unique(np.concatenate(one) * max(areas, 1) + np.concatenate(other))
    rows, columns = np.divmod(both, max(areas, 1))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=areas))]).astype(np.intp)
    return Neighbours(starts, columns.astype(np.intp))
