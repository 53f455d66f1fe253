"""Standardised rates put in as the values of a year."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import verb
from saidanddone.programme.rules import Person, check_leads

from ..models import Indicator, IndicatorValue
from ..queries.standard import Change, changes_by, how_standardised, standardised

FIELDS = ("value", "low", "high", "numerator", "denominator", "status", "note", "provenance")


@verb
def put_in_standardised(
    *, person: Person, indicator: Indicator, year: int, standard: str, seen: str, by: Account | None
) -> list[IndicatorValue]:
    """Only as it was looked at: `seen` is the fingerprint of what the page showed."""
    check_leads(person)
    programme = indicator.programme
    found = standardised(indicator, programme, year, standard)
    if found is None or found.year != year:
        raise Refused(_("Nothing of this indicator is counted by age in %(year)s.") % {"year": year})
    if found.problem:
        raise Refused(found.problem)
    changes = changes_by(found, programme)
    if changes.fingerprint != seen:
        raise Refused(_("Counts or values have changed since you opened this page. Look at them once more."))
    how = how_standardised(found)
    rows = [_changed(each, indicator, year, how) for each in changes.changed]
    IndicatorValue.objects.bulk_create([row for row in rows if row.pk is None])
    IndicatorValue.objects.bulk_update([row for row in rows if row.pk is not None], FIELDS)
    audited("need.put_in_standardised", indicator, by=by, programme_slug=programme.slug)
    return rows


def _changed(change: Change, indicator: Indicator, year: int, how: str) -> IndicatorValue:
    """Its crude counts stay where they were counted by age; beside a standardised value they would mislead."""
    row = change.row or IndicatorValue(indicator=indicator, area=change.area, year=year)
    note = _note(change, how)
    found = change.rate.direct
    given: dict[str, Any] = {"numerator": None, "denominator": None, "note": note, "provenance": ""}
    if found is None:
        given |= {"value": None, "low": None, "high": None, "status": IndicatorValue.Status.MISSING}
    else:
        status = IndicatorValue.Status.OK
        given |= {"value": found.value, "low": found.low, "high": found.high, "status": status}
    for name, value in given.items():
        setattr(row, name, value)
    return row


def _note(change: Change, how: str) -> str:
    """How it came about, what stood there before, and what somebody had noted: nothing is lost."""
    row, found = change.row, change.rate.direct
    says = [how if found else _("Not given: %(why)s.") % {"why": change.rate.why}]
    if row and row.value is not None and (found is None or row.value != found.value):
        says.append(_("Before, there stood %(value)s.") % {"value": f"{row.value:,g}"})
    if row and row.note and not row.note.startswith(says[0]):
        says.append(row.note)
    elif row and row.note:
        says = [row.note] if len(says) == 1 else [*says, row.note.removeprefix(says[0]).strip()]
    return " ".join(filter(None, says))
