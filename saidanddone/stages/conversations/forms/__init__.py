"""Forms of this stage's work pages. They only check; actions write."""

from .evenings import AgendaItemForm, AttendanceForm, ConversationForm, OrganiserForm
from .openings import OpeningForm
from .photographs import AddPhotographForm, PhotographForm, RemovePhotographForm

__all__ = [
    "AddPhotographForm",
    "AgendaItemForm",
    "AttendanceForm",
    "ConversationForm",
    "OpeningForm",
    "OrganiserForm",
    "PhotographForm",
    "RemovePhotographForm",
]
