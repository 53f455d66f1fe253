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
    """The page that lists the rows a figure counts, and who may open it."""

    address: str
    says: str
    open_to: frozenset[str] = frozenset()  # roles; empty: everybody
    in_full: str = ""  # the page with those that not everybody may read, for those who may

    def opens_for(self, roles: frozenset[str]) -> bool:
        return not self.open_to or bool(self.open_to & roles)


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
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def is_share_with_interval(self) -> bool:
        """Whether the interval lies on a line from nought to all, and so can be drawn on one."""
        return self.has_interval and self.value is not None and self.unit == "share"
