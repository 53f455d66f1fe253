"""What a cell may hold, beyond plain text; each refusal says what is allowed."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _refused(problem: str, allowed: str) -> PydanticCustomError:
    return PydanticCustomError("refused_cell", "{problem}", {"problem": problem, "allowed": allowed})


def _iso_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refused(f"“{value}” is no date", "a date such as 2018-03-04")


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return value == "yes"
    raise _refused("the cell is blank" if value is None else f"“{value}” is neither yes nor no", "yes or no")


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"-?\d{1,15}", value.strip()):
        raise _refused(f"“{value}” is no whole number", "a whole number such as 12")
    return int(value)


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", value.strip()):
        raise _refused(f"“{value}” is no number", "a number with a point, such as 12.5")
    return float(value)


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number)]
