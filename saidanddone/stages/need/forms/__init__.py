"""Forms of this stage's work pages. They only check; actions write."""

from .choosing import DecisionForm, MethodForm
from .registry import IndicatorForm, NewValueForm, ValueForm
from .sure import WaysForm

__all__ = ["DecisionForm", "IndicatorForm", "MethodForm", "NewValueForm", "ValueForm", "WaysForm"]
