"""Where the need is: indicators by area and year, how they become an index, and the decision where to begin."""

from .brought import BroughtTable
from .decisions import Decision, DecisionArea
from .maps import AreaMap, AreaShape, SmallArea, SmallAreaMeasure, SmallAreaValue
from .method import AreaGroup, Domain, IndexMethod, WeightVote
from .registry import CODE_IS_TAKEN, EARLIEST_YEAR, LATEST_YEAR, AgeCount, Indicator, IndicatorValue

__all__ = [
    "CODE_IS_TAKEN",
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "AgeCount",
    "AreaGroup",
    "AreaMap",
    "AreaShape",
    "BroughtTable",
    "Decision",
    "DecisionArea",
    "Domain",
    "IndexMethod",
    "Indicator",
    "IndicatorValue",
    "SmallArea",
    "SmallAreaMeasure",
    "SmallAreaValue",
    "WeightVote",
]
