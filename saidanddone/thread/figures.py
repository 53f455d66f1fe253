"""A figure is a number with its base: k, n, N, how it was worked out, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BaseIs(StrEnum):
    """How N, the number of people a figure speaks of, is known."""

    COUNTED = "counted"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cited:
    """Where a figure taken from someone else stands. It claims no rows."""

    publisher: str
    title: str
    page: str
    published_on: str


@dataclass(frozen=True)
class Estimate:
    """How many in all, if those who did not answer were like those who did."""

    total: int
    low: int
    high: int
    worst_low: int
    worst_high: int


@dataclass(frozen=True)
class RowsBehind:
    """The page that lists the rows a figure counts, exactly those, and who may open it.

    Its list has as many rows as the figure counts. Where the figure is a sum, `adds` names the column that
    adds up to it; where it is `worked_out`, the page shows what it is worked out from.
    """

    address: str
    says: str
    open_to: frozenset[str] = frozenset()  # roles; empty: everybody
    in_full: str = ""  # the page with those that not everybody may read
    in_full_to: frozenset[str] = frozenset()  # roles that may
    adds: str = ""
    worked_out: bool = False

    def opens_for(self, roles: frozenset[str]) -> bool:
        return not self.open_to or bool(self.open_to & roles)

    def in_full_for(self, roles: frozenset[str]) -> str:
        return self.in_full if self.in_full_to & roles else ""


@dataclass(frozen=True)
class Figure:
    key: str  # begins with its stage: "followup-participants-useful-connections"
    stage: str
    title: str  # "Participants who made a useful connection"
    shown: str  # "41%"
    sentence: str  # the number, then what it means, in plain words
    method: str
    k: int | None = None
    n: int | None = None
    N: int | None = None
    base: str = ""  # "40 of 97 participants who answered"
    N_is: BaseIs = BaseIs.UNKNOWN
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    estimate: Estimate | None = None
    rows: RowsBehind | None = None
    cited: Cited | None = None
    labels: tuple[str, ...] = ()
    caution: str = ""  # what this figure cannot say

    @property
    def counted(self) -> int | None:
        """What its rows are counted or added up to."""
        if self.k is not None or self.value is None:
            return self.k
        return int(self.value)

    @property
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def is_share_with_interval(self) -> bool:
        """Whether the interval lies on a line from nought to all, and so can be drawn on one."""
        return self.has_interval and self.value is not None and self.unit == "share"
