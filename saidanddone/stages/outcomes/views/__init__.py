from .public import connections, outcome, outcomes
from .work import (
    add_connection,
    add_outcome,
    change_connection,
    change_outcome,
    work_connections,
    work_outcome,
    work_outcomes,
)

__all__ = [
    "add_connection",
    "add_outcome",
    "change_connection",
    "change_outcome",
    "connections",
    "outcome",
    "outcomes",
    "work_connections",
    "work_outcome",
    "work_outcomes",
]
