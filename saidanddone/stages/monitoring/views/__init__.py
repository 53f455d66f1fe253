"""The pages of this stage: for everybody, and for those who keep the measures."""

from .public import framework, frameworks
from .work import (
    add_framework,
    add_measure,
    add_reading,
    change_framework,
    change_measure,
    change_reading,
    readings,
    work_framework,
    work_frameworks,
    work_measures,
)

__all__ = [
    "add_framework",
    "add_measure",
    "add_reading",
    "change_framework",
    "change_measure",
    "change_reading",
    "framework",
    "frameworks",
    "readings",
    "work_framework",
    "work_frameworks",
    "work_measures",
]
