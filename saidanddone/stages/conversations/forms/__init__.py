"""Forms of this stage's work pages. They only check; actions write."""

from .children import CheckedWorkerForm
from .evenings import AgendaItemForm, AttendanceForm, ConversationForm, OrganiserForm
from .openings import OpeningForm
from .photographs import AddPhotographForm, PhotographForm, RemovePhotographForm

__all__ = [
    "AddPhotographForm",
    "AgendaItemForm",
    "AttendanceForm",
    "CheckedWorkerForm",
    "ConversationForm",
    "OpeningForm",
    "OrganiserForm",
    "PhotographForm",
    "RemovePhotographForm",
]
