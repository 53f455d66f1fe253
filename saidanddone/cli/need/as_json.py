"""The index as a program reads it: one JSON object, and a table."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from saidanddone.methods.consistency import correlations, cronbach_alpha, effective_weights, remove_one
from saidanddone.methods.index import Node

from .index import Built
from .sentences import cannot_say, sentences


def as_json(built: Built) -> dict[str, object]:
    index = built.index
    return {
        "areas": [_area(built, at) for at in built.order],
        "left_out": [vars(cell) for cell in built.left_out],
        "screened": list(built.screened),
        "imputed": [{"area": c.area, "indicator": c.indicator, "why": c.why} for c in index.put_in],
        "treated": [vars(done) for done in index.outliers],
        "choices": built.choices(),
        "weights": {
            "effective": effective_weights(index.tree),
            "nodes": {node.code: node.weight for node in _nodes(built)},
        },
        "consistency": {
            "cronbach_alpha": _number(cronbach_alpha(index.normalised)),
            "correlations": [vars(each) for each in correlations(index.normalised, index.indicators)],
            "remove_one": [
                {**vars(each), "first_changed": list(each.first_changed)}
                for each in remove_one(index, built.sure.k if built.sure else 0)
            ],
        },
        **({"sure": _sure(built)} if built.sure else {}),
        "sentences": list(sentences(built)),
        "cannot_say": list(cannot_say(built)),
    }


def table(built: Built) -> tuple[list[str], list[list[object]]]:
    """A header and a row an area, by rank: what a spreadsheet goes on with."""
    codes = [code for code in built.index.values if code]
    sure = ["p_first", "rank_low", "rank_high"] if built.sure else []
    rows = []
    for at in built.order:
        found = _area(built, at)
        values = [_number(built.index.values[code][at]) for code in codes]
        named = [built.areas[at], built.values.names.get(built.areas[at], ""), found["rank"], found["score"]]
        rows.append([*named, *(found[key] for key in sure), *values])
    return ["area", "name", "rank", "score", *sure, *codes], rows


def _area(built: Built, at: int) -> dict[str, object]:
    area = built.areas[at]
    found: dict[str, object] = {
        "area": area,
        "rank": built.index.ranks[at],
        "score": _number(built.index.scores[at]),
        "values": {code: _number(column[at]) for code, column in built.index.values.items() if code},
    }
    if built.values.names.get(area):
        found["name"] = built.values.names[area]
    if built.sure:
        found |= {
            "p_first": _number(built.sure.p_first[at]),
            "rank_low": built.sure.rank_low[at],
            "rank_high": built.sure.rank_high[at],
        }
    return found


def how_it_was_tried(built: Built) -> dict[str, object]:
    """What was asked of the other ways; nothing where none were."""
    if built.sure is None:
        return {}
    return {
        "first": built.sure.k,
        "replications": built.sure.replications,
        "seed": built.options.seed,
        "vary": list(built.options.varied),
        "noise": built.options.noise,
    }


def _sure(built: Built) -> dict[str, object]:
    found = how_it_was_tried(built)
    if built.moves:
        found["moves"] = [vars(move) for move in built.moves.moves]
    return found


def _nodes(built: Built) -> list[Node]:
    """As they counted: with the weights of a vote or a component where they came from there."""
    weights = {c: w for g in built.index.tree.groups for c, w in zip(g.children, g.weights, strict=True)}
    nodes = [Node(row.code, row.parent, row.direction, row.weight) for row in built.indicators.rows]
    return [replace(node, weight=weights.get(node.code, node.weight)) for node in nodes]


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
