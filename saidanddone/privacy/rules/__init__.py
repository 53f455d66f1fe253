"""Rules of the register, of erasure and of retention."""

from .erasure import (
    ANSWERS_REQUESTS,
    can_answer_requests,
    check_answers_requests,
    due_on,
    months_after,
)

__all__ = [
    "ANSWERS_REQUESTS",
    "can_answer_requests",
    "check_answers_requests",
    "due_on",
    "months_after",
]
