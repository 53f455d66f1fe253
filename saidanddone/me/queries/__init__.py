"""What a resident's own pages and the staff's pages of cards and letters show."""

from .cards import (
    Letter,
    areas_for_letters,
    conversations_for_cards,
    letters_to,
    next_seats,
    seats_to_write_to,
    seats_workable_by,
)
from .consents import Asked, asked_of
from .corrections import corrections_in_file_order, corrections_of, corrections_waiting
from .details import about_of, area_of, reached_by
from .entered import OWN_PHONE, Entered, entered_by, opens
from .qr import drawn_code
from .words import Place, Said, said_by, texts_of
from .young import (
    agreements_taken_of,
    how_choices,
    missing_of,
    school_of,
    schools_in_file_order,
    schools_that_are_over,
    schools_workable_by,
    young_in_file_order,
    young_person_of,
)

__all__ = [
    "OWN_PHONE",
    "Asked",
    "Entered",
    "Letter",
    "Place",
    "Said",
    "about_of",
    "agreements_taken_of",
    "area_of",
    "areas_for_letters",
    "asked_of",
    "conversations_for_cards",
    "corrections_in_file_order",
    "corrections_of",
    "corrections_waiting",
    "drawn_code",
    "entered_by",
    "how_choices",
    "letters_to",
    "missing_of",
    "next_seats",
    "opens",
    "reached_by",
    "said_by",
    "school_of",
    "schools_in_file_order",
    "schools_that_are_over",
    "schools_workable_by",
    "seats_to_write_to",
    "seats_workable_by",
    "texts_of",
    "young_in_file_order",
    "young_person_of",
]
