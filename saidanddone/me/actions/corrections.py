from __future__ import annotations

from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.rules import Person

from .. import rules
from ..models import Correction


@verb
def see_correction(*, person: Person, correction: Correction, by: Account | None) -> Correction:
    """Somebody who works in the borough has read what was meant."""
    rules.check_for_area(person, correction.of.area_id, rules.WRITES_LETTERS)
    fields = {"seen_on": timezone.localdate(), "seen_by": by}
    return saved(correction, fields, "me.see_correction", by=by, programme=correction.of.programme)
