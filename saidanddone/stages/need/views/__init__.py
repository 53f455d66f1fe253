"""Pages of this stage: what everybody reads, and where indicators, values and decisions are written down."""

from .public import area, decision, indicator, indicators, why_these_places
from .work import (
    add_indicator,
    change_decision,
    change_indicator,
    change_value,
    choose_method,
    decide,
    enter_value,
    work_indicator,
    work_indicators,
)

__all__ = [
    "add_indicator",
    "area",
    "change_decision",
    "change_indicator",
    "change_value",
    "choose_method",
    "decide",
    "decision",
    "enter_value",
    "indicator",
    "indicators",
    "why_these_places",
    "work_indicator",
    "work_indicators",
]
