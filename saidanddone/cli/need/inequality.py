"""The work behind `said need inequality`: how far a figure follows deprivation, from groups in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import NoReturn

from saidanddone.files import BadTable, Table, TableRow
from saidanddone.files.cells import bad, columns_of, number_of, read, text_of
from saidanddone.files.indicators import no_size, number_or_why
from saidanddone.methods.benchmark import standard_errors
from saidanddone.methods.checks import check_level, check_seed, percent
from saidanddone.methods.inequality import DRAWS, ENOUGH_GROUPS, Inequality, slope_index
from saidanddone.methods.rounding import round_half_up

from .counts import amount, figure, named

LEAST_GROUPS = 3
ALSO = ("low", "high", "rank", "name")


@dataclass(frozen=True)
class Group:
    line: int
    code: str
    name: str
    people: float
    value: float
    low: float | None  # at 95%
    high: float | None
    rank: float

    @property
    def error(self) -> float | None:
        return None if self.low is None or self.high is None else float(standard_errors(self.low, self.high))


@dataclass(frozen=True)
class Unequal:
    groups: tuple[Group, ...]  # the most deprived first
    found: Inequality
    level: float
    seed: int

    def as_json(self) -> dict[str, object]:
        found = self.found
        return {
            "sii": found.sii,
            "sii_low": found.low,
            "sii_high": found.high,
            "rii": found.rii,
            "rii_low": found.rii_low,
            "rii_high": found.rii_high,
            "fit": found.fit,
            "fits_badly": found.fits_badly,
            "groups": [
                {
                    "group": each.code,
                    "people": each.people,
                    "value": each.value,
                    "low": each.low,
                    "high": each.high,
                    "on_the_line": fitted,
                }
                for each, fitted in zip(self.groups, found.fitted, strict=True)
            ],
            "level": self.level,
            "draws": DRAWS if self.has_limits else None,
            "seed": self.seed if self.has_limits else None,
            "sentences": self.sentences(),
            "cannot_say": self.cannot_say(),
        }

    @property
    def has_limits(self) -> bool:
        return self.found.low is not None

    def cells(self) -> list[list[str]]:
        return [
            [
                named(each.code, each.name),
                amount(each.people),
                _shown(each.value),
                "" if each.low is None or each.high is None else f"{_shown(each.low)} to {_shown(each.high)}",
                _shown(fitted),
            ]
            for each, fitted in zip(self.groups, self.found.fitted, strict=True)
        ]

    def sentences(self) -> list[str]:
        """To be pasted into a paper."""
        found, first, last = self.found, self.groups[0], self.groups[-1]
        side = "higher" if found.sii >= 0 else "lower"
        low, high = _turned(found)
        ratio = (
            ""
            if found.rii is None
            else f", and {_shown(found.rii, 2)} times as high (relative index of inequality{self._rii_limits()})"
        )
        said = [
            f"By a line weighted by people through {len(self.groups)} groups, from {first.name or first.code} to "
            f"{last.name or last.code}, the value is {_shown(abs(found.sii))} {side} at the most deprived end than "
            f"at the least deprived (slope index of inequality{self._between(low, high)}){ratio}."
        ]
        if found.low is not None and found.high is not None:
            if found.low <= 0 <= found.high:
                said.append("Chance alone could explain such a difference.")
            said.append(
                f"The limits come from drawing each group's value {DRAWS:,} times within its own (seed {self.seed})."
            )
        return said + self._warnings()

    def _warnings(self) -> list[str]:
        said = [f"The line explains {round_half_up(self.found.fit * 100)}% of how the groups differ."]
        if self.found.fits_badly:
            said.append(
                "That is little: they do not lie near a line, so neither index should be quoted without the groups "
                "themselves."
            )
        if self.found.has_few_groups:
            said.append(
                f"There are only {len(self.groups)} groups: of fewer than {ENOUGH_GROUPS} one alone can turn the line."
            )
        return said

    def cannot_say(self) -> list[str]:
        said = [
            "The indices say how the value goes with deprivation, not that deprivation is the cause.",
            "They are of groups: how unequal people are within a group is not in them.",
        ]
        if not self.has_limits:
            said.append(
                "Without limits of each group's value (columns low and high) nothing is said of chance: a few people "
                "may make the slope."
            )
        return said

    def _rii_limits(self) -> str:
        found = self.found
        if found.rii_low is not None and found.rii_high is None:
            return f", {percent(self.level)} interval from {_shown(found.rii_low, 2)} without an upper end"
        return self._between(found.rii_low, found.rii_high, 2)

    def _between(self, low: float | None, high: float | None, digits: int | None = None) -> str:
        if low is None or high is None:
            return ""
        return f", {percent(self.level)} interval {_shown(low, digits)} to {_shown(high, digits)}"


def inequality(file: Path, level: float, seed: int) -> Unequal:
    """Raises BadTable, or ValueError in one sentence."""
    check_level(level)
    check_seed(seed)
    groups = _read(file)
    errors = [each.error for each in groups if each.error is not None]
    found = slope_index(
        [each.people for each in groups],
        [each.value for each in groups],
        errors or None,
        level=level,
        seed=seed,
    )
    return Unequal(groups, found, level, seed)


def _read(file: Path) -> tuple[Group, ...]:
    table = read(file)
    called = next((name for name in ("group", "area") if name in table.columns), None)
    if called is None:
        _refuse(table, 1, "group", "this column is missing", "group or area")
    columns_of(table, (called, "people", "value"), ALSO)
    for one, other in (("low", "high"), ("high", "low")):
        if one in table.columns and other not in table.columns:
            columns_of(table, (called, "people", "value", other), ALSO)
    groups = [_group(table, row, called, at) for at, row in enumerate(table.rows)]
    if len(groups) < LEAST_GROUPS:
        raise BadTable(
            file=table.file,
            line=None,
            column=None,
            problem=f"there {'is one group' if len(groups) == 1 else f'are {len(groups)} groups'}",
            allowed=f"{LEAST_GROUPS} or more, and better {ENOUGH_GROUPS}",
        )
    _check_once(table, called, [(each.line, each.code) for each in groups], "the group")
    if "rank" in table.columns:
        _check_once(table, "rank", [(each.line, f"{each.rank:g}") for each in groups], "the rank")
    _check_limits(table, groups)
    return tuple(sorted(groups, key=lambda each: each.rank))


def _group(table: Table, row: TableRow, called: str, at: int) -> Group:
    code = text_of(row, called)
    if not code:
        bad(table, row, called, "the cell is blank", "the name of the group")
    people, value = _number(table, row, "people"), _number(table, row, "value")
    wrong = no_size("people", people)
    if wrong is not None:
        bad(table, row, *wrong)
    low, high = (number_of(table, row, column) for column in ("low", "high"))
    if low > value or high < value:
        column = "low" if low > value else "high"
        bad(
            table,
            row,
            column,
            f"the value {value:g} is not between its limits",
            f"{value:g} or {'less' if column == 'low' else 'more'}",
        )
    return Group(
        line=row.line,
        code=code,
        name=text_of(row, "name"),
        people=people,
        value=value,
        low=None if isnan(low) else low,
        high=None if isnan(high) else high,
        rank=_number(table, row, "rank") if "rank" in table.columns else at,
    )


def _number(table: Table, row: TableRow, column: str) -> float:
    """No group may be left out, for the place of all others hangs on it."""
    number, why = number_or_why(table, row, column)
    if number is None:
        cell = text_of(row, column)
        bad(
            table,
            row,
            column,
            f"“{cell}” is no number ({why})" if cell else "the cell is blank",
            "a number for every group",
        )
    return number


def _check_once(table: Table, column: str, said: Sequence[tuple[int, str]], what: str) -> None:
    seen: set[str] = set()
    for line, each in said:
        if each in seen:
            _refuse(table, line, column, f"{what} “{each}” is there twice", "each once")
        seen.add(each)


def _check_limits(table: Table, groups: Sequence[Group]) -> None:
    if not any(each.low is not None or each.high is not None for each in groups):
        return
    for each in groups:
        for column, limit in (("low", each.low), ("high", each.high)):
            if limit is None:
                _refuse(
                    table, each.line, column, "the cell is blank", "limits of every group's value, or of none"
                )


def _refuse(table: Table, line: int, column: str, problem: str, allowed: str) -> NoReturn:
    raise BadTable(file=table.file, line=line, column=column, problem=problem, allowed=allowed)


def _turned(found: Inequality) -> tuple[float | None, float | None]:
    """The limits of the difference as it is said: of “9 lower” they are 7 to 11, not -11 to -7."""
    if found.low is None or found.high is None or found.sii >= 0:
        return found.low, found.high
    return -found.high, -found.low


def _shown(value: float, digits: int | None = None) -> str:
    return figure(value) if digits is None else f"{round_half_up(value, digits):,}"
