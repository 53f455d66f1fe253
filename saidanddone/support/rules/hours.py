"""When a service is open, from schedules as the directory standard writes them (iCalendar's words for repeats).

https://docs.openreferral.org/en/v3.0.1/hsds/schema_reference.html#schedule and RFC 5545, section 3.3.10
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

Schedule = Mapping[str, Any]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVENING = time(18)
BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


def clock(value: str | None) -> time | None:
    """“10:00:00”, “10:00Z” and “10:00” are ten o’clock where the service is."""
    found = re.match(r"(\d{2}):(\d{2})", value or "")
    return time(int(found[1]) % 24, int(found[2])) if found else None


def days_of(schedule: Schedule) -> list[tuple[int, int]]:
    """Each day of the week that is named, with the number of it in the month (0: every one)."""
    named = BYDAY.findall(schedule.get("byday") or "")
    return [(int(number or 0), DAYS.index(day)) for number, day in named]


def takes_place_on(schedule: Schedule, day: date) -> bool:
    begins, ends = _day(schedule, "valid_from"), _day(schedule, "valid_to")
    if (begins and day < begins) or (ends and day > ends):
        return False
    first = _day(schedule, "dtstart")
    if first and day < first:
        return False
    if not schedule.get("freq"):
        return day == first if first else any(week_day == day.weekday() for _n, week_day in days_of(schedule))
    if not _is_a_turn(schedule, first, day):
        return False
    in_month = [int(each) for each in re.findall(r"-?\d+", schedule.get("bymonthday") or "")]
    if in_month and day.day not in in_month and day.day - _length_of_month(day) - 1 not in in_month:
        return False
    named = days_of(schedule)
    if named:
        return any(week_day == day.weekday() and _is_nth(number, day) for number, week_day in named)
    return bool(in_month) or (first is not None and _like_the_first(schedule, first, day))


def _day(schedule: Schedule, name: str) -> date | None:
    said = schedule.get(name)
    return date.fromisoformat(said) if said else None


def _is_a_turn(schedule: Schedule, first: date | None, day: date) -> bool:
    """Every second week or month, counted from the first one."""
    every = int(schedule.get("interval") or 1)
    if every == 1 or first is None:
        return True
    if schedule["freq"] == "WEEKLY":
        monday, first_monday = (each - timedelta(days=each.weekday()) for each in (day, first))
        return (monday - first_monday).days // 7 % every == 0
    return ((day.year - first.year) * 12 + day.month - first.month) % every == 0


def _like_the_first(schedule: Schedule, first: date, day: date) -> bool:
    return day.weekday() == first.weekday() if schedule["freq"] == "WEEKLY" else day.day == first.day


def _is_nth(number: int, day: date) -> bool:
    if number == 0:
        return True
    from_end = (_length_of_month(day) - day.day) // 7 + 1
    return (day.day - 1) // 7 + 1 == number if number > 0 else from_end == -number


def _length_of_month(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


def is_open_at(schedules: Iterable[Schedule], at: datetime) -> bool:
    """Hours that end before they begin run past midnight. Who gives no hours is not said to be open."""
    return any(_is_open(schedule, at) for schedule in schedules)


def _is_open(schedule: Schedule, at: datetime) -> bool:
    opens, closes = clock(schedule.get("opens_at")), clock(schedule.get("closes_at"))
    if opens is None or closes is None:
        return False
    now = at.time()
    if opens < closes:
        return opens <= now < closes and takes_place_on(schedule, at.date())
    if now >= opens:
        return takes_place_on(schedule, at.date())
    return now < closes and takes_place_on(schedule, at.date() - timedelta(days=1))


def is_open_evenings(schedules: Iterable[Schedule]) -> bool:
    def runs_late(schedule: Schedule) -> bool:
        opens, closes = clock(schedule.get("opens_at")), clock(schedule.get("closes_at"))
        return opens is not None and closes is not None and (closes > EVENING or closes <= opens)

    return any(map(runs_late, schedules))


def is_open_weekends(schedules: Iterable[Schedule]) -> bool:
    return any(day >= 5 for schedule in schedules for _n, day in days_of(schedule))


def hours_in_words(schedule: Schedule) -> str:
    """“Monday to Thursday 10:00–18:00 (by appointment)”, as `hours_written` reads it again."""
    opens, closes = clock(schedule.get("opens_at")), clock(schedule.get("closes_at"))
    ends = "24:00" if closes == time(0) else f"{closes:%H:%M}" if closes else ""
    times = f"{opens:%H:%M}–{ends}" if opens and ends else ""
    plain = " ".join(part for part in (_days_in_words(schedule), times) if part)
    said = schedule.get("description") or ""
    return f"{plain} ({said})" if plain and said else plain or said


def _days_in_words(schedule: Schedule) -> str:
    named = days_of(schedule)
    if [number for number, _day in named if number]:
        return ", ".join(_nth_in_words(number, day) for number, day in named)
    return _("every day") if len(named) == 7 else ", ".join(_runs(sorted({day for _n, day in named})))


def _runs(days: list[int]) -> Iterator[str]:
    """Three days and more that follow each other are told by the first and the last."""
    while days:
        run = next(size for size in range(len(days), 0, -1) if days[size - 1] - days[0] == size - 1)
        first, last = WEEKDAYS[days[0]], WEEKDAYS[days[run - 1]]
        if run > 2:
            yield _("%(first)s to %(last)s") % {"first": first, "last": last}
        else:
            yield from (str(WEEKDAYS[day]) for day in days[:run])
        days = days[run:]


def _nth_in_words(number: int, day: int) -> str:
    words = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}
    if not number:
        return str(WEEKDAYS[day])
    return _("%(which)s %(day)s of the month") % {"which": words.get(number, number), "day": WEEKDAYS[day]}


RANGE = re.compile(r"\s*(?:–|-|\bto\b|\buntil\b)\s*", re.I)
HOUR = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
LINE = re.compile(
    rf"^(?P<days>[^\d(]*?)\s*(?P<opens>{HOUR})\s*(?:–|-|to|until)\s*(?P<closes>{HOUR})\s*(?:\((?P<said>.*)\))?$",
    re.I,
)


def hours_written(line: str) -> dict[str, Any]:
    """A line such as “Monday to Friday 9:00 to 17:30 (by appointment)” as a schedule. Else it is a description."""
    found = LINE.match(line)
    days = _days_written(found["days"]) if found else None
    opens, closes = (_hour(found["opens"]), _hour(found["closes"])) if found else (None, None)
    if not found or not days or not opens or not closes:
        return {"description": line}
    made = {
        "freq": "WEEKLY",
        "byday": ",".join(DAYS[day] for day in days),
        "opens_at": opens,
        "closes_at": closes,
    }
    return made | ({"description": found["said"]} if found["said"] else {})


def _hour(said: str) -> str | None:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", said.strip(), re.I)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour % 24:02}:{minute:02}:00" if hour <= 24 and minute < 60 else None


def _days_written(said: str) -> list[int] | None:
    said = said.strip().strip(",:").lower()
    if said in {_("every day").lower(), "daily"}:
        return list(range(7))
    found: list[int] = []
    for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", said):
        said_ends = [_day_written(each) for each in RANGE.split(part)]
        ends = [each for each in said_ends if each is not None]
        if len(ends) < len(said_ends) or not 1 <= len(ends) <= 2:
            return None
        first, last = ends[0], ends[-1]
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return sorted(set(found)) or None


def _day_written(said: str) -> int | None:
    said = said.strip().rstrip("s.")
    if len(said) < 2:
        return None
    starts = [day for day, name in WEEKDAYS.items() if str(name).lower().startswith(said)]
    return starts[0] if len(starts) == 1 else None
