"""The index and the map against bare floors and against the peer, esda; needs the public data beside the project."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.__main__ import Comparison
from saidanddone.files.geojson import read_areas
from saidanddone.methods.contiguity import Neighbours, neighbours
from saidanddone.methods.how_sure import Doubt, Rerun, first_k
from saidanddone.methods.index import Node, Recipe, composite_index, flat
from saidanddone.methods.moran import PERMUTATIONS, moran

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
COINR_SECONDS = 0.09  # CPU, a replication of its own design, as measured on its example
EVERYTHING = Doubt(0.25, ("minmax", "zscore"), ("arithmetic", "geometric"), (1, 2, 3, 4, 5))

# Each in a process of its own: what a person waits for the first time they ask.
FIRST_OURS = """
import sys, time
import numpy as np
from saidanddone.methods.contiguity import Neighbours
starts, columns, values = (np.array(eval(line)) for line in sys.stdin.read().splitlines())
begin = time.perf_counter()
from saidanddone.methods.moran import moran
moran(values, Neighbours(starts, columns), permutations=9999)
print(time.perf_counter() - begin)
"""
FIRST_ESDA = """
import sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
starts, columns, values = (np.array(eval(line)) for line in sys.stdin.read().splitlines())
beside = {i: columns[starts[i]:starts[i + 1]].tolist() for i in range(len(starts) - 1)}
from libpysal.weights import W
weights = W(beside, silence_warnings=True)
weights.transform = "r"
begin = time.perf_counter()
from esda.moran import Moran_Local
Moran_Local(values, weights, permutations=9999, seed=1)
print(time.perf_counter() - begin)
"""


def comparisons() -> Iterator[Comparison]:
    yield _replications("weights alone", Doubt(0.25))
    yield _replications("all choices", Doubt(0.25, ("minmax", "zscore"), ("arithmetic", "geometric"), (0, 5)))
    if not SHARED.is_dir():
        print(f"not compared with COINr and esda: there is no {SHARED}")
        return
    yield _coinrs_design()
    yield from _local_moran()


def _replications(varied: str, doubt: Doubt) -> Comparison:
    random = np.random.default_rng(1)
    values, weights = random.random((33, 28)), random.random((10_000, 28))
    areas, codes = [f"a{i:02}" for i in range(33)], [f"i{i:02}" for i in range(28)]
    nodes = flat(codes, [1] * 28, [1.0] * 28)
    return Comparison(
        f"10,000 replications, first 7 of 33 by 28, {varied}",
        lambda: first_k(Rerun(areas, codes, values, nodes, doubt), 7, replications=10_000),
        "the bare matrix product and sort",
        lambda: np.sort(weights @ values.T, axis=1),
    )


def _coinrs_design() -> Comparison:
    areas, codes, values, nodes = _asem()
    recipe = Recipe(low=1, high=100, treat=True)

    def ours(count: int = 100) -> None:
        first_k(Rerun(areas, codes, values, nodes, EVERYTHING, recipe), 7, replications=count)

    begin = time.process_time()
    ours(10_000)
    each = (time.process_time() - begin) / 10_000
    print(
        f"COINr's own design, 51 by 49: {1000 * each:.3f} ms of CPU a replication, {COINR_SECONDS / each:,.0f} times "
        f"less than the {1000 * COINR_SECONDS:.0f} ms that it takes"
    )
    return Comparison(
        "100 replications of COINr's own design",
        ours,
        "the whole index anew, treatment and all, 100 times",
        lambda: [composite_index(areas, codes, values, nodes, recipe) for _ in range(100)],
    )


def _local_moran() -> Iterator[Comparison]:
    import warnings

    from esda.moran import Moran_Local
    from libpysal.weights import W

    warnings.simplefilter("ignore")
    beside, values = _small_areas()
    weights = W({i: beside.of(i) for i in range(len(beside))}, silence_warnings=True)
    weights.transform = "r"
    ours = moran(values, beside, permutations=PERMUTATIONS)
    peer = Moran_Local(values, weights, permutations=PERMUTATIONS, seed=1)
    _agree(np.array([area.p for area in ours.areas]), peer.p_sim)
    yield Comparison(
        f"local Moran, {len(beside):,} areas, {PERMUTATIONS:,} draws",
        lambda: moran(values, beside, permutations=PERMUTATIONS, globally=False),
        "esda, warm",
        lambda: Moran_Local(values, weights, permutations=PERMUTATIONS, seed=1),
    )
    print(_first_calls())


def _agree(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Two estimates of the same p from R draws each differ by about √(2 p (1-p) / R)."""
    error = np.sqrt(2 * np.maximum(ours * (1 - ours), 1 / PERMUTATIONS) / PERMUTATIONS)
    apart = np.abs(ours - theirs) / error
    print(
        f"p-values of esda and ours: {100 * (apart < 3).mean():.1f}% within three Monte Carlo errors, the furthest "
        f"{np.abs(ours - theirs).max():.4f} apart"
    )


def _first_calls() -> str:
    beside, values = _boroughs()
    given = "\n".join(map(repr, (beside.starts.tolist(), beside.columns.tolist(), values.tolist())))
    took = [
        float(
            subprocess.run(
                [sys.executable, "-c", program], input=given, capture_output=True, text=True, check=True
            ).stdout
        )
        for program in (FIRST_OURS, FIRST_ESDA)
    ]
    return (
        f"first call on {len(values)} areas, imports and all: ours {1000 * took[0]:.0f} ms, esda {took[1]:.1f} s, "
        f"{took[1] / took[0]:.0f} times"
    )


def _asem() -> tuple[list[str], list[str], np.ndarray, list[Node]]:
    folder = SHARED / "coinr_asem"
    meta = [row for row in _rows(folder / "iMeta.csv") if row["Type"] in ("Indicator", "Aggregate")]
    codes = [row["iCode"] for row in meta if row["Type"] == "Indicator"]
    rows = _rows(folder / "step_Imputed.csv")
    nodes = [
        Node(row["iCode"], row["Parent"].replace("NA", ""), int(row["Direction"]), float(row["Weight"]))
        for row in meta
    ]
    values = np.array([[float(row[code]) for code in codes] for row in rows])
    return [row["uCode"] for row in rows], codes, values, nodes


def _small_areas() -> tuple[Neighbours, np.ndarray]:
    return _on_map("london_lsoa21.geojson", "imd2025_lsoa21_london.csv", "lsoa21_code", "IMD_score")


def _boroughs() -> tuple[Neighbours, np.ndarray]:
    return _on_map(
        "london_boroughs_from_lsoa21.geojson", "imd2025_ltla_london.csv", "ltla24_code", "imd_average_score"
    )


def _on_map(areas: str, values: str, code: str, score: str) -> tuple[Neighbours, np.ndarray]:
    shapes = read_areas(SHARED / "london" / areas)
    held = {row[code]: float(row[score]) for row in _rows(SHARED / "london" / values)}
    return neighbours([shape.vertices for shape in shapes]), np.array([held[shape.code] for shape in shapes])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
