"""How long what we say of a service, a line or a pack may be relied on before somebody looks again."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

MONTHS_A_CHECK_HOLDS = 6


def oldest_that_holds(today: date) -> date:
    """The same day so many months ago, or the last day of that month where it is shorter."""
    months = today.year * 12 + today.month - 1 - MONTHS_A_CHECK_HOLDS
    for day in range(today.day, 0, -1):
        try:
            return date(months // 12, months % 12 + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def is_stale(checked_on: date | None, today: date) -> bool:
    return checked_on is None or checked_on < oldest_that_holds(today)


def check_says(checked_on: date | None, today: date) -> str:
    if checked_on is None:
        return _("Nobody has checked this yet.")
    words = {"day": date_format(checked_on, "j F Y")}
    if is_stale(checked_on, today):
        return _("Nobody has checked this since %(day)s.") % words
    return _("Checked on %(day)s.") % words


def review_says(reviewed_on: date | None, next_review_on: date | None, today: date) -> str:
    if reviewed_on is None:
        return _("Nobody has reviewed this text yet.")
    if next_review_on is not None and next_review_on < today:
        return _("This text was to be reviewed by %(day)s, and nobody has.") % {
            "day": date_format(next_review_on, "j F Y")
        }
    return _("Reviewed on %(day)s.") % {"day": date_format(reviewed_on, "j F Y")}


def review_is_due(reviewed_on: date | None, next_review_on: date | None, today: date) -> bool:
    return reviewed_on is None or (next_review_on is not None and next_review_on < today)
