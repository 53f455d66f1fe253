"""Rules of the register, of erasure and of retention."""

from .erasure import (
    ANSWERS_REQUESTS,
    can_answer_requests,
    check_answered_after_received,
    check_answers_requests,
    check_day_has_come,
    due_on,
    months_after,
)

__all__ = [
    "ANSWERS_REQUESTS",
    "can_answer_requests",
    "check_answered_after_received",
    "check_answers_requests",
    "check_day_has_come",
    "due_on",
    "months_after",
]
