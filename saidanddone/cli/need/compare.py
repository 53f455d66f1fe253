"""The work behind `said need compare`: proportions or rates of areas, each with limits, against a benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from saidanddone.files.cells import some
from saidanddone.methods.benchmark import (
    HIGHER,
    KINDS,
    LOWER,
    PROPORTION,
    Estimate,
    estimate_of,
    verdict,
)
from saidanddone.methods.checks import check_level
from saidanddone.methods.rounding import round_half_up

from .counts import Counted, Counts, amount, check_multiplier, named, read_counts

VERDICTS = {"higher": "higher", "similar": "about the same", "lower": "lower", None: ""}


@dataclass(frozen=True)
class Compared:
    area: str
    name: str
    numerator: int
    denominator: float
    worked: Estimate
    verdict: str | None

    def as_json(self) -> dict[str, object]:
        return {
            "area": self.area,
            "value": self.worked.value,
            "low": self.worked.low,
            "high": self.worked.high,
            "verdict": self.verdict,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "method": self.worked.method,
        }


@dataclass(frozen=True)
class Comparison:
    areas: tuple[Compared, ...]
    kind: str
    multiplier: float
    level: float
    benchmark: float | None
    left_out: tuple[str, ...]  # areas without counts

    def as_json(self) -> dict[str, object]:
        return {
            "areas": [each.as_json() for each in self.areas],
            "left_out": list(self.left_out),
            "sentences": self.sentences(),
            "cannot_say": self.cannot_say(),
        }

    def cells(self) -> list[list[str]]:
        return [
            [
                named(each.area, each.name),
                f"{each.numerator:,}",
                amount(each.denominator),
                self._shown(each.worked.value),
                f"{self._shown(each.worked.low)} to {self._shown(each.worked.high)}",
                VERDICTS[each.verdict],
            ]
            for each in self.areas
        ]

    def sentences(self) -> list[str]:
        """To be pasted into a paper."""
        unit = "shares" if self.kind == PROPORTION else f"rates per {self.multiplier:,g}"
        how = f"{' and '.join(sorted({each.worked.method for each in self.areas}))}."
        if self.benchmark is None:
            return [f"{len(self.areas)} {unit}.", how]
        found, by_chance = against(
            [each.verdict for each in self.areas], self._shown(self.benchmark), self.level
        )
        which = [
            f"{word.capitalize()}: {some(names)}." for word in (HIGHER, LOWER) if (names := self._names(word))
        ]
        return [found, *which, how, by_chance]

    def cannot_say(self) -> list[str]:
        said = [
            "An area that differs is to be looked into, not blamed: how it counts, and who lives there, come first.",
            "Only size is allowed for. Areas may differ in age (said need standardise allows for it), in deprivation, "
            "or in how events are recorded.",
        ]
        if self.benchmark is not None:
            said.append(
                "About the same means that these numbers cannot tell, not that there is no difference; the benchmark "
                "is taken as known without error."
            )
        if self.left_out:
            said.append(f"Without counts an area is left out: {some(self.left_out)}.")
        return said

    def _names(self, word: str) -> list[str]:
        return [each.name or each.area for each in self.areas if each.verdict == word]

    def _shown(self, value: float) -> str:
        if self.kind == PROPORTION:
            return f"{round_half_up(value * 100, 1)}%"
        return str(round_half_up(value, 1))


def against(verdicts: Sequence[str | None], benchmark: str, level: float) -> tuple[str, str]:
    """How many areas differ, and how many would look as if they did by chance: two sentences."""
    times = {word: verdicts.count(word) for word in (HIGHER, LOWER)}
    by_chance = round_half_up(len(verdicts) * (1 - level), 1)
    return (
        f"Against {benchmark}, {times[HIGHER]} of {len(verdicts)} areas are higher and {times[LOWER]} lower.",
        f"If none differed, about {by_chance} of them would look as if they did.",
    )


def compare(file: Path, kind: str, multiplier: float, level: float, benchmark: float | None) -> Comparison:
    """Raises BadTable, or ValueError in one sentence."""
    if kind not in KINDS:
        raise ValueError(f"--kind is “{kind}”; allowed: {', '.join(KINDS)}")
    check_level(level)
    check_multiplier(multiplier)
    if benchmark is not None and kind == PROPORTION and not 0 <= benchmark <= 1:
        raise ValueError(f"--benchmark is {benchmark:g}; allowed: a share from 0 to 1, such as 0.18")
    counts = read_counts(file, kind)
    areas = []
    for each in counts.areas:
        worked = _worked(counts, each, kind, multiplier, level)
        said = None if benchmark is None else verdict(worked, benchmark)
        areas.append(Compared(each.area, each.name, each.numerator, each.denominator, worked, said))
    return Comparison(tuple(areas), kind, multiplier, level, benchmark, tuple(counts.left_out))


def _worked(counts: Counts, each: Counted, kind: str, multiplier: float, level: float) -> Estimate:
    try:
        return estimate_of(each.numerator, each.denominator, kind, multiplier, level)
    except ValueError as why:
        raise ValueError(f"{counts.file}, area {each.area}: {why}") from why
