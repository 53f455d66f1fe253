"""Indicators of need as files hold them: what they are, their values in any of three layouts, votes on their weight."""

from .counts import no_count, no_size, wrong_in
from .described import Described, Indicators, read_indicators
from .layouts import (
    FINGERTIPS,
    LONG,
    LONG_ALSO,
    MISSING,
    NOT_APPLICABLE,
    SUPPRESSED,
    Layout,
    Observation,
    layout_of,
    number_or_why,
    observations,
    observed,
    rows_of,
)
from .values import Z_95, Values, counted, read_values, values_of_column
from .votes import Points, read_votes

__all__ = [
    "FINGERTIPS",
    "LONG",
    "LONG_ALSO",
    "MISSING",
    "NOT_APPLICABLE",
    "SUPPRESSED",
    "Z_95",
    "Described",
    "Indicators",
    "Layout",
    "Observation",
    "Points",
    "Values",
    "counted",
    "layout_of",
    "no_count",
    "no_size",
    "number_or_why",
    "observations",
    "observed",
    "read_indicators",
    "read_values",
    "read_votes",
    "rows_of",
    "values_of_column",
    "wrong_in",
]
