"""Pages of this stage: the evenings and their photographs."""

from .children import add_checked_worker, remove_checked_worker
from .evenings import (
    add_agenda_item,
    add_conversation,
    add_organiser,
    attendance,
    change_agenda_item,
    change_conversation,
    conversation,
    conversations,
    who_came,
    work_conversation,
    work_conversations,
)
from .openings import close_evening, open_evening
from .photographs import (
    add_photograph,
    change_photograph,
    photograph,
    photographs,
    remove_photograph,
    work_photograph,
)

__all__ = [
    "add_agenda_item",
    "add_checked_worker",
    "add_conversation",
    "add_organiser",
    "add_photograph",
    "attendance",
    "change_agenda_item",
    "change_conversation",
    "change_photograph",
    "close_evening",
    "conversation",
    "conversations",
    "open_evening",
    "photograph",
    "photographs",
    "remove_checked_worker",
    "remove_photograph",
    "who_came",
    "work_conversation",
    "work_conversations",
    "work_photograph",
]
