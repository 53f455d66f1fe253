from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import StringConstraints

from saidanddone.files import CheckedRow
from saidanddone.files.types import IsoDate, YesNo
from saidanddone.people.actions import Taken, record_speakers
from saidanddone.people.models import Consent
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
    take_part: YesNo
    told: YesNo
    asked_later: YesNo
    quoted: YesNo
    photographed: YesNo | None = None
    details: YesNo | None = None
    wording: Annotated[str, StringConstraints(max_length=LONGEST_VERSION)] | None = None
    taken_on: IsoDate
    taken_how: Literal["paper", "spoken"]


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
        speakers=[
            (
                speaker_key(slug, at.row.key),
                {
                    str(purpose): given
                    for column, purpose in PURPOSES.items()
                    if (given := getattr(at.row, column)) is not None
                },
                Taken(at.row.taken_on, at.row.taken_how, at.row.wording or ""),
            )
            for at in rows
        ],
        by=loading.by,
        programme_slug=slug,
    )
    for seat, at in zip(give_seats(seats=seats, by=loading.by), rows, strict=True):
        loading.keep("speaker", at.row.key, seat)


def dump_speakers(programme: Programme) -> Iterable[Sequence[object]]:
    seats = list(seats_of(programme))
    consents = consents_of([seat.speaker_key for seat in seats])
    for seat in seats:
        held = consents[seat.speaker_key]
        if not held:
            continue  # the person was erased: a seat remains, and nobody to whom it belongs
        some = held[Consent.Purpose.TAKE_PART]
        yield (
            seat_of_speaker_key(seat.speaker_key), seat.role, seat.area.code if seat.area else None,
            *(held[purpose].given if purpose in held else None for purpose in PURPOSES.values()),
            some.version, some.taken_on, some.taken_how,
            seat.provenance, seat.note,
        )  # fmt: skip


TABLES = [TableOf("speakers", SpeakerRow, load_speakers, dump_speakers)]
