"""Indicators of need as files hold them: what they are, their values in any of three layouts, votes on their weight."""

from .ages import age_of
from .counts import no_count, no_size, wrong_in
from .described import Described, Indicators, read_indicators
from .layouts import MARKS, Layout, Observation, number_or_why, observed_or_refused
from .values import Values, counted, read_values, values_of_column
from .votes import read_votes

__all__ = [
    "MARKS",
    "Described",
    "Indicators",
    "Layout",
    "Observation",
    "Values",
    "age_of",
    "counted",
    "no_count",
    "no_size",
    "number_or_why",
    "observed_or_refused",
    "read_indicators",
    "read_values",
    "read_votes",
    "values_of_column",
    "wrong_in",
]
