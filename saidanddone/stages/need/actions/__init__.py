"""What may be done in this stage, each on behalf of a person."""

from .choosing import (
    change_decision,
    choose_method,
    decide,
    record_decisions,
    record_domains,
    record_groups,
    record_methods,
    record_votes,
)
from .maps import (
    record_maps,
    record_shapes,
    record_small_area_measures,
    record_small_area_values,
    record_small_areas,
)
from .registry import (
    add_indicator,
    change_indicator,
    change_value,
    enter_value,
    record_ages,
    record_indicators,
    record_values,
)

__all__ = [
    "add_indicator",
    "change_decision",
    "change_indicator",
    "change_value",
    "choose_method",
    "decide",
    "enter_value",
    "record_ages",
    "record_decisions",
    "record_domains",
    "record_groups",
    "record_indicators",
    "record_maps",
    "record_methods",
    "record_shapes",
    "record_small_area_measures",
    "record_small_area_values",
    "record_small_areas",
    "record_values",
    "record_votes",
]
