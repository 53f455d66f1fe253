"""The one place through which stages speak of each other.

Each stage's `thread.py` registers, from its app's `ready`, what it can say; nobody asks a stage by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from saidanddone.people.models import Account
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.rules import Person

from .figures import Figure
from .steps import CopyPart, Link, Ref, Toward, Waiting

Links = Callable[[Iterable[Ref], Programme, Person, Toward], list[Link]]
Headline = Callable[[Programme], Figure]
Figures = Callable[[Programme], list[Figure]]
WaitingFor = Callable[[Person, Programme], list[Waiting]]
CopyOf = Callable[[str, Programme], list[CopyPart]]
Erase = Callable[[str, str, Programme, Account | None], None]


@dataclass(frozen=True)
class Registered:
    stage: str
    links: Links  # from given refs to my own rows (later) or from my own rows to theirs (earlier)
    headline: Headline  # my one figure for home
    figures: Figures  # all my figures, the headline among them
    waiting_for: WaitingFor  # what waits for a person
    copy_of: CopyOf  # what I hold under a speaker's key
    erase: Erase  # give what I hold under a speaker's key a fresh one


@dataclass(frozen=True)
class Holder:
    """A room around the cycle that keeps something under a speaker's key."""

    room: str
    copy_of: CopyOf
    erase: Erase
    waiting_for: WaitingFor


_holders: dict[str, Holder] = {}


def register_holder(room: str, *, copy_of: CopyOf, erase: Erase, waiting_for: WaitingFor) -> None:
    _holders[room] = Holder(room, copy_of, erase, waiting_for)


def holders() -> tuple[Holder, ...]:
    return tuple(_holders.values())


class Forget(Protocol):
    def __call__(self, *, programme: Programme, until: date) -> None: ...


@dataclass(frozen=True)
class Kept:
    """One kind of what a room keeps of people for a time: from which days it is, and how it is forgotten."""

    kind: str
    days: Callable[[Programme], list[tuple[date, int]]]  # how much is from which day
    forget: Forget  # what is until this day


_kept: dict[str, Kept] = {}


def register_kept(
    kind: str,
    *,
    days: Callable[[Programme], list[tuple[date, int]]],
    forget: Forget,
) -> None:
    _kept[kind] = Kept(kind, days, forget)


def kept(kind: str) -> Kept:
    return _kept[kind]


@dataclass(frozen=True)
class Note:
    """What somebody typed in a form, outside of what others said: what kind of page it stands on, and its words."""

    words: Sequence[str]
    programme: Programme
    area: Area | None
    place: str
    by: Account | None


LookAt = Callable[[Note], str]
_looks: dict[str, LookAt] = {}


def register_look(room: str, look: LookAt) -> None:
    """A room that has to see every note. What it answers is said to whoever wrote; blank says nothing."""
    _looks[room] = look


def look_at(note: Note) -> list[str]:
    return [says for look in _looks.values() if (says := look(note))]


_registered: dict[str, Registered] = {}


def register(
    stage: str,
    *,
    links: Links,
    headline: Headline,
    figures: Figures,
    waiting_for: WaitingFor,
    copy_of: CopyOf,
    erase: Erase,
) -> None:
    _registered[stage] = Registered(stage, links, headline, figures, waiting_for, copy_of, erase)


def registered() -> tuple[Registered, ...]:
    """Every stage in the order of the cycle, which is the order in which apps become ready."""
    return tuple(_registered.values())


def registered_stage(stage: str) -> Registered | None:
    return _registered.get(stage)
