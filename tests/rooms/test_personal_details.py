"""What in a text says who somebody is is found before it is kept."""

from __future__ import annotations

import pytest

from saidanddone.people.rules import Refused
from saidanddone.words import rules


@pytest.mark.parametrize(
    "words",
    [
        "Write to ada@example.org and she will help.",
        "Ask Ada.Lovelace+help@mail.example.co.uk, she knows.",
        "Ring 020 7946 0958 in the evening.",
        "Ring (020) 7946-0958.",
        "My number is 07700900123",
        "Call +44 7700 900 123 any time.",
        "07700.900.123 is mine",
        "I live at 4 High Street, E8 1EA.",
        "the bench near sw1a 1aa",
        "The flats behind N16 0AA are damp.",
    ],
)
def test_what_looks_like_an_address_a_telephone_number_or_a_postcode_is_found(words):
    assert rules.personal_details(words)


@pytest.mark.parametrize(
    "words",
    [
        "A bench outside the library would help.",
        "In 1998, and again in 2004 and 2017, they closed it.",
        "It costs £1,250,000.00 a year for 3,000 families.",
        "From 2017-2018 to 2019-2020 we waited.",
        "Open it from 09:00 to 17:30 on days 1 2 3 4 5.",
        "The 38 bus and the W15 are full at 8 every morning.",
        "Two @ a time, that is how we met.",
        "Flat 12, floor 3, no lift.",
        "Half of Year 9 are anxious.",
        "I rang 999 and then 111, and waited 45 minutes.",
    ],
)
def test_years_sums_buses_and_emergency_numbers_are_left_alone(words):
    assert rules.personal_details(words) == []


def test_what_was_found_is_named_and_quoted_each_once():
    words = "ada@example.org, yes, ada@example.org, near E8 1EA"
    assert rules.personal_details(words) == ["an e-mail address (“ada@example.org”)", "a postcode (“E8 1EA”)"]


def test_personal_details_are_refused_unless_somebody_says_that_they_stay():
    with pytest.raises(Refused, match=r"This looks like a postcode \(“E8 1EA”\)"):
        rules.check_personal("near E8 1EA", keep=False)
    rules.check_personal("near E8 1EA", keep=True)
    rules.check_personal("near the park", keep=False)
