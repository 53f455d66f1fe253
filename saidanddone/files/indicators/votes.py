"""Weights that people gave in a vote: a row for each voter and code."""

from __future__ import annotations

from math import isnan
from pathlib import Path

from saidanddone.methods.weighting import Vote

from ..cells import bad, columns_of, number_of, read, text_of


def read_votes(path: Path) -> list[Vote]:
    """`voter,code,points`. Raises BadTable for what does not fit."""
    table = read(path)
    columns_of(table, ("voter", "code", "points"), ())
    votes = []
    for row in table.rows:
        voter, code, points = text_of(row, "voter"), text_of(row, "code"), number_of(table, row, "points")
        for column, cell in (("voter", voter), ("code", code)):
            if not cell:
                bad(table, row, column, "the cell is blank", "who voted, on which code")
        if isnan(points) or points < 0:
            bad(table, row, "points", f"“{row.cells['points'] or ''}” is not allowed", "0 or more")
        votes.append(Vote(voter, code, points))
    return votes
