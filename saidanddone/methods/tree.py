"""Indicators and the aggregates above them: who stands under whom, and with what weight.

The indicators are the leaves, aggregates stand above them at any number of levels, and one or several nodes
stand at the top. A tree is checked once, and from then on walked from the leaves up.

OECD and JRC, 2008, "Handbook on Constructing Composite Indicators", step 1,
https://doi.org/10.1787/9789264043466-en

    >>> tree = tree_of(["poverty", "sport"], [Node("need"), Node("poverty", "need"), Node("sport", "need", -1)])
    >>> [(group.code, group.children) for group in tree.groups]
    [('need', ('poverty', 'sport'))]
    >>> tree.directions
    (1, -1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from .checks import refuse

TOP = ""


@dataclass(frozen=True)
class Node:
    """An indicator or an aggregate. A blank parent is the top; the direction of an aggregate says nothing."""

    code: str
    parent: str = TOP
    direction: int = 1  # +1: a higher value raises the index; -1: it lowers it
    weight: float = 1.0


@dataclass(frozen=True)
class Group:
    """A parent with its children, in the order of their codes, and a weight for each."""

    code: str
    children: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Tree:
    indicators: tuple[str, ...]  # in the order of the columns
    directions: tuple[int, ...]  # one for each indicator
    groups: tuple[Group, ...]  # children before their parents; the last is the score
    aggregates: tuple[str, ...]  # every code above the indicators that has a name

    @property
    def top(self) -> Group:
        return self.groups[-1]


def flat(codes: Sequence[str], directions: Sequence[int], weights: Sequence[float]) -> list[Node]:
    """Indicators without aggregates: all at the top, so that the score is their weighted mean."""
    if not len(codes) == len(directions) == len(weights):
        refuse(
            "the number of directions and weights", f"{len(directions)} and {len(weights)}", f"{len(codes)}"
        )
    return [Node(c, TOP, d, w) for c, d, w in zip(codes, directions, weights, strict=True)]


def tree_of(indicators: Sequence[str], nodes: Sequence[Node]) -> Tree:
    """The tree, checked and put in order, so that the order of nodes changes nothing.

    Raises ValueError for a code that is there twice, a node without column or children, a loop, a direction
    other than 1 or -1, a weight below 0, or children of which none has a weight.
    """
    children = _children(indicators, nodes)
    by_code = {node.code: node for node in nodes}
    groups: list[Group] = []
    _gather(TOP, children, groups)
    if len(children[TOP]) == 1 and children[TOP][0].code in children:
        groups.pop()  # one node alone at the top is the score itself
    return Tree(
        indicators=tuple(indicators),
        directions=tuple(by_code[code].direction for code in indicators),
        groups=tuple(groups),
        aggregates=tuple(sorted(code for code in children if code)),
    )


def first_twice(codes: Sequence[str]) -> str | None:
    return next((code for code, times in Counter(codes).items() if times > 1), None)


def _gather(parent: str, children: Mapping[str, list[Node]], groups: list[Group]) -> None:
    under = children[parent]
    for node in under:
        if node.code in children:
            _gather(node.code, children, groups)
    groups.append(Group(parent, tuple(n.code for n in under), tuple(float(n.weight) for n in under)))


def _children(indicators: Sequence[str], nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """The children of every parent, the top's under "", each in the order of their codes."""
    twice = first_twice([node.code for node in nodes])
    if twice is not None:
        refuse("code", f"{twice} twice", "each code once")
    parents = {node.code: node.parent for node in nodes}
    children: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.code):
        _check_node(node, parents, indicators)
        children.setdefault(node.parent, []).append(node)
    for code in indicators:
        if code not in parents:
            refuse("values", f"with a column {code} that no node describes", "a node for each column")
        if code in children:
            refuse("parent", f"{code}, which is an indicator", "an aggregate")
    for code in parents:
        if code not in children and code not in indicators:
            refuse("code", f"{code}, which has neither a column of values nor children", "one of the two")
    for code, under in children.items():
        if not any(node.weight for node in under):
            refuse(f"every weight under {code or 'the top'}", 0, "a weight above 0 for one of them at least")
    return children


def _check_node(node: Node, parents: Mapping[str, str], indicators: Sequence[str]) -> None:
    if not node.code:
        refuse("code", "blank", "a name")
    if node.code in indicators and node.direction not in (1, -1):
        refuse(f"the direction of {node.code}", node.direction, "1 or -1")
    if not (isfinite(node.weight) and node.weight >= 0):
        refuse(f"the weight of {node.code}", node.weight, "0 or more")
    seen, above = {node.code}, node.parent
    while above:
        if above not in parents:
            refuse(f"the parent of {node.code}", node.parent, "the code of another node, or blank at the top")
        if above in seen:
            refuse(f"the parent of {node.code}", f"{node.parent}, which is below it", "a node above it")
        seen.add(above)
        above = parents[above]
