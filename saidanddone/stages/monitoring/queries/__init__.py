"""What may be read of this stage, by whom, and what is counted."""

from .doors import (
    framework_step,
    frameworks_from,
    frameworks_visible_to,
    frameworks_workable_by,
    group_choices,
    measures_visible_to,
    measures_workable_by,
    outcomes_to_choose,
    readings_workable_by,
    without_reading_this_year,
    year_choices,
)
from .figures import figure_of, figures, headline, latest_keys, says
from .files import frameworks_in_file_order, measures_in_file_order, readings_in_file_order
from .readings import MeasureSeen, Seen, measures_seen_of

__all__ = [
    "MeasureSeen",
    "Seen",
    "figure_of",
    "figures",
    "framework_step",
    "frameworks_from",
    "frameworks_in_file_order",
    "frameworks_visible_to",
    "frameworks_workable_by",
    "group_choices",
    "headline",
    "latest_keys",
    "measures_in_file_order",
    "measures_seen_of",
    "measures_visible_to",
    "measures_workable_by",
    "outcomes_to_choose",
    "readings_in_file_order",
    "readings_workable_by",
    "says",
    "without_reading_this_year",
    "year_choices",
]
