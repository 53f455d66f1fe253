"""What the thread is made of: a Ref names a row, a Step shows it, a Link joins two of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Ref:
    """One row of one stage: `Ref("outcomes", "outcome", 12)`."""

    stage: str
    kind: str
    id: int


@dataclass(frozen=True)
class Step:
    """A row as the thread shows it. `address` is blank where this person may not open it."""

    ref: Ref
    kind: str  # what it is, for people: "idea", "recommendation"
    title: str
    address: str = ""
    place: str = ""
    state: str = ""  # how it stands, for people: "kept", "fed into"
    labels: tuple[str, ...] = ()  # provenances: "illustrative"…


@dataclass(frozen=True)
class Link:
    """A later row answers, supports or counts an earlier one."""

    earlier: Step
    later: Step
    because: str = ""  # in words: "answers recommendation", "coded as"


class Toward(StrEnum):
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this person today."""

    says: str
    address: str
    count: int


@dataclass(frozen=True)
class CopyPart:
    """A part of what is held about one person, for their own copy of it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
