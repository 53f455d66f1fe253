"""`make bench`: each line is our time over the floor's time, the median of several turns taken in turn."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ["SAID_HOME"] = tempfile.mkdtemp(prefix="said-bench-")
os.environ["SAID_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.website.settings")

TURNS = 7


@dataclass(frozen=True)
class Comparison:
    name: str
    ours: Callable[[], object]
    floor_name: str
    floor: Callable[[], object]


def median_ratio(each: Comparison) -> tuple[float, float, float]:
    """Ours and the floor take turns, so that whatever else the machine does hits both alike."""
    ours, floor = [], []
    each.ours(), each.floor()  # what is done once is not counted
    for _ in range(TURNS):
        ours.append(_seconds(each.ours))
        floor.append(_seconds(each.floor))
    return (
        statistics.median(ours),
        statistics.median(floor),
        statistics.median(ours) / statistics.median(floor),
    )


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    import django

    django.setup()
    from benchmarks.comparisons import comparisons

    print(f"{'what':<58}{'ours':>10}{'floor':>10}{'ratio':>8}  against")
    for each in comparisons():
        ours, floor, ratio = median_ratio(each)
        print(
            f"{each.name:<58}{1000 * ours:>8.1f}ms{1000 * floor:>8.1f}ms{ratio:>8.2f}  {each.floor_name}",
            flush=True,
        )


if __name__ == "__main__":
    main()
