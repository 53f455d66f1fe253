"""People who spoke, and what they agree to, through the actions."""

from __future__ import annotations

from datetime import date

from saidanddone.people.actions import Taken, record_speakers, take_consents
from saidanddone.people.models import Consent, Speaker


def a_speaker(
    key: str, *agrees: str, on: date = date(2021, 3, 1), how: str = "paper", takes_part: bool = True
) -> Speaker:
    """Somebody who was asked for every consent on paper, takes part, and gave these too."""
    given = {str(purpose): purpose in agrees for purpose in Consent.Purpose}
    given[Consent.Purpose.TAKE_PART] = takes_part
    (made,) = record_speakers(
        speakers=[(key, given, Taken(on, how))], by=None, programme_slug=key.partition(":")[0]
    )
    return made


def withdraws(key: str, *purposes: str, on: date = date(2022, 1, 1)) -> None:
    """The person themselves takes these consents back, on their own page."""
    take_consents(
        speaker_key=key,
        given=dict.fromkeys(map(str, purposes or ("quoted",)), False),
        taken=Taken(on, Consent.How.ONLINE),
        by=None,
        programme_slug=key.partition(":")[0],
    )
