"""The work behind `said need compare`: proportions or rates of areas, each with limits, against a benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from pathlib import Path

from saidanddone.files import BadTable, Table, TableRow
from saidanddone.files.cells import bad, columns_of, number_of, read, text_of
from saidanddone.methods.benchmark import KINDS, PROPORTION, Estimate, proportion_of, rate_of, verdict
from saidanddone.methods.checks import check_level
from saidanddone.methods.rounding import round_half_up

VERDICTS = {"higher": "higher", "similar": "about the same", "lower": "lower", None: ""}


@dataclass(frozen=True)
class Compared:
    area: str
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
        return {"areas": [each.as_json() for each in self.areas], "left_out": list(self.left_out)}

    def cells(self) -> list[list[str]]:
        return [
            [
                each.area,
                f"{each.numerator:,}",
                f"{each.denominator:,g}",
                self._shown(each.worked.value),
                f"{self._shown(each.worked.low)} to {self._shown(each.worked.high)}",
                VERDICTS[each.verdict],
            ]
            for each in self.areas
        ]

    def sentence(self) -> str:
        unit = "shares" if self.kind == PROPORTION else f"rates per {self.multiplier:,g}"
        how = " and ".join(sorted({each.worked.method for each in self.areas}))
        if self.benchmark is None:
            return f"{len(self.areas)} {unit}. {how}."
        times = {word: sum(each.verdict == word for each in self.areas) for word in ("higher", "lower")}
        by_chance = round_half_up(len(self.areas) * (1 - self.level), 1)
        return (
            f"Against {self._shown(self.benchmark)}, {times['higher']} of {len(self.areas)} areas are higher and "
            f"{times['lower']} lower. {how}. If none differed, about {by_chance} of them would look as if they did."
        )

    def _shown(self, value: float) -> str:
        if self.kind == PROPORTION:
            return f"{round_half_up(value * 100, 1)}%"
        return str(round_half_up(value, 1))


def compare(file: Path, kind: str, multiplier: float, level: float, benchmark: float | None) -> Comparison:
    """Raises BadTable, or ValueError in one sentence."""
    if kind not in KINDS:
        raise ValueError(f"--kind is “{kind}”; allowed: {', '.join(KINDS)}")
    check_level(level)
    if benchmark is not None and kind == PROPORTION and not 0 <= benchmark <= 1:
        raise ValueError(f"--benchmark is {benchmark:g}; allowed: a share from 0 to 1, such as 0.18")
    table = read(file)
    columns_of(table, ("area", "numerator", "denominator"), ("name",))
    seen: dict[str, Compared | None] = {}
    for row in table.rows:
        area = text_of(row, "area")
        if not area:
            bad(table, row, "area", "the cell is blank", "the area's code")
        if area in seen:
            bad(table, row, "area", f"the area “{area}” is there twice", "each area once")
        worked = _worked(table, row, kind, multiplier, level)
        said = None if worked is None or benchmark is None else verdict(worked[2], benchmark)
        seen[area] = None if worked is None else Compared(area, *worked, said)
    areas = tuple(each for _, each in sorted(seen.items()) if each is not None)
    if not areas:
        raise BadTable(file=table.file, line=None, column=None, problem="no area has counts")
    left_out = tuple(sorted(area for area, each in seen.items() if each is None))
    return Comparison(areas, kind, multiplier, level, benchmark, left_out)


def _worked(
    table: Table, row: TableRow, kind: str, multiplier: float, level: float
) -> tuple[int, float, Estimate] | None:
    above, below = number_of(table, row, "numerator"), number_of(table, row, "denominator")
    if isnan(above) or isnan(below):
        return None
    if above != int(above) or above < 0:
        bad(table, row, "numerator", f"{above:g} is no count", "a whole number from 0")
    if below <= 0:
        bad(table, row, "denominator", f"{below:g} is not above 0", "a number above 0")
    if kind == PROPORTION and below != int(below):
        bad(table, row, "denominator", f"{below:g} is no whole number", "how many people there are")
    if kind == PROPORTION and above > below:
        bad(table, row, "numerator", f"{above:g} is more than its denominator", f"0 to {below:g}")
    try:
        if kind == PROPORTION:
            return int(above), below, proportion_of(int(above), int(below), level)
        return int(above), below, rate_of(int(above), below, multiplier, level)
    except ValueError as why:
        raise ValueError(f"{table.file}, line {row.line}: {why}") from why
