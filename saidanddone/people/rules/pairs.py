"""Rules in pairs that agree: `check_x` raises a sentence, `can_x` is the same rule as yes or no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")


class Refused(Exception):
    """A person may not do this; the text is one sentence that says why."""


def rule_pair(check: Callable[P, None]) -> Callable[P, bool]:
    """The yes-or-no twin of a check, so that a button and its guard cannot disagree."""

    @wraps(check)
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except Refused:
            return False
        return True

    return can
