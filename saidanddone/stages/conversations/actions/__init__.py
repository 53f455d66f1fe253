"""Verbs of this stage: on the evenings and on their photographs."""

from .children import add_checked_worker, remove_checked_worker
from .evenings import (
    add_agenda_item,
    add_conversation,
    add_organiser,
    change_agenda_item,
    change_conversation,
    count_attendance,
    record_agenda,
    record_attendance,
    record_conversations,
    record_organisers,
)
from .openings import close_evening, open_evening
from .photographs import (
    add_photograph,
    change_photograph,
    remove_photograph,
    remove_photographs_picturing,
)

__all__ = [
    "add_agenda_item",
    "add_checked_worker",
    "add_conversation",
    "add_organiser",
    "add_photograph",
    "change_agenda_item",
    "change_conversation",
    "change_photograph",
    "close_evening",
    "count_attendance",
    "open_evening",
    "record_agenda",
    "record_attendance",
    "record_conversations",
    "record_organisers",
    "remove_checked_worker",
    "remove_photograph",
    "remove_photographs_picturing",
]
