"""Follow the thread from given rows, back to what they came from and on to what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from .registry import registered
from .steps import Link, Ref, Step, Toward


@dataclass(frozen=True)
class Reached:
    """A row that the thread reaches, with the links that lead to it, nearest first.

    `through` is the row it is reached by way of: none where it is linked to the start itself. What two rows
    owe to a third says less than a link between the two, so a page must show which it is.
    """

    step: Step
    links: tuple[Link, ...]
    through: Step | None = None


@dataclass(frozen=True)
class StageReached:
    stage: str
    reached: tuple[Reached, ...]


@dataclass(frozen=True)
class Walk:
    """Stages in the order of the cycle; a stage that the thread does not reach is there, empty."""

    before: tuple[StageReached, ...]
    after: tuple[StageReached, ...]

    @property
    def furthest(self) -> Step | None:
        """The last row reached going on, or none where the thread ends here."""
        found = [place for place in self.after if place.reached]
        return found[-1].reached[0].step if found else None

    def refs(self) -> frozenset[Ref]:
        places = (*self.before, *self.after)
        return frozenset(reached.step.ref for place in places for reached in place.reached)


def walk(refs: Iterable[Ref], programme: Programme, person: Person) -> Walk:
    """At most one call to each stage in each direction, and a stage spends at most one query on a call.

    A call toward `LATER` hands a stage every ref met so far and gets its rows that link to them; a call
    toward `EARLIER` hands it its own rows met so far and gets what those link to.
    """
    start = frozenset(refs)
    if not start:
        return Walk((), ())
    stages = registered()
    order = {entry.stage: place for place, entry in enumerate(stages)}
    own = max(order[ref.stage] for ref in start)

    back: dict[Ref, list[Link]] = {}
    met = set(start)
    for entry in reversed(stages[: own + 1]):
        mine = {ref for ref in met if ref.stage == entry.stage}
        if mine:
            for link in entry.links(mine, programme, person, Toward.EARLIER):
                if link.earlier.ref not in start:
                    back.setdefault(link.earlier.ref, []).append(link)
                    met.add(link.earlier.ref)

    on = _onward(start, own, programme, person)

    before = _by_stage(back, start, [entry.stage for entry in stages[: own + 1]], Toward.EARLIER)
    after = _by_stage(on, start, [entry.stage for entry in stages[own:]], Toward.LATER)
    return Walk(before, after)


def onward_of_each(refs: Iterable[Ref], programme: Programme, person: Person) -> dict[Ref, Walk]:
    """What came of each of these rows by itself, asked for all together: no more calls than one walk makes.

    What two of them have in common is in the walk of each.
    """
    start = frozenset(refs)
    if not start:
        return {}
    stages = registered()
    order = {entry.stage: place for place, entry in enumerate(stages)}
    own = min(order[ref.stage] for ref in start)
    names = [entry.stage for entry in stages[own:]]
    links = [link for later in _onward(start, own, programme, person).values() for link in later]
    return {
        ref: Walk((), _by_stage(_from_one(ref, links), frozenset([ref]), names, Toward.LATER))
        for ref in start
    }


def _from_one(ref: Ref, links: list[Link]) -> dict[Ref, list[Link]]:
    """Of the links met from several rows, those that go on from this one, by the row that each leads to."""
    onward: dict[Ref, list[Ref]] = {}
    for link in links:
        onward.setdefault(link.earlier.ref, []).append(link.later.ref)
    met, waiting = {ref}, [ref]
    for at in waiting:
        fresh = set(onward.get(at, ())) - met
        met |= fresh
        waiting += fresh
    found: dict[Ref, list[Link]] = {}
    for link in links:
        if link.earlier.ref in met:
            found.setdefault(link.later.ref, []).append(link)
    return found


def _onward(start: frozenset[Ref], own: int, programme: Programme, person: Person) -> dict[Ref, list[Link]]:
    """Every row that the thread reaches going on from a stage, with the links that lead to it."""
    on: dict[Ref, list[Link]] = {}
    met = set(start)
    for entry in registered()[own:]:
        for link in entry.links(met, programme, person, Toward.LATER):
            if link.later.ref not in start:
                on.setdefault(link.later.ref, []).append(link)
        met |= on.keys()
    return on


def _by_stage(
    found: dict[Ref, list[Link]], start: frozenset[Ref], stages: list[str], toward: Toward
) -> tuple[StageReached, ...]:
    """The rows of each stage, nearest first: what links to the start itself is never lost among the rest."""

    def ends(link: Link) -> tuple[Step, Step]:
        """The row that is reached, and the row it is reached from."""
        return (link.earlier, link.later) if toward is Toward.EARLIER else (link.later, link.earlier)

    away = dict.fromkeys(start, 0)
    for ref, links in found.items():
        # A row is met after the rows it is reached from, so how far away those are is known by now.
        away[ref] = 1 + min((away.get(ends(link)[1].ref, len(found)) for link in links), default=0)

    def reached_by(links: list[Link]) -> Reached:
        near = sorted(links, key=lambda link: away.get(ends(link)[1].ref, len(found)))
        row, before = ends(near[0])
        return Reached(row, tuple(near), None if before.ref in start else before)

    reached = [reached_by(links) for links in found.values()]
    reached.sort(key=lambda each: away[each.step.ref])
    return tuple(
        StageReached(stage, tuple(each for each in reached if each.step.ref.stage == stage))
        for stage in stages
    )
