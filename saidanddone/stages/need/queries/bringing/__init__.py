"""A table that somebody brought: what its columns are, and what taking it in would change."""

from .meanings import Holds
from .plans import Change, Plan, Problem, plan_of
from .reading import Named, Reading, brought_visible_to, reading_of

__all__ = [
    "Change",
    "Holds",
    "Named",
    "Plan",
    "Problem",
    "Reading",
    "brought_visible_to",
    "plan_of",
    "reading_of",
]
