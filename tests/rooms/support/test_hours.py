"""When a place is open, as schedules of the directory standard say it and as people write it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from saidanddone.support.rules.hours import (
    hours_in_words,
    hours_written,
    is_open_at,
    is_open_evenings,
    is_open_weekends,
    takes_place_on,
)

WEEK = {"freq": "WEEKLY", "byday": "MO,TH", "opens_at": "09:00:00", "closes_at": "17:00:00"}


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 3, 2, 9, 0), True),  # a Monday
        (datetime(2026, 3, 2, 8, 59), False),
        (datetime(2026, 3, 2, 17, 0), False),
        (datetime(2026, 3, 3, 12, 0), False),
        (datetime(2026, 3, 5, 16, 59), True),
    ],
)
def test_a_week_repeats(at, is_open):
    assert is_open_at([WEEK], at) is is_open


def test_hours_may_run_past_midnight_and_round_the_clock():
    night = WEEK | {"byday": "FR", "opens_at": "20:00Z", "closes_at": "02:00"}
    assert is_open_at([night], datetime(2026, 3, 6, 23, 0))
    assert is_open_at([night], datetime(2026, 3, 7, 1, 59))
    assert not is_open_at([night], datetime(2026, 3, 6, 1, 0))
    always = WEEK | {"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "00:00"}
    assert is_open_at([always], datetime(2026, 3, 8, 4, 0))


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        ({"freq": "MONTHLY", "byday": "2TU"}, [10]),
        ({"freq": "MONTHLY", "byday": "-1FR"}, [27]),
        ({"freq": "MONTHLY", "bymonthday": "1,-1"}, [1, 31]),
        ({"freq": "WEEKLY", "interval": 2, "byday": "MO", "dtstart": "2026-03-02"}, [2, 16, 30]),
        ({"freq": "MONTHLY", "interval": 2, "bymonthday": "5", "dtstart": "2026-01-05"}, [5]),
        ({"freq": "MONTHLY", "interval": 2, "bymonthday": "5", "dtstart": "2026-02-05"}, []),
        ({"freq": "WEEKLY", "dtstart": "2026-03-04"}, [4, 11, 18, 25]),
        ({"freq": "WEEKLY", "byday": "SU", "valid_from": "2026-03-10", "valid_to": "2026-03-20"}, [15]),
        ({"dtstart": "2026-03-09"}, [9]),
        ({"byday": "SA"}, [7, 14, 21, 28]),
        ({"freq": "WEEKLY"}, []),
        ({}, []),
    ],
)
def test_other_repeats_fall_on_the_days_that_they_say(schedule, days):
    found = [day for day in range(1, 32) if takes_place_on(schedule, date(2026, 3, day))]
    assert found == days


def test_who_gives_no_hours_is_not_said_to_be_open():
    assert not is_open_at([{"description": "By appointment"}, {"byday": "MO"}], datetime(2026, 3, 2, 12))


def test_evenings_are_after_six_and_weekends_are_two_days():
    assert not is_open_evenings([WEEK]) and is_open_evenings([WEEK | {"closes_at": "18:30"}])
    assert not is_open_weekends([WEEK]) and is_open_weekends([WEEK | {"byday": "SU"}])


@pytest.mark.parametrize(
    ("line", "days", "opens", "closes"),
    [
        ("Monday to Friday 9:00 to 17:30", "MO,TU,WE,TH,FR", "09:00:00", "17:30:00"),
        ("Mon, Wed and Fri 9am–5pm", "MO,WE,FR", "09:00:00", "17:00:00"),
        ("Saturdays 10.30 - 13.00", "SA", "10:30:00", "13:00:00"),
        ("Friday to Monday 18:00–02:00", "MO,FR,SA,SU", "18:00:00", "02:00:00"),
        ("every day 00:00–24:00", "MO,TU,WE,TH,FR,SA,SU", "00:00:00", "00:00:00"),
        ("Tuesday: 12pm to 12am", "TU", "12:00:00", "00:00:00"),
    ],
)
def test_people_write_hours_as_they_are_used_to(line, days, opens, closes):
    found = hours_written(line)
    assert (found["byday"], found["opens_at"], found["closes_at"]) == (days, opens, closes)
    assert hours_written(hours_in_words(found)) == found


@pytest.mark.parametrize(
    "line", ["By appointment", "T 9:00–10:00", "Someday 9:00–10:00", "Monday 99:00–10:00"]
)
def test_what_is_no_hours_is_kept_as_it_was_written(line):
    assert hours_written(line) == {"description": line}
    assert hours_in_words({"description": line}) == line


def test_what_is_said_beside_the_hours_stays_beside_them():
    found = hours_written("Monday 9:00–17:00 (by appointment)")
    assert found["description"] == "by appointment"
    assert hours_in_words(found) == "Monday 09:00–17:00 (by appointment)"


def test_days_that_follow_each_other_are_told_by_the_first_and_the_last():
    told = hours_in_words(WEEK | {"byday": "MO,TU,WE,TH,SA,SU", "closes_at": "00:00"})
    assert told == "Monday to Thursday, Saturday, Sunday 09:00–24:00"
    assert hours_written(told) == WEEK | {"byday": "MO,TU,WE,TH,SA,SU", "closes_at": "00:00:00"}


def test_days_of_a_month_are_told_in_words():
    said = {"freq": "MONTHLY", "byday": "2TU", "opens_at": "18:30", "closes_at": "20:30"}
    assert hours_in_words(said) == "second Tuesday of the month 18:30–20:30"
