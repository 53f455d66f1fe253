"""What residents do on their own pages, and what staff do so that they can."""

from .cards import Card, Cards, make_cards, make_letter_codes, replace_card
from .corrections import see_correction
from .own import (
    choose_consents,
    forget_details,
    keep_about,
    keep_how_to_reach,
    record_corrections,
    say_not_all_right,
    say_what_was_meant,
    send_link_again,
    take_me_out,
    text_meant,
)
from .sessions import end_session, enter, note_presence, stay_on_own_phone
from .young import (
    close_schools_that_are_over,
    end_school,
    record_agreements,
    record_school,
    record_schools,
    record_young,
    say_of_age,
)

__all__ = [
    "Card",
    "Cards",
    "choose_consents",
    "close_schools_that_are_over",
    "end_school",
    "end_session",
    "enter",
    "forget_details",
    "keep_about",
    "keep_how_to_reach",
    "make_cards",
    "make_letter_codes",
    "note_presence",
    "record_agreements",
    "record_corrections",
    "record_school",
    "record_schools",
    "record_young",
    "replace_card",
    "say_not_all_right",
    "say_of_age",
    "say_what_was_meant",
    "see_correction",
    "send_link_again",
    "stay_on_own_phone",
    "take_me_out",
    "text_meant",
]
