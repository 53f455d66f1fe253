"""Arguments that cannot be, refused in one sentence: which one, what it is, what is allowed."""

from __future__ import annotations

import math
from operator import index
from typing import NoReturn, SupportsIndex

MOST_SEED = 2**63 - 1
MOST_PEOPLE = 1_000_000_000  # past this the exact limits take seconds, and no programme has asked so many


def refuse(name: str, value: object, allowed: str) -> NoReturn:
    raise ValueError(f"{name} is {value}; allowed: {allowed}")


def check_count(name: str, value: SupportsIndex, least: int = 0, most: int = MOST_PEOPLE) -> int:
    """The value as a whole number from `least` to `most`."""
    allowed = f"a whole number from {least:,} to {most:,}"
    try:
        whole = index(value)
    except TypeError:
        refuse(name, value, allowed)
    if isinstance(value, bool) or not least <= whole <= most:
        refuse(name, f"{whole:,}", allowed)
    return whole


def check_sample(k: SupportsIndex, n: SupportsIndex, N: SupportsIndex | None = None) -> None:
    """k of n who answered, of N who were asked: 0 <= k <= n <= N, and somebody answered."""
    answered = check_count("n (how many answered)", n, least=1)
    yes = check_count("k (how many said yes)", k)
    if yes > answered:
        refuse("k (how many said yes)", f"{yes:,}", f"0 to n, the {answered:,} who answered")
    if N is None:
        return
    asked = check_count("N (how many were asked)", N, least=1)
    if asked < answered:
        refuse("N (how many were asked)", f"{asked:,}", f"n, the {answered:,} who answered, or more")


def check_level(level: float) -> None:
    if not (math.isfinite(level) and 0 < level < 1):
        refuse("level", level, "a number between 0 and 1, such as 0.95")


def check_seed(seed: SupportsIndex) -> int:
    """What random numbers begin with: a whole number from 0."""
    return check_count("the seed", seed, most=MOST_SEED)


def percent(level: float) -> str:
    """A level as a reader knows it: 0.95 is 95%."""
    return f"{level * 100:g}%"
