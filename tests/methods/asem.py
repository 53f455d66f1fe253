"""The ASEM example of COINr, as its files print it; read where a test asks for it."""

from __future__ import annotations

import csv
from functools import cache
from math import nan

import numpy as np

from saidanddone.methods.index import Node
from tests.shared import shared_folder


@cache
def rows(file: str) -> list[dict[str, str]]:
    with (shared_folder() / "data" / "coinr_asem" / file).open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def meta() -> list[dict[str, str]]:
    return [row for row in rows("iMeta.csv") if row["Type"] in ("Indicator", "Aggregate")]


def areas() -> list[str]:
    return [row["uCode"] for row in rows("step_Treated.csv")]


def codes() -> list[str]:
    return [row["iCode"] for row in meta() if row["Type"] == "Indicator"]


def nodes() -> list[Node]:
    return [
        Node(
            row["iCode"],
            "" if row["Parent"] == "NA" else row["Parent"],
            int(row["Direction"]),
            float(row["Weight"]),
        )
        for row in meta()
    ]


def matrix(file: str) -> np.ndarray:
    return np.array([[number(row[code]) for code in codes()] for row in rows(file)])


def aggregated(file: str) -> dict[str, list[float]]:
    """Every code at every level, over the areas."""
    return {node.code: [number(row[node.code]) for row in rows(file)] for node in nodes()}


def column_of(name: str) -> np.ndarray:
    """Of every area and indicator what it is divided by; 1 where by nothing."""
    by = {row["iCode"]: row[name] for row in meta()}
    held = {row["uCode"]: row for row in rows("iData.csv")}
    return np.array(
        [[1.0 if by[code] == "NA" else number(held[area][by[code]]) for code in codes()] for area in areas()]
    )


def number(cell: str) -> float:
    return nan if cell == "NA" else float(cell)
