"""Pages of this stage: the evenings."""

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

__all__ = [
    "add_agenda_item",
    "add_conversation",
    "add_organiser",
    "attendance",
    "change_agenda_item",
    "change_conversation",
    "conversation",
    "conversations",
    "who_came",
    "work_conversation",
    "work_conversations",
]
