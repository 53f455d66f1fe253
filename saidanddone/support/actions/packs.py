from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person, check_one_programme

from ..models import HandOut, PackVersion, Service, SupportPack
from ..rules.keeping import check_keeps
from ..rules.packs import check_handed_on, check_hands_out, check_review_dates


@verb
def add_pack(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    language: str,
    text: str,
    services: Sequence[Service],
    by: Account | None,
) -> SupportPack:
    area = fields["area"]
    check_keeps(person, area.pk if area else None)
    pack = saved(SupportPack(programme=programme), fields, "support.add_pack", by=by, programme=programme)
    _add_version(pack, language, text, services, by)
    return pack


@verb
def change_pack(
    *, person: Person, pack: SupportPack, fields: dict[str, Any], by: Account | None
) -> SupportPack:
    """What it is called and who hands it out. Its text is changed by a new version."""
    check_keeps(person, held_area_id(pack))
    area = fields["area"]
    check_keeps(person, area.pk if area else None)
    return saved(pack, fields, "support.change_pack", by=by, programme=pack.programme)


@verb
def write_version(
    *,
    person: Person,
    pack: SupportPack,
    language: str,
    text: str,
    services: Sequence[Service],
    by: Account | None,
) -> PackVersion:
    check_keeps(person, held_area_id(pack))
    return _add_version(pack, language, text, services, by)


def _add_version(
    pack: SupportPack, language: str, text: str, services: Sequence[Service], by: Account | None
) -> PackVersion:
    """The next in this language. The first in a language has the number of the text that it tells anew."""
    check_one_programme(pack.programme_id, *services)
    SupportPack.objects.select_for_update().get(pk=pack.pk)
    numbers = dict(pack.versions.order_by().values_list("language").annotate(Max("number")))
    number = numbers[language] + 1 if language in numbers else max(numbers.values(), default=1)
    fields = {
        "number": number,
        "language": language,
        "text": text,
        "written_on": timezone.localdate(),
    }
    version = saved(PackVersion(pack=pack), fields, "support.write_version", by=by, programme=pack.programme)
    version.services.set(services)
    return version


@verb
def review_version(
    *,
    person: Person,
    version: PackVersion,
    reviewed_by: str,
    reviewed_on: date,
    next_review_on: date | None,
    by: Account | None,
) -> PackVersion:
    check_keeps(person, version.pack.area_id)
    check_review_dates(reviewed_on, next_review_on, timezone.localdate())
    fields = {"reviewed_by": reviewed_by, "reviewed_on": reviewed_on, "next_review_on": next_review_on}
    return saved(version, fields, "support.review_version", by=by, programme=version.pack.programme)


@verb
def hand_out(
    *,
    person: Person,
    version: PackVersion,
    who: str,
    area: Area | None,
    handed_on: date,
    how_many: int,
    by: Account | None,
) -> HandOut:
    check_hands_out(person)
    check_handed_on(handed_on, timezone.localdate())
    fields = {"who": who, "area": area, "handed_on": handed_on, "how_many": how_many}
    return saved(
        HandOut(version=version), fields, "support.hand_out", by=by, programme=version.pack.programme
    )


# Verbs for whole tables


@transaction.atomic
def record_packs(*, packs: Sequence[SupportPack], by: Account | None) -> list[SupportPack]:
    return recorded(packs, "support.record_packs", by=by)


@transaction.atomic
def record_pack_versions(
    *, versions: Sequence[tuple[PackVersion, Sequence[Service]]], by: Account | None
) -> list[PackVersion]:
    made = [version for version, _services in versions]
    recorded(made, "support.record_pack_versions", by=by, programme_of=lambda row: row.pack.programme)
    for version, services in versions:
        version.services.set(services)
    return made


@transaction.atomic
def record_hand_outs(*, hand_outs: Sequence[HandOut], by: Account | None) -> list[HandOut]:
    return recorded(
        hand_outs, "support.record_hand_outs", by=by, programme_of=lambda row: row.version.pack.programme
    )
