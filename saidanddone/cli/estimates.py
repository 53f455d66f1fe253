"""The counting behind `said followup estimate`: answers in, shares and differences out. Knows no Django."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from saidanddone.files import BadTable, Table, read_table
from saidanddone.methods.checks import check_count, check_level
from saidanddone.methods.difference import Difference, Side, newcombe
from saidanddone.methods.proportion import ProportionEstimate, estimate
from saidanddone.methods.rounding import percent_of, round_half_up

EVERYBODY = "all"  # the one group where no column names groups


@dataclass(frozen=True)
class Options:
    """What was typed, each as it came."""

    question: str | None
    yes: str | None
    answered: int | None
    by: str | None
    asked: tuple[str, ...]
    census: tuple[str, ...]
    level: float


@dataclass(frozen=True)
class Counted:
    """One group: k said yes of n who answered of N who were asked; nothing is worked out where nobody answered."""

    name: str
    k: int
    n: int
    N: int | None
    worked: ProportionEstimate | None

    def as_json(self) -> dict[str, object]:
        worked = asdict(self.worked) if self.worked else self._nothing_known()
        return {**worked, "k": self.k, "n": self.n, "N": self.N, "sentence": self.sentence()}

    def _nothing_known(self) -> dict[str, object]:
        keys = ("p", "low", "high", "total", "total_low", "total_high")
        known = {"worst_low": None if self.N is None else 0, "worst_high": self.N}
        return {**dict.fromkeys(keys), **known, "method": "Nobody answered, so there is nothing to work out."}

    def as_cells(self) -> list[str]:
        counts = [self.name, f"{self.k:,}", f"{self.n:,}", "not known" if self.N is None else f"{self.N:,}"]
        if self.worked is None:
            return [*counts, "", ""]
        limits = f"{_percent(self.worked.low)} to {_percent(self.worked.high)}"
        return [*counts, _percent(self.worked.p), limits]

    def sentence(self) -> str:
        worked = self.worked
        if worked is None:
            return "Nobody answered."
        said = (
            f"{percent_of(self.k, self.n)} in 100 of those who answered said yes: {self.k:,} of {self.n:,}."
        )
        if worked.total is None:
            return f"{said} How many were asked is not known, so nothing is said of all of them."
        if self.n == self.N:
            return f"{said} Everybody who was asked answered, so nothing is left to chance."
        return (
            f"{said} If those who did not answer are like those who did, that is about {worked.total:,} of the "
            f"{self.N:,} who were asked, and between {worked.total_low:,} and {worked.total_high:,} when chance is "
            f"allowed for. Whatever the others think, it is at least {worked.worst_low:,} and at most "
            f"{worked.worst_high:,}."
        )


@dataclass(frozen=True)
class Compared:
    a: str
    b: str
    worked: Difference

    def as_json(self) -> dict[str, object]:
        return {"a": self.a, "b": self.b, **asdict(self.worked)}

    def as_cells(self) -> list[str]:
        worked = self.worked
        return [
            f"{self.a} less {self.b}",
            _points(worked.difference),
            f"{_points(worked.low)} to {_points(worked.high)}",
            f"{worked.p:.3f}" if worked.p >= 0.001 else "under 0.001",
        ]


@dataclass(frozen=True)
class Estimates:
    groups: list[Counted]
    differences: list[Compared]
    yes: str
    other_answers: tuple[str, ...]
    without_answer: int
    without_group: int

    def as_json(self) -> dict[str, object]:
        return {
            "groups": {group.name: group.as_json() for group in self.groups},
            "differences": [compared.as_json() for compared in self.differences],
            "left_out": {"no_answer": self.without_answer, "no_group": self.without_group},
        }


def from_counts(options: Options) -> Counted:
    """Counts in place of a file. Raises ValueError in one sentence."""
    for name, given in (("--question", options.question), ("--by", options.by), ("--census", options.census)):
        if given:
            raise ValueError(f"{name} speaks of a file of answers; name the file first")
    if options.yes is None or options.answered is None:
        raise ValueError(
            "give a file of answers and --question, or the counts --yes K --answered n --asked N"
        )
    if len(options.asked) > 1:
        raise ValueError("--asked is there twice; without a file there is one number to give")
    yes = _whole("--yes", options.yes, options.yes)
    N = _whole("--asked", options.asked[0], options.asked[0]) if options.asked else None
    worked = estimate(yes, options.answered, N, options.level)
    return Counted(EVERYBODY, yes, options.answered, N, worked)


def from_table(path: Path, options: Options) -> Estimates:
    """Count a file's answers by group, and work out every share and difference.

    Raises BadTable, or ValueError in one sentence.
    """
    if options.answered is not None:
        raise ValueError("--answered goes without a file; a file's answers are counted")
    if options.question is None:
        raise ValueError("--question is missing: the column of the file that holds the answers")
    check_level(options.level)
    asked = _asked(options)
    table = _read(path)
    yes = (options.yes or "yes").strip()
    tally = _tally(table, options.question, options.by)
    groups = [
        _counted(
            table, name, tally, yes, _base(table, name, tally.answered(name), asked, options), options.level
        )
        for name in _names(table, tally, asked, options)
    ]
    return Estimates(
        groups=groups,
        differences=_differences(groups, options.level),
        yes=yes,
        other_answers=tuple(sorted({answer for _, answer in tally.answers} - {yes})),
        without_answer=tally.without_answer,
        without_group=tally.without_group,
    )


# Counting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """How often each answer was given in each group, and which rows say too little to be counted."""

    answers: Counter[tuple[str, str]]
    groups: frozenset[str]
    without_answer: int
    without_group: int

    def answered(self, group: str) -> int:
        return sum(times for (name, _), times in self.answers.items() if name == group)


def _read(path: Path) -> Table:
    if path.is_dir():
        raise BadTable(
            file=path.name, line=None, column=None, problem="this is a folder", allowed="CSV or XLSX"
        )
    return read_table(path)


def _tally(table: Table, question: str, by: str | None) -> Tally:
    for column in (question, by):
        if column is not None and column not in table.columns:
            raise BadTable(
                file=table.file,
                line=1,
                column=column,
                problem="there is no such column",
                allowed=", ".join(table.columns),
            )
    rows = [(_cell(row.cells[by]) if by else EVERYBODY, _cell(row.cells[question])) for row in table.rows]
    answers = Counter((group, answer) for group, answer in rows if group and answer)
    if not answers:
        raise BadTable(file=table.file, line=None, column=question, problem="no row has an answer")
    return Tally(
        answers=answers,
        groups=frozenset(group for group, _ in rows if group),
        without_answer=sum(1 for _, answer in rows if not answer),
        without_group=sum(1 for group, answer in rows if answer and not group),
    )


def _cell(cell: str | None) -> str:
    return (cell or "").strip()


def _names(table: Table, tally: Tally, asked: dict[str, int], options: Options) -> list[str]:
    """The groups in one order, whatever the order of rows."""
    for option, named in (("--asked", asked), ("--census", options.census)):
        for name in named:
            if name not in tally.groups:
                raise BadTable(
                    file=table.file,
                    line=None,
                    column=options.by,
                    problem=f"no row is of the group “{name}” that {option} names",
                    allowed=", ".join(sorted(tally.groups)),
                )
    return sorted(tally.groups)


def _base(table: Table, name: str, n: int, asked: dict[str, int], options: Options) -> int | None:
    """How many of a group were asked: what was given, or in a census all who answered."""
    N = asked.get(name)
    if name not in options.census or n == N:
        return N
    if N is None and n:
        return n
    raise ValueError(
        f"{table.file}, group “{name}”: --census says that everybody answered, but {n:,} "
        f"{'of ' + format(N, ',') + ' ' if N is not None else ''}did"
    )


def _counted(table: Table, name: str, tally: Tally, yes: str, N: int | None, level: float) -> Counted:
    k, n = tally.answers[name, yes], tally.answered(name)
    if n == 0:
        return Counted(name, 0, 0, N, None)
    try:
        return Counted(name, k, n, N, estimate(k, n, N, level))
    except ValueError as why:
        raise ValueError(f"{table.file}, group “{name}”: {why}") from why


def _differences(groups: list[Counted], level: float) -> list[Compared]:
    answered = [group for group in groups if group.n]
    return [
        Compared(a.name, b.name, newcombe(Side(a.k, a.n, a.N), Side(b.k, b.n, b.N), level))
        for a, b in combinations(answered, 2)
    ]


# Reading what was typed, writing what is read ------------------------------------------------------------


def _asked(options: Options) -> dict[str, int]:
    asked: dict[str, int] = {}
    for typed in options.asked:
        name, sign, number = typed.rpartition("=")
        if not sign and options.by:
            raise ValueError(f"--asked is “{typed}”; allowed: GROUP=N, such as organiser=16")
        group = name.strip() or EVERYBODY
        if group in asked:
            raise ValueError(f"--asked names the group “{group}” twice")
        asked[group] = _whole("--asked", number, typed)
    return asked


def _whole(option: str, number: str, typed: str) -> int:
    try:
        whole = int(number)
    except ValueError:
        raise ValueError(f"{option} is “{typed}”; allowed: a whole number such as 40") from None
    return check_count(option, whole)


def _percent(share: float) -> str:
    return f"{round_half_up(share * 100, 1)}%"


def _points(share: float) -> str:
    return str(round_half_up(share * 100, 1))
