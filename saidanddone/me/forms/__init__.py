"""Forms of a resident's own pages, and of the staff's pages of cards, letters and young people."""

from .own import (
    AboutForm,
    CodeForm,
    ConsentsForm,
    ContactForm,
    EmailForm,
    EraseForm,
    MeantForm,
    NotAllRightForm,
)
from .staff import AgreementsForm, CardsForm, LettersForm, OfAgeForm, SchoolForm

__all__ = [
    "AboutForm",
    "AgreementsForm",
    "CardsForm",
    "CodeForm",
    "ConsentsForm",
    "ContactForm",
    "EmailForm",
    "EraseForm",
    "LettersForm",
    "MeantForm",
    "NotAllRightForm",
    "OfAgeForm",
    "SchoolForm",
]
