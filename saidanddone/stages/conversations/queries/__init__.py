"""What may be read of this stage, by whom, and what is counted."""

from .doors import (
    agenda_in_file_order,
    agenda_of,
    agenda_workable_by,
    attendance_in_file_order,
    came_by_role,
    changes_conversations,
    conversation_address,
    conversation_step,
    conversations_in_file_order,
    conversations_visible_to,
    conversations_workable_by,
    missing,
    missing_choices,
    missing_counts,
    organisers_of,
    tiles_of_conversations,
    with_counts,
)
from .edges import held_where_chosen, link_to_choice
from .figures import attended, figures, headline, held, organiser_gap, percent
from .said import said_there

__all__ = [
    "agenda_in_file_order",
    "agenda_of",
    "agenda_workable_by",
    "attendance_in_file_order",
    "attended",
    "came_by_role",
    "changes_conversations",
    "conversation_address",
    "conversation_step",
    "conversations_in_file_order",
    "conversations_visible_to",
    "conversations_workable_by",
    "figures",
    "headline",
    "held",
    "held_where_chosen",
    "link_to_choice",
    "missing",
    "missing_choices",
    "missing_counts",
    "organiser_gap",
    "organisers_of",
    "percent",
    "said_there",
    "tiles_of_conversations",
    "with_counts",
]
