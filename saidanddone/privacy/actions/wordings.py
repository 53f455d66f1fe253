"""In which words consents are asked, and what people answered on paper or by word of mouth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import Taken, audited, take_consents
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.programme.rules import Person
from saidanddone.words.models import Seat

from ..queries.wordings import standing_of, wordings_in_force, words_offered
from ..rules import wordings as rules


@dataclass(frozen=True)
class Answered:
    """When, how and in which language somebody was asked; `version` where an older form was used."""

    on: date
    how: str
    language: str = "en"
    version: str = ""


@verb
def add_wording(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> ConsentWording:
    """New words for one purpose. Those before stay, and so does who answered them."""
    rules.check_writes_wordings(person)
    Programme.objects.select_for_update().get(pk=programme.pk)
    before = programme.consent_wordings.filter(purpose=fields["purpose"], language=fields["language"])
    rules.check_in_force_from(fields["in_force_from"], timezone.localdate(), is_first=not before.exists())
    return saved(
        ConsentWording(programme=programme), fields, "privacy.add_wording", by=by, programme=programme
    )


@verb
def begin_wordings(*, person: Person, programme: Programme, by: Account | None) -> list[ConsentWording]:
    """Take the words that are offered, for each purpose that has none of the programme's own."""
    rules.check_writes_wordings(person)
    Programme.objects.select_for_update().get(pk=programme.pk)
    there = programme.consent_wordings.values_list("purpose", flat=True)
    rows = [
        ConsentWording(
            programme=programme,
            purpose=purpose,
            version=rules.FIRST_VERSION,
            words=words_offered(purpose),
            in_force_from=timezone.localdate(),
        )
        for purpose in rules.missing_purposes(there)
    ]
    return recorded(rows, "privacy.begin_wordings", by=by, naming_all=True)


@transaction.atomic
def record_wordings(*, wordings: Sequence[ConsentWording], by: Account | None) -> list[ConsentWording]:
    return recorded(wordings, "privacy.record_wordings", by=by)


@verb
def record_consents(
    *, person: Person, seat: Seat, given: Mapping[str, bool], answered: Answered, by: Account | None
) -> None:
    """What the person of a seat agreed to and refused, on paper, by word of mouth or in a letter.

    Each answer keeps the version of the words that asked: those in force on that day, or those of an older form.
    """
    rules.check_takes_consents(person, seat.area_id)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    rules.check_answers(given, answered.on, timezone.localdate(), standing_of(seat))
    together: dict[str, dict[str, bool]] = defaultdict(dict)
    versions = _versions(seat.programme, given, answered)
    for purpose, agrees in given.items():
        together[versions[purpose]][purpose] = agrees
    for version, answers in together.items():
        take_consents(
            speaker_key=seat.speaker_key,
            given=answers,
            taken=Taken(answered.on, answered.how, version),
            by=by,
            programme_slug=seat.programme.slug,
        )
    audited("privacy.record_consents", seat, by=by, programme_slug=seat.programme.slug)


def _versions(programme: Programme, given: Mapping[str, bool], answered: Answered) -> dict[str, str]:
    if not answered.version:
        in_force = wordings_in_force(programme, answered.language, answered.on)
        return {purpose: in_force[purpose].version if purpose in in_force else "" for purpose in given}
    known = set(
        programme.consent_wordings.filter(
            version=answered.version, in_force_from__lte=answered.on
        ).values_list("purpose", flat=True)
    )
    if set(given) - known:
        raise Refused(
            _("There were no words of version “%(version)s” for all of these questions on that day.")
            % {"version": answered.version}
        )
    return dict.fromkeys(given, answered.version)
