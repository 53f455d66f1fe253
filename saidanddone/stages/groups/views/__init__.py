from .public import group, groups
from .work import (
    add_cost,
    add_group,
    add_session,
    change_cost,
    change_enrolment,
    change_group,
    change_session,
    enrol,
    enrolments,
    everybody,
    work_group,
    work_groups,
)

__all__ = [
    "add_cost",
    "add_group",
    "add_session",
    "change_cost",
    "change_enrolment",
    "change_group",
    "change_session",
    "enrol",
    "enrolments",
    "everybody",
    "group",
    "groups",
    "work_group",
    "work_groups",
]
