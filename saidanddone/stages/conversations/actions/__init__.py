"""Verbs of this stage: on the evenings."""

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

__all__ = [
    "add_agenda_item",
    "add_conversation",
    "add_organiser",
    "change_agenda_item",
    "change_conversation",
    "count_attendance",
    "record_agenda",
    "record_attendance",
    "record_conversations",
    "record_organisers",
]
