from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, YesNo
from saidanddone.people.actions import Taken, record_speakers
from saidanddone.people.models import Consent, Speaker
from saidanddone.people.queries import consents_of
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once

from .actions import give_seats
from .models import Seat
from .queries import seats_of
from .rules import seat_of_speaker_key, speaker_key

RoleWord = Literal[
    "resident", "service-user", "carer", "councillor", "clinician", "officer", "voluntary-sector"
]
LONGEST_VERSION = Consent._meta.get_field("version").max_length
PURPOSES = {
    "take_part": Consent.Purpose.TAKE_PART,
    "told": Consent.Purpose.TOLD,
    "asked_later": Consent.Purpose.ASKED_LATER,
    "quoted": Consent.Purpose.QUOTED,
    "photographed": Consent.Purpose.PHOTOGRAPHED,
    "details": Consent.Purpose.DETAILS,
}


class SpeakerRow(Row):
    key: str
    role: RoleWord
    area: str | None
    take_part: YesNo | None
    told: YesNo | None
    asked_later: YesNo | None
    quoted: YesNo | None
    photographed: YesNo | None = None
    details: YesNo | None = None
    wording: Annotated[str, StringConstraints(max_length=LONGEST_VERSION)] | None = None
    taken_on: IsoDate | None
    taken_how: Literal["paper", "spoken", "online", "letter"] | None


def load_speakers(loading: Loading, rows: Sequence[CheckedRow[SpeakerRow]]) -> None:
    once(rows, "key")
    slug = loading.programme.slug
    seats = [
        fits(
            at,
            Seat(
                programme=loading.programme,
                speaker_key=speaker_key(slug, at.row.key),
                role=at.row.role,
                area=loading.find("area", at.row.area, at, "area"),
                **at.row.from_where(),
            ),
            speaker_key="key",
        )
        for at in rows
    ]
    record_speakers(
        speakers=[(speaker_key(slug, at.row.key), *_taken(at)) for at in rows],
        by=loading.by,
        programme_slug=slug,
    )
    for seat, at in zip(give_seats(seats=seats, by=loading.by), rows, strict=True):
        loading.keep("speaker", at.row.key, seat)


def _taken(at: CheckedRow[SpeakerRow]) -> tuple[dict[str, bool], Taken]:
    """What somebody agreed to or refused, and when and how. A card that was given out and not answered has neither."""
    given = {
        str(purpose): answer
        for column, purpose in PURPOSES.items()
        if (answer := getattr(at.row, column)) is not None
    }
    if given and (at.row.taken_on is None or at.row.taken_how is None):
        column = "taken_on" if at.row.taken_on is None else "taken_how"
        raise BadTable(
            file=at.file, line=at.line, column=column,
            problem="a consent was given or refused, and this is blank", allowed="when and how it was taken",
        )  # fmt: skip
    return given, Taken(at.row.taken_on or date.min, at.row.taken_how or "", at.row.wording or "")


def dump_speakers(programme: Programme) -> Iterable[Sequence[object]]:
    seats = list(seats_of(programme))
    keys = [seat.speaker_key for seat in seats]
    consents = consents_of(keys)
    there = set(Speaker.objects.filter(key__in=keys).values_list("key", flat=True))
    for seat in seats:
        if seat.speaker_key not in there:
            continue  # the person was erased: a seat remains, and nobody to whom it belongs
        held = consents[seat.speaker_key]
        # Of several that were taken at different times one line can name one time: that of the oldest question.
        some = next((held[purpose] for purpose in PURPOSES.values() if purpose in held), None)
        yield (
            seat_of_speaker_key(seat.speaker_key), seat.role, seat.area.code if seat.area else None,
            *(held[purpose].given if purpose in held else None for purpose in PURPOSES.values()),
            some.version if some else None, some.taken_on if some else None, some.taken_how if some else None,
            seat.provenance, seat.note,
        )  # fmt: skip


TABLES = [TableOf("speakers", SpeakerRow, load_speakers, dump_speakers)]
